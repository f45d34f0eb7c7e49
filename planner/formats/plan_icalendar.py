"""A plan as an iCalendar file: one event a meal (RFC 5545, by the icalendar library)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from planner.errors import InputError
from planner.formats.plan_text import (
    date_of,
    days_of,
    doses_at,
    meals_of,
    on_the_plate,
    verdict,
)
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.people.supplement_use import dose_sentences
from planner.planning.plan import MEDICAL_NOTE, Plan

# When a meal starts, local time; project choice.
MEAL_TIMES = {
    "breakfast": time(7, 30), "lunch": time(12, 30), "snack": time(15, 30), "dinner": time(18, 30),
}  # fmt: skip
MEAL_MINUTES = 30


def plans_as_icalendar(plans: Sequence[Plan]) -> bytes:
    """Write an event a meal and person, in floating local time.

    An event keeps its UID when the plan is written again, so that a calendar replaces it.

    Raises
    ------
    InputError
        If the plan has no first day: a calendar needs dates.
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
                    "a calendar needs dates: give the first day with --start, as in "
                    "--start 2026-11-30"
                )
            for meal, rows in meals_of(plan, day):
                starts = datetime.combine(date, MEAL_TIMES[meal])
                doses = _supplements(plan, day, meal)
                plate = on_the_plate(rows, plan.request.catalog)
                calendar.add_component(_event(plan, meal, plate, starts, doses))
    return bytes(calendar.to_ical())


def _supplements(plan: Plan, day: int, meal: str) -> list[str]:
    """Return what to take at a meal, and how: apart from the food."""
    own = [dose for dose in plan.doses if (dose.day, dose.meal) == (day, meal)]
    if not own:
        return []
    taken = [f"supplement: {words}" for words in doses_at(plan, day, meal)]
    return ["", *taken, *dose_sentences(own, plan.request.person)]


def _event(
    plan: Plan, meal: str, plate: list[str], starts: datetime, doses: Sequence[str] = ()
) -> Event:
    """Write one meal, with the supplements to take at it."""
    name = plan.request.name
    label = meal_labels()[meal]
    key = hashlib.sha256(f"{name}|{starts:%Y%m%d}|{meal}".encode()).hexdigest()[:24]
    event = Event()
    event.add("uid", f"{key}@steadyplate")
    event.add("dtstamp", datetime.combine(starts.date(), time(0), tzinfo=UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=MEAL_MINUTES))
    event.add("summary", f"{label}{f' ({name})' if name else ''}: {plate[0] if plate else ''}")
    event.add("description", "\n".join([*plate, *doses, "", verdict(plan), MEDICAL_NOTE]))
    event.add("transp", "TRANSPARENT")
    return event
