"""Limits over several days: floors met by the mean of the days, and weekly safety limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from planner.nutrition.nutrients import core_nutrients
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.safety import safety_rules_for
from planner.optimize.model.rules import RuleKey
from planner.optimize.model.week.context import DayContext
from planner.request.week_rules import LEAST_OF_FLOOR

# Most that one day is asked for to make up for others, as a share of the target; project choice.
MOST_OF_FLOOR = 1.2
MOST_OF_FLOOR_AT_LAST = 1.5  # the same for a day after which no other follows
MARGIN = 1e-4  # relative margin on floors, so that rounding does not break them

Limits = tuple[RuleKey, tuple[float, float]]


def averaged_floors(day: DayContext) -> Iterator[Limits]:
    """Yield the limits of floors that the mean of the days has to meet.

    Core nutrients, and nutrients that a medicine keeps steady, have their full floor on every day.
    What is only striven for needs no least amount on any day: a day of fish serves the days after.
    """
    request = day.facts.request
    if request.week.strict_days:
        return
    daily = {*core_nutrients(), *effects_for(request.person).steady}
    ceilings = {
        rule.subject: rule.upper for rule in day.facts.rules if rule.family == "nutrient_ceiling"
    }
    for rule in day.facts.rules:
        if rule.family == "nutrient_floor" and rule.subject not in daily:
            floor = rule.lower / (1 + MARGIN)
            asked = _asked(day, rule.subject, floor, ceilings.get(rule.subject, np.inf))
            yield rule.key, (asked * (1 + MARGIN), rule.upper)
        elif rule.family == "nutrient_aim":
            floor = rule.lower / (1 + MARGIN)
            eaten = sum(credited_by_day(day, rule.subject).values())
            need = float(np.clip((request.days * floor - eaten) / day.days_left, 0.0, floor))
            yield rule.key, (need * (1 + MARGIN), rule.upper)


def _asked(day: DayContext, nutrient_id: str, floor: float, ceiling: float) -> float:
    """Return what a day is asked for, so that it passes its certificate.

    The remaining days share equally what the days before leave to them, and no day has less than
    `LEAST_OF_FLOOR` of the floor. What settled days lack is made up within bounds alone: a day that
    meets the floor by itself needs no mean. What planned days lack has to be supplied in full, or
    they fail: so it is where a day is planned anew that was rich in what the others lack.
    """
    credited = credited_by_day(day, nutrient_id)
    need = (day.facts.request.days * floor - sum(credited.values())) / day.days_left
    least = LEAST_OF_FLOOR * floor
    too_low = min(credited.values(), default=np.inf) < least  # no mean may make up for such a day
    if too_low:
        least = floor
    elif day.days_left == 1 and _falls_short(day, credited, floor):
        return max(need, least)
    most = MOST_OF_FLOOR_AT_LAST if day.days_left == 1 and not too_low else MOST_OF_FLOOR
    most = min(most * floor, max(floor, ceiling)) if day.week.make_up else floor
    return float(np.clip(need, least, most))


def _falls_short(day: DayContext, credited: Mapping[int, float], floor: float) -> bool:
    """Tell whether a planned day that is not settled has less than the floor."""
    return any(
        amount < floor for number, amount in credited.items() if number not in day.week.settled
    )


def credited_by_day(day: DayContext, nutrient_id: str) -> dict[int, float]:
    """Return the credited intake of a nutrient on each planned day, as the judge computes it."""
    return {
        number: day.facts.credited(nutrient_id, tuple(rows))
        for number, rows in day.portions_by_day.items()
    }


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
