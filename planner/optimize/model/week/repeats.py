"""Choices that the other days and people close to a day, and leftovers that come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.rules import Rule
from planner.optimize.model.week.context import DayContext, week_rule
from planner.request.plan_request import PlanRequest
from planner.request.variety import may_be_leftover
from planner.request.week_rules import WEEK

FRESH_MINUTES = 15  # of work, still done on a day that is no cooking day


def open_choices(day: DayContext) -> BoolArray:
    """Mark the choices that stay open, shape (choices,).

    Closed are dishes served often enough on the days around, dishes that the table does not share,
    and dishes that take too long for a wish or need work on a day that is no cooking day.
    """
    facts, week, choices = day.facts, day.week, day.facts.choices
    keep: BoolArray = np.ones(len(choices), dtype=np.bool_)
    for base, days in day.dish_days.items():
        if _is_worn_out(base, days, day.number, facts.request):
            keep &= choices.base_id != base
    for meal, allowed in week.dishes.items():
        at_meal = facts.is_dish & (choices.meal_name == meal)
        keep &= ~at_meal | np.isin(choices.base_id, sorted(allowed))
    for meal, base in week.barred:
        keep &= ~((choices.meal_name == meal) & (choices.base_id == base))
    weekday = facts.request.weekday(day.number)
    for wish in facts.request.week.read_wishes():
        if wish.sense == "@" and weekday in wish.days and wish.subject.most_minutes:
            keep &= ~(facts.is_dish & (facts.total_minutes > wish.subject.most_minutes))
    since = facts.days_since_cooking(day.number)
    if since > 0:
        needs_work = facts.is_dish & (facts.active_minutes > FRESH_MINUTES)
        keep &= ~(needs_work & (facts.keeps_days < since))
    return keep


def _is_worn_out(base: str, days: Sequence[int], day: int, request: PlanRequest) -> bool:
    """Tell whether a dish is served often enough around a day, or the day before or after it.

    A dish that may be a leftover can come back on the next day.
    """
    times = max(
        sum(first <= other < first + WEEK for other in days)
        for first in range(day - WEEK + 1, day + 1)
    )
    if times >= request.week.dish_times:
        return True
    next_to = day - 1 in days or day + 1 in days
    return next_to and not may_be_leftover(base, request)


def leftover_demands(day: DayContext) -> Iterator[Rule]:
    """Serve yesterday's dinner for lunch where leftovers are wanted and the dish suits."""
    request, choices = day.facts.request, day.facts.choices
    if not request.week.leftovers or "lunch" in day.week.dishes:
        return
    yesterday = day.portions_by_day.get(day.number - 1, [])
    for dish_id in sorted({row.dish for row in yesterday if row.meal == "dinner" and row.dish}):
        dish = day.facts.dishes.get(dish_id)
        if dish is None or dish.keeps_days < 1 or "lunch" not in dish.meals:
            continue
        days = day.dish_days.get(dish.base, [])
        if not _is_worn_out(dish.base, days, day.number, request):
            at_lunch = (choices.item_id == dish_id) & (choices.meal_name == "lunch")
            words = f"{dish.name}, left over from dinner the day before, for lunch"
            yield week_rule("variety", f"leftover {dish_id}", at_lunch, (1.0, np.inf), words)
