"""What a plan costs more than a usual household spends, where nobody set a budget."""

from __future__ import annotations

import math
from collections.abc import Sequence

from planner.nutrition.foods.food_prices import price_or_like
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.food_plan_costs import food_plan_costs
from planner.request.plan_request import PlanRequest

_SPARE = 1.05  # of the moderate-cost plan that a day may cost without a word
_BALANCED = "balanced"


def cost_a_day(request: PlanRequest, portions: Sequence[Portion]) -> float:
    """Return the mean cost of a day's food, in US dollars; without a price as like foods."""
    foods = request.catalog.foods
    sums = math.fsum(row.grams * price_or_like(foods, row.food_id) / 100.0 for row in portions)
    return sums / max(len({row.day for row in portions}), 1)


def above_usual_cost(request: PlanRequest, portions: Sequence[Portion]) -> list[str]:
    """Say where a balanced plan costs more than the moderate-cost food plan of USDA."""
    if request.budget_usd is not None or request.objective != _BALANCED:
        return []
    plans = food_plan_costs(request.person).in_year(request.price_year)
    cost = cost_a_day(request, portions)
    if cost <= _SPARE * plans.moderate_cost:
        return []
    words = (
        f"a day costs about {cost:.2f} USD; a usual household spends {plans.moderate_cost:.2f} at "
        "this age and sex (USDA's moderate-cost food plan): a budget or the cheapest objective "
        "makes a plan that costs less"
    )
    return [words]
