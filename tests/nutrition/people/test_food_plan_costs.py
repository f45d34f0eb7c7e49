"""The costs of the food plans of USDA, by sex and age."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.price_index import price_rise
from planner.nutrition.people.food_plan_costs import food_plan_costs
from planner.nutrition.people.person import make_person


@pytest.mark.parametrize(
    ("sex", "age", "thrifty", "moderate", "liberal"),
    [
        ("male", 45, 43.60, 70.50, 86.80),
        ("female", 34, 38.40, 60.10, 76.60),
        ("male", 9, 36.50, 62.20, 72.50),
        ("female", 98, 37.00, 58.20, 70.10),
    ],
)
def test_costs_as_the_report_states_them(
    sex: str, age: int, thrifty: float, moderate: float, liberal: float
) -> None:
    """The weekly figures of October 2015 are stated in the test; a day has a seventh."""
    height, weight = (134, 29) if age == 9 else (170, 68)
    costs = food_plan_costs(make_person(sex=sex, age=age, height_cm=height, weight_kg=weight))
    week = [7 * cost for cost in (costs.thrifty, costs.moderate_cost, costs.liberal)]
    assert week == pytest.approx([thrifty, moderate, liberal])
    assert "October 2015" in costs.source


def test_they_rise_with_the_prices() -> None:
    """In a later year they are lifted by the index of food prices, as the prices are."""
    costs = food_plan_costs(make_person(sex="male", age=45, height_cm=180, weight_kg=85))
    assert costs.in_year(None) == costs
    assert costs.in_year(2024).moderate_cost == pytest.approx(
        costs.moderate_cost * price_rise(2024)
    )
