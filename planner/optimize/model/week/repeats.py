"""Limits on repeated dishes, dishes of shared meals, and leftovers for lunch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.rules import Rule
from planner.optimize.model.week.context import DayContext, week_rule
from planner.optimize.model.week.open_basket import served_from
from planner.request.plan_request import PlanRequest
from planner.request.variety import may_be_leftover, most_times
from planner.request.week_rules import WEEK

FRESH_MINUTES = 15  # most minutes of work for a dish on a day that is not a cooking day


def open_choices(day: DayContext) -> BoolArray:
    """Return the mask of choices that may be served on this day, shape (choices,).

    It excludes dishes that may not be repeated on this day, dishes that the shared meals do not
    allow, and dishes that take too long for a wish or for a day that is not a cooking day.
    """
    facts, week, choices = day.facts, day.week, day.facts.choices
    keep: BoolArray = np.ones(len(choices), dtype=np.bool_)
    for base, days in day.dish_days.items():
        if _is_repeated_too_often(base, days, day.number, facts.request):
            keep &= choices.base_id != base
    for meal, allowed in week.dishes.items():
        at_meal = facts.is_dish & (choices.meal_name == meal)
        keep &= ~at_meal | np.isin(choices.base_id, sorted(allowed))
    keep &= _within_frame(day)
    for meal, base in week.barred:
        keep &= ~((choices.meal_name == meal) & (choices.base_id == base))
    weekday = facts.request.weekday(day.number)
    for wish in facts.request.week.read_wishes():
        if wish.sense == "@" and weekday in wish.days and wish.subject.most_minutes:
            keep &= facts.total_minutes <= wish.subject.most_minutes
    since = facts.days_since_cooking(day.number)
    if since > 0:
        needs_work = facts.is_dish & (facts.active_minutes > FRESH_MINUTES)
        keep &= ~(needs_work & (facts.keeps_days < since))
    return keep


def _within_frame(day: DayContext) -> BoolArray:
    """Return the mask of the choices that the dishes and the basket of the week allow."""
    week, choices = day.week, day.facts.choices
    inside: BoolArray = np.ones(len(choices), dtype=np.bool_)
    for meal, allowed in week.framed.items():
        at_meal = day.facts.is_dish & (choices.meal_name == meal)
        inside &= ~at_meal | np.isin(choices.base_id, sorted(allowed))
    if week.basket is not None:
        inside &= served_from(choices, week.basket)
    locked = [lock.item for lock in day.facts.request.for_day(day.number).locks]
    return inside | np.isin(choices.item_id, locked) if locked else inside


def _is_repeated_too_often(base: str, days: Sequence[int], day: int, request: PlanRequest) -> bool:
    """Return whether a dish may not be served on a day because of the days it is served on.

    It may be served `most_times` in any seven days, and on successive days only as a leftover.
    """
    times = max(
        sum(first <= other < first + WEEK for other in days)
        for first in range(day - WEEK + 1, day + 1)
    )
    if times >= most_times(base, request):
        return True
    next_to = day - 1 in days or day + 1 in days
    return next_to and not may_be_leftover(base, request)


def leftover_demands(day: DayContext) -> Iterator[Rule]:
    """Demand yesterday's dinner for lunch, if leftovers are wanted and the dish suits."""
    request, choices = day.facts.request, day.facts.choices
    if not request.week.leftovers or "lunch" in {*day.week.dishes, *day.week.framed}:
        return
    yesterday = day.portions_by_day.get(day.number - 1, [])
    for dish_id in sorted({row.dish for row in yesterday if row.meal == "dinner" and row.dish}):
        dish = day.facts.dishes.get(dish_id)
        if dish is None or dish.keeps_days < 1 or "lunch" not in dish.meals:
            continue
        days = day.dish_days.get(dish.base, [])
        if not _is_repeated_too_often(dish.base, days, day.number, request):
            at_lunch = (choices.item_id == dish_id) & (choices.meal_name == "lunch")
            words = f"{dish.name}, left over from dinner the day before, for lunch"
            yield week_rule("variety", f"leftover {dish_id}", at_lunch, (1.0, np.inf), words)
