"""Limits that the days keep together: floors that average, safety limits over several days."""

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

MOST_OF_FLOOR = 1.2  # the most that one day is asked for to make up for others
MARGIN = 1e-4  # by which floors are raised, relative to them, so that rounding breaks none

Limits = tuple[RuleKey, tuple[float, float]]


def averaged_floors(day: DayContext) -> Iterator[Limits]:
    """Let floors average over the days, except the core nutrients and what must stay steady.

    The days left share what is missing in equal parts, each between `LEAST_OF_FLOOR` and
    `MOST_OF_FLOOR` of the floor.
    """
    request = day.facts.request
    if request.week.strict_days:
        return
    daily = {*core_nutrients(), *effects_for(request.person).steady}
    for rule in day.facts.rules:
        if rule.family != "nutrient_floor" or rule.subject in daily:
            continue
        floor = rule.lower / (1 + MARGIN)
        had = credited_by_day(day, rule.subject)
        need = (request.days * floor - sum(had)) / day.days_left
        need = min(max(need, LEAST_OF_FLOOR * floor), MOST_OF_FLOOR * floor)
        if min(had, default=np.inf) < LEAST_OF_FLOOR * floor:
            need = max(need, floor)  # a day that was eaten is too low: nothing averages
        yield rule.key, (need * (1 + MARGIN), rule.upper)


def credited_by_day(day: DayContext, nutrient_id: str) -> list[float]:
    """Return the credited intake of a nutrient on each planned day, as the certificate counts."""
    foods, plain = day.facts.foods, day.facts.request.plain_totals
    return [
        credited_intake(nutrient_id, rows, foods, plain=plain)
        for rows in day.portions_by_day.values()
    ]


def limits_over_days(day: DayContext) -> Iterator[Limits]:
    """Reduce every safety limit over several days by what the other days have of it."""
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
