"""How much a plan holds of what an illness limits by weight or by the meal: fluid, carbohydrate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.targets import Targets
from planner.request.meal_limits import MealLimit, meal_limits
from planner.request.own_limits import food_rules_for
from planner.request.plan_request import PlanRequest


def held_amounts(
    request: PlanRequest, targets: Targets, portions: Sequence[Portion]
) -> tuple[str, ...]:
    """Return a sentence for each limit by weight and each nutrient with limits of a meal.

    Parameters
    ----------
    request : PlanRequest
        Whose conditions, medicines and own limits count.
    targets : Targets
        The person's targets.
    portions : sequence of Portion
        The plan.
    """
    return (*_by_weight(request, portions), *_by_meal(request, targets, portions))


def _by_weight(request: PlanRequest, portions: Sequence[Portion]) -> Iterator[str]:
    """Say how much a day holds of what an illness limits by weight: all that is drunk."""
    foods = request.catalog.foods
    days = max(len({portion.day for portion in portions}), 1)
    for rule in food_rules_for(request.person, request.limits):
        if rule.family == "clinical" and rule.limit_g is not None:
            grams = sum(row.grams for row in portions if rule.covers(foods.food(row.food_id)))
            yield f"{rule.sentence}: this plan holds about {grams / days:.0f} g a day"


def _by_meal(request: PlanRequest, targets: Targets, portions: Sequence[Portion]) -> Iterator[str]:
    """Say how much every meal holds of a nutrient that has limits of a meal."""
    by_nutrient: dict[str, list[MealLimit]] = defaultdict(list)
    for limit in meal_limits(request.person, targets, dict(request.limits)):
        by_nutrient[limit.nutrient].append(limit)
    for name, limits in by_nutrient.items():
        known = nutrient(name)
        grams = _grams_of_meals(name, request, portions)
        held = [
            f"{meal_labels()[limit.meal].lower()} {_span(grams[limit.meal])} {known.unit}"
            f" ({_bounds(limit)})"
            for limit in limits
            if limit.meal in grams
        ]
        yield f"{known.in_sentence} by meal in this plan: {', '.join(held)}"


def _grams_of_meals(
    name: str, request: PlanRequest, portions: Sequence[Portion]
) -> dict[str, list[float]]:
    """Return the amounts of a nutrient in every meal of the plan, one for each day."""
    foods, column = request.catalog.foods, nutrient_index()[name]
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for portion in portions:
        amount = float(np.nan_to_num(supplied(foods, portion)[column]))
        sums[portion.meal, portion.day] += amount
    grams: dict[str, list[float]] = defaultdict(list)
    for (meal, _), amount in sums.items():
        grams[meal].append(amount)
    return grams


def _span(amounts: Sequence[float]) -> str:
    """Write the amounts of some days: "62", or "55 to 70"."""
    least, most = f"{min(amounts):.0f}", f"{max(amounts):.0f}"
    return least if least == most else f"{least} to {most}"


def _bounds(limit: MealLimit) -> str:
    aim = [f"about {limit.aim:.0f}"] if limit.aim is not None else []
    most = [f"at most {limit.most:.0f}"] if limit.most is not None else []
    return ", ".join((*aim, *most))
