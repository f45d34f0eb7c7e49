"""Limits over several days: floors met by the mean of the days, and weekly safety limits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.safety import safety_rules_for
from planner.optimize.model.rules import RuleKey
from planner.optimize.model.week.context import DayContext
from planner.request.week_rules import LEAST_OF_FLOOR

MOST_OF_FLOOR = 1.2  # highest floor of one day, as a share of the target, to make up for others
MARGIN = 1e-4  # relative margin on floors, so that rounding does not break them

Limits = tuple[RuleKey, tuple[float, float]]


def averaged_floors(day: DayContext) -> Iterator[Limits]:
    """Yield the limits of floors that the mean of the days has to meet.

    The remaining days share the missing intake equally, each between `LEAST_OF_FLOOR` and
    `MOST_OF_FLOOR` of the floor. The last of them has to supply all that is missing, or the mean
    fails its certificate: so does a day that is planned anew and was rich in what others lack.
    Core nutrients, and nutrients that a medicine keeps steady, have their full floor on every day.
    """
    request = day.facts.request
    if request.week.strict_days:
        return
    daily = {*core_nutrients(), *effects_for(request.person).steady}
    for rule in day.facts.rules:
        if rule.family != "nutrient_floor" or rule.subject in daily:
            continue
        floor = rule.lower / (1 + MARGIN)
        credited = credited_by_day(day, rule.subject)
        need = (request.days * floor - sum(credited)) / day.days_left
        need = max(need, LEAST_OF_FLOOR * floor)
        if day.days_left > 1:
            need = min(need, MOST_OF_FLOOR * floor)
        if min(credited, default=np.inf) < LEAST_OF_FLOOR * floor:
            need = max(need, floor)  # an earlier day is too low, so the mean may not be used
        yield rule.key, (need * (1 + MARGIN), rule.upper)


def credited_by_day(day: DayContext, nutrient_id: str) -> list[float]:
    """Return the credited intake of a nutrient on each planned day, as the judge computes it."""
    foods, plain = day.facts.foods, day.facts.request.plain_totals
    return [
        credited_intake(nutrient_id, rows, foods, plain=plain)
        for rows in day.portions_by_day.values()
    ]


def limits_over_days(day: DayContext) -> Iterator[Limits]:
    """Yield the safety limits over several days, reduced by the amounts on the other days."""
    foods = day.facts.foods
    keys = {rule.key for rule in day.facts.rules}
    for limit in safety_rules_for(day.facts.request.person):
        key = RuleKey("group_cap", "day", limit.id)
        if limit.limit_g is None or limit.days <= 1 or key not in keys:
            continue
        grams = [
            (row.day, row.grams)
            for row in day.week.portions
            if limit.covers(foods.food(row.food_id))
        ]
        spent = max(
            sum(amount for other, amount in grams if first <= other < first + limit.days)
            for first in range(day.number - limit.days + 1, day.number + 1)
        )
        yield key, (-np.inf, max(limit.limit_g - spent, 0.0))
