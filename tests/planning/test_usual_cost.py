"""What a plan costs beside what a usual household spends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.food_plan_costs import food_plan_costs
from planner.planning.plan import Plan
from planner.planning.usual_cost import above_usual_cost, cost_a_day
from planner.request.plan_request import PlanRequest


def test_a_usual_day_costs_no_more_than_the_moderate_plan(omnivore_plan: Plan) -> None:
    """A day without a budget costs between the thrifty and the moderate plan."""
    costs = food_plan_costs(omnivore_plan.request.person)
    cost = cost_a_day(omnivore_plan.request, omnivore_plan.portions)
    assert costs.thrifty < cost < 1.05 * costs.moderate_cost
    assert not above_usual_cost(omnivore_plan.request, omnivore_plan.portions)


def test_a_dear_day_is_told(ask: Callable[..., PlanRequest]) -> None:
    """A kilogram of salmon a day is dear; who names a budget or wants the cheapest knows."""
    salmon = [Portion(day, "dinner", "atlantic_salmon_farmed_cooked", 1000.0) for day in (1, 2)]
    cost = cost_a_day(ask("man"), salmon)
    assert cost == pytest.approx(10 * 2.5, rel=0.01)
    (words,) = above_usual_cost(ask("man"), salmon)
    assert f"{cost:.2f} USD" in words
    assert "10.07" in words
    assert above_usual_cost(ask("man", budget_usd=30.0), salmon) == []
    assert above_usual_cost(ask("man", objective="cheapest"), salmon) == []
