"""The Healthy Eating Index of a few portions, compared with a hand computation."""

from __future__ import annotations

import pytest

from planner.certification.healthy_eating_index import hei2020
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.portions import Portion

LUNCH = (
    Portion(1, "lunch", "bread", 100.0),
    Portion(1, "lunch", "milk", 240.0),
    Portion(1, "lunch", "beef", 100.0),
)  # 240 + 120 + 200 = 560 kcal


def test_healthy_eating_index_by_hand(tiny_foods: FoodTable) -> None:
    """560 kcal with 3 oz of whole grain, 0.96 cup of dairy and 3.5 oz of meat."""
    points = hei2020(tiny_foods, LUNCH)
    assert points["whole_grains"] == 10  # 5.4 oz per 1000 kcal, full at 1.5
    assert points["dairy"] == 10  # 1.71 cups per 1000 kcal, full at 1.3
    assert points["total_protein_foods"] == 5  # 6.25 oz per 1000 kcal, full at 2.5
    assert points["seafood_and_plant_proteins"] == 0
    assert points["total_vegetables"] == 0
    assert points["refined_grains"] == 10
    assert points["added_sugars"] == 10
    # saturated fat 1 + 2.4 + 4 = 7.4 g are 11.9 % of energy, between 16 % (none) and 8 % (full)
    share = 100 * 7.4 * 9 / 560
    assert points["saturated_fats"] == pytest.approx(10 * (16 - share) / 8)
    # unsaturated 1 + 1 + 4 = 6 g to saturated 7.4 g stand below the 1.2 that earns the first point
    assert points["fatty_acids"] == 0
    # sodium 400 mg in 560 kcal are 0.71 g per 1000 kcal, under the 1.1 of a full score
    assert points["sodium"] == 10


def test_components_make_a_hundred() -> None:
    """The thirteen components of the published standards have 100 points in total."""
    assert len(hei_components()) == 13
    assert hei_components()["max_points"].sum() == 100


def test_nothing_eaten_earns_nothing_for_adequacy(tiny_foods: FoodTable) -> None:
    """An empty day is scored without a division by zero, with no points for adequacy."""
    points = hei2020(tiny_foods, [])
    assert points["total_fruits"] == points["whole_grains"] == points["dairy"] == 0
