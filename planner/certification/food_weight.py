"""Judge the weight of the food and drink of a day and of its meals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.certification.certificate import ROUNDING, Breach
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import day_pattern
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.rule_kinds import RuleKind
from planner.nutrition.people.targets import Targets
from planner.request.food_weight import FOOD_WEIGHT, weight_limits
from planner.request.plan_request import PlanRequest


def weight_breaches(
    day: int, eaten: Sequence[Portion], request: PlanRequest, targets: Targets, table: FoodTable
) -> list[Breach]:
    """Return the breaches of the most that a day's food and drink may weigh, and its meals'.

    Parameters
    ----------
    day : int
        Counts from 1.
    eaten : sequence of Portion
        The portions of the day.
    request : PlanRequest
        Holds own limits and the number of snacks.
    targets : Targets
        The person's targets.
    table : FoodTable
        The foods; plain water is not counted.
    """
    grams: dict[str, float] = defaultdict(float)
    for row in eaten:
        if not table.food(row.food_id).is_water:
            grams[row.meal] += row.grams
    pattern = day_pattern(frozenset(request.simple), request.snacks)
    total = sum(grams.values())
    breaches = []
    for limit in weight_limits(targets, pattern, dict(request.limits)):
        held = grams[limit.meal] if limit.meal else total
        if held > limit.most * (1 + ROUNDING):
            message = f"{limit.words}: {held:.0f} g are over it ({limit.sentence})"
            breaches.append(Breach(RuleKind.WEIGHT, FOOD_WEIGHT, day, "", message))
    return breaches
