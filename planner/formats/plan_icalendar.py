"""Write plans as iCalendar: one event for each meal (RFC 5545, by the icalendar library)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

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
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.recipe_text import ahead_lines, is_overnight
from planner.nutrition.people.supplement_use import dose_sentences
from planner.planning.plan import MEDICAL_NOTE, Plan
from planner.request.plan_request import PlanRequest

# Start of each meal, local time; project choice.
MEAL_TIMES = {
    "breakfast": time(7, 30), "lunch": time(12, 30), "snack": time(15, 30), "dinner": time(18, 30),
}  # fmt: skip
MEAL_MINUTES = 30
EVENING = time(20, 0)  # when what the next day asks for is done


def plans_as_icalendar(plans: Sequence[Plan]) -> bytes:
    """Return an iCalendar file with an event for each meal of each person, in local time.

    The UID of an event depends only on name, date and meal, so that a new export of a plan
    replaces the events in a calendar.

    Raises
    ------
    InputError
        If the plan has no start date.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Steadyplate//planner//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Meals")
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
                words = [*items, *ahead, *doses, "", verdict_of_day(plan, day)]
                calendar.add_component(_event(plan, meal, items, starts, words))
                if ahead and _has_evening(rows, plan.request):
                    calendar.add_component(_evening_event(plan, meal, starts, ahead))
    return bytes(calendar.to_ical())


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
    event.add("uid", f"{key}@steadyplate")
    event.add("dtstamp", datetime.combine(starts.date(), time(0), tzinfo=UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=MEAL_MINUTES))
    event.add("summary", summary)
    event.add("description", "\n".join(words).strip())
    event.add("transp", "TRANSPARENT")
    return event
