"""Limits on the minutes of cooking, on a day and on its cooking day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.rules import Rule
from planner.optimize.model.week.context import DayContext, week_rule
from planner.request.variety import may_be_leftover
from planner.request.week_rules import WEEKDAYS


@dataclass(frozen=True, eq=False)
class CookingWork:
    """The work for a day's choices; arrays have the shape (choices,).

    Attributes
    ----------
    minutes : ndarray
        Minutes of work of each choice; 0 for leftovers and dishes cooked by others.
    ahead : ndarray of bool
        Whether a choice can be cooked on the cooking day, since it keeps until this day.
    spent : float
        Minutes of work on the cooking day for other days and people.
    """

    minutes: FloatArray
    ahead: BoolArray
    spent: float


def cooking_work(day: DayContext) -> CookingWork:
    """Return the work of a day's choices."""
    facts, week, choices = day.facts, day.week, day.facts.choices
    yesterday = {row.dish for row in day.portions_by_day.get(day.number - 1, [])}
    left_over = [name for name in yesterday if may_be_leftover(name, facts.request)]
    minutes = np.where(np.isin(choices.item_id, left_over), 0.0, facts.active_minutes)
    if week.cooked_minutes:
        for allowed in week.dishes.values():
            minutes = np.where(np.isin(choices.base_id, sorted(allowed)), 0.0, minutes)
    ahead: BoolArray = facts.keeps_days >= day.number - day.cook_day
    return CookingWork(minutes, ahead, day.minutes_on_cook_day + week.cooked_minutes)


def cooking_rules(day: DayContext, work: CookingWork) -> Iterator[Rule]:
    """Limit the work on this day and on its cooking day."""
    if day.cook_day < day.number:
        yield from _minutes_rule(day, day.number, np.where(work.ahead, 0.0, work.minutes), 0.0)
    ahead = np.where(work.ahead, work.minutes, 0.0)
    yield from _minutes_rule(day, day.cook_day, ahead, work.spent)


def _minutes_rule(
    day: DayContext, work_day: int, minutes: FloatArray, spent: float
) -> Iterator[Rule]:
    """Limit the work on one day to the rest of its allowed minutes, if they are limited."""
    request = day.facts.request
    weekday = request.weekday(work_day)
    most = request.week.most_minutes(weekday)
    if np.isfinite(most):
        words = f"at most {most:g} minutes of cooking on {WEEKDAYS[weekday]}"
        limits = (-np.inf, max(most - spent, 0.0))
        subject = f"cooking_minutes day {work_day}"
        yield replace(week_rule("wish", subject, minutes, limits, words), unit="minutes")


def cooking_demands(day: DayContext, work: CookingWork) -> Iterator[Rule]:
    """Limit the work to an equal share among the unplanned days with the same cooking day."""
    request, cook_day = day.facts.request, day.cook_day
    most = request.week.most_minutes(request.weekday(cook_day))
    span = [
        other
        for other in range(cook_day, request.days + 1)
        if other not in day.portions_by_day and day.facts.cook_day_of(other) == cook_day
    ]
    if not np.isfinite(most) or len(span) < 2 or not request.week.cook_days:
        return
    share = max((most - work.spent) / len(span), 0.0)
    ahead = np.where(work.ahead, work.minutes, 0.0)
    words = f"a share of the {most:g} minutes of cooking for {len(span)} days"
    rule = week_rule("wish", "share_of_cooking", ahead, (-np.inf, share), words)
    yield replace(rule, unit="minutes")
