"""Write plans as iCalendar: one event for each meal (RFC 5545, by the icalendar library)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event

from planner.errors import InputError, Setting
from planner.formats.plan_text import (
    date_of,
    days_of,
    doses_at,
    meal_items,
    meals_of,
    verdict_of_day,
)
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, servings_at_table
from planner.nutrition.foods.recipe_text import ahead_lines, ingredient_lines, is_overnight
from planner.nutrition.people.supplement_use import dose_sentences
from planner.planning.plan import MEDICAL_NOTE, Plan
from planner.request.plan_request import PlanRequest

# Start of each meal, local time; project choice.
MEAL_TIMES = {
    "breakfast": time(7, 30), "lunch": time(12, 30), "snack": time(15, 30), "dinner": time(18, 30),
}  # fmt: skip
MEAL_MINUTES = 30
EVENING = time(20, 0)  # when what the next day asks for is done
_OURS = "@steadyplate"  # the end of the UID of our events


def plans_as_icalendar(
    plans: Sequence[Plan],
    before: bytes | None = None,
    *,
    written: datetime | None = None,
    first_sequence: int = 0,
) -> bytes:
    """Return an iCalendar file with an event for each meal of each person, in local time.

    The UID of an event depends only on name, date and meal, so that a new export of a plan
    replaces the events in a calendar. Where the export before is known, the SEQUENCE and
    LAST-MODIFIED of an event rise if its meal changed, and stay if it did not; a meal that is
    gone from a day is cancelled.

    Parameters
    ----------
    plans : sequence of Plan
        The plans of one kitchen.
    before : bytes, optional
        The calendar that this one replaces.
    written : datetime, optional
        When it is written, in UTC; now by default. It counts only with an export before.
    first_sequence : int
        SEQUENCE of an event that the export before does not have.

    Raises
    ------
    InputError
        If the plan has no start date, or the export before is no calendar.
    """
    known = events_of(before) if before is not None else {}
    now = (written or datetime.now(UTC)).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", "-//Steadyplate//planner//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Meals")
    found = list(_events(plans))
    for event in found:
        _date(event, known.get(str(event["uid"])), now, first_sequence)
        calendar.add_component(event)
    for event in _gone(found, known, now):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(plans: Sequence[Plan]) -> Iterator[Event]:
    """Yield the events of the meals, without times of writing; raises InputError without dates."""
    table = servings_at_table(row for plan in plans for row in plan.portions)
    for plan in plans:
        for day in days_of(plan):
            date = date_of(plan, day)
            if date is None:
                raise InputError(
                    "a calendar needs dates: give the date of the first day",
                    settings=(Setting.START,),
                )
            for meal, rows in meals_of(plan, day):
                starts = datetime.combine(date, MEAL_TIMES[meal])
                doses = _supplements(plan, day, meal)
                items = meal_items(rows, plan.request.catalog, Units(plan.request.units))
                ahead = _ahead(rows, plan.request)
                taken = _ingredients(rows, plan.request, table)
                words = [*items, *taken, *ahead, *doses, "", verdict_of_day(plan, day)]
                yield _event(plan, meal, items, starts, words)
                if ahead and _has_evening(rows, plan.request):
                    yield _evening_event(plan, meal, starts, ahead)


def is_calendar(content: bytes) -> bool:
    """Return whether the content of a file is a calendar, whose events a new one may continue."""
    try:
        return bool(Calendar.from_ical(content).walk("VCALENDAR"))
    except (ValueError, IndexError):
        return False


def events_of(calendar: bytes) -> dict[str, Event]:
    """Return the events of a calendar by their UID; raises InputError if it is none."""
    try:
        found = Calendar.from_ical(calendar).walk("VEVENT")
    except (ValueError, IndexError) as error:
        raise InputError(f"this is no iCalendar file: {error}") from None
    return {
        str(event["uid"]): event for event in found if isinstance(event, Event) and "uid" in event
    }


def _moment(event: Event, key: str) -> Any:
    """Return a date and time of an event."""
    return event.decoded(key)


def _says_the_same(event: Event, other: Event) -> bool:
    keys = ("summary", "description", "status")
    same_words = all(str(event.get(key, "")) == str(other.get(key, "")) for key in keys)
    return same_words and all(
        _moment(event, key) == _moment(other, key) for key in ("dtstart", "dtend")
    )


def _date(event: Event, before: Event | None, now: datetime, first_sequence: int) -> None:
    """Give an event the SEQUENCE and times of the export before, or later ones if it changed."""
    midnight = datetime.combine(_moment(event, "dtstart").date(), time(0), tzinfo=UTC)
    sequence, modified = first_sequence, now if first_sequence else midnight
    if before is not None:
        sequence = int(str(before.get("sequence", 0)))
        if _says_the_same(event, before):
            modified = _moment(before, "last-modified") if "last-modified" in before else midnight
        else:
            sequence, modified = sequence + 1, now
    event.add("sequence", sequence)
    event.add("dtstamp", modified)
    event.add("last-modified", modified)


def _gone(found: Sequence[Event], known: Mapping[str, Event], now: datetime) -> Iterator[Event]:
    """Yield, as cancelled, the events before of these days that are no longer there."""
    uids = {str(event["uid"]) for event in found}
    days = {_moment(event, "dtstart").date() for event in found}
    for uid, before in known.items():
        if uid in uids or not uid.endswith(_OURS) or _moment(before, "dtstart").date() not in days:
            continue
        event = Event()
        for key in ("uid", "dtstart", "dtend", "summary"):
            event.add(key, before[key])
        event.add("description", "")
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        _date(event, before, now, 0)
        yield event


def _ingredients(
    rows: Sequence[Portion], request: PlanRequest, table: Mapping[tuple[int, str, str], float]
) -> list[str]:
    """Return the ingredients of the dishes of a meal, for all at the table."""
    catalog, units = request.catalog, Units(request.units)
    lines = []
    for dish_id in dict.fromkeys(row.dish for row in rows if row.dish in catalog.dishes):
        servings = table[rows[0].day, rows[0].meal, dish_id]
        amount = write_measure(servings, "serving", "servings")
        lines += ["", f"{catalog.dish_name(dish_id)}, {amount} at the table:"]
        dish = catalog.dish(dish_id)
        lines += [f"- {line}" for line in ingredient_lines(dish, catalog.foods, servings, units)]
    return lines


def _ahead(rows: Sequence[Portion], request: PlanRequest) -> list[str]:
    """Return the lines on what the dishes of a meal ask to do ahead; empty without any."""
    catalog, units = request.catalog, Units(request.units)
    scales = {row.dish: row.scale for row in rows if row.dish}
    lines = [
        f"{catalog.dish_name(dish_id)}, {words}"
        for dish_id, scale in scales.items()
        if dish_id in catalog.dishes
        for words in ahead_lines(catalog.dish(dish_id), catalog.foods, scale, units)
    ]
    return ["", *lines] if lines else []


def _has_evening(rows: Sequence[Portion], request: PlanRequest) -> bool:
    """Return whether a dish of a meal is started the evening before."""
    dishes = request.catalog.dishes
    return any(row.dish in dishes and is_overnight(dishes[row.dish]) for row in rows)


def _evening_event(plan: Plan, meal: str, eaten: datetime, ahead: Sequence[str]) -> Event:
    """Return the event of the evening before a meal: what to soak, chill or cook ahead."""
    evening = datetime.combine(eaten.date() - timedelta(days=1), EVENING)
    label = f"In the evening, for tomorrow's {meal_labels()[meal].lower()}"
    return _timed(plan, f"{meal}|evening", label, evening, ahead)


def _supplements(plan: Plan, day: int, meal: str) -> list[str]:
    """Return the lines on the supplements of a meal; empty without any."""
    doses = [dose for dose in plan.doses if (dose.day, dose.meal) == (day, meal)]
    if not doses:
        return []
    taken = [f"supplement: {words}" for words in doses_at(plan, day, meal)]
    return ["", *taken, *dose_sentences(doses, plan.request.person)]


def _event(
    plan: Plan, meal: str, items: list[str], starts: datetime, words: Sequence[str]
) -> Event:
    """Return the event of one meal, with its description in lines."""
    name, label = plan.request.name, meal_labels()[meal]
    summary = f"{label}{f' ({name})' if name else ''}: {items[0] if items else ''}"
    return _timed(plan, meal, summary, starts, [*words, MEDICAL_NOTE])


def _timed(plan: Plan, subject: str, summary: str, starts: datetime, words: Sequence[str]) -> Event:
    """Return an event of half an hour; a person has one for each subject and day."""
    name = plan.request.name
    key = hashlib.sha256(f"{name}|{starts:%Y%m%d}|{subject}".encode()).hexdigest()[:24]
    event = Event()
    event.add("uid", f"{key}{_OURS}")
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=MEAL_MINUTES))
    event.add("summary", summary)
    event.add("description", "\n".join(words).strip())
    event.add("transp", "TRANSPARENT")
    return event
