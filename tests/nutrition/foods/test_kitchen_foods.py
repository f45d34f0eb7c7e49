"""What a cook calls a food."""

from __future__ import annotations

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_foods import KitchenFood, kitchen_food, load_kitchen_foods
from planner.nutrition.foods.kitchen_units import Units


def test_names() -> None:
    """UK units have the British name, in both numbers."""
    known = KitchenFood("scallion", "scallions", "spring onion", "spring onions")
    assert known.named(Units.METRIC) == known.named(Units.US) == "scallion"
    assert known.named(Units.UK, plural=True) == "spring onions"


def test_food_without_a_row_has_the_name_it_is_bought_under() -> None:
    """Foods that no dish holds need no row."""
    food = next(food for food in load_foods().foods if food.id not in load_kitchen_foods())
    assert kitchen_food(food).name == food.bought_as
