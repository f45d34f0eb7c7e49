"""The cost of a day that nobody set a budget for: no more than a usual household spends."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.food_prices import prices_or_like, prices_said
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.people.food_plan_costs import food_plan_costs
from planner.optimize.model.rules import Context, Family, Rule, amount_rule

_TENTH = 0.1  # of the cost aimed at, for which the points of exceeding it are stated
_BALANCED = "balanced"


def _usual_cost(context: Context) -> Iterator[Rule]:
    """Price what a balanced day costs above the moderate-cost plan, unless there is a budget."""
    request, choices = context.request, context.choices
    if request.budget_usd is not None or request.objective != _BALANCED:
        return
    foods = choices.items.foods
    costs = food_plan_costs(request.person).in_year(foods.lifted_to)
    taken, step = amount_rule(choices, choices.amount(prices_or_like(foods) / 100.0))
    yield Rule(
        "usual_cost", "cost", "day", taken, step, -np.inf, costs.moderate_cost, "USD",
        f"cost about {costs.moderate_cost:.2f} USD a day at most, as in USDA's moderate-cost food "
        f"plan, at {prices_said(foods)}",
        costs.source, weight=preferences().soft_rules.usual_cost,
        scale=_TENTH * costs.moderate_cost,
    )  # fmt: skip


USUAL_COST = Family(
    "Usual cost",
    "Σ price_j·g_j ≤ the moderate-cost food plan for age and sex; a food without a price counts as "
    "foods like it; only where the request names no budget",
    "USD a day",
    "soft: {usual_cost} points for each tenth above it",
    "data/food_plan_costs.csv",
    _usual_cost,
    is_hard=False,
)
