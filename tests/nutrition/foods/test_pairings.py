"""What goes with which kind of dish, as the tables say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.pairings import side_of, sides_at, sides_of_kind, takes_side


@pytest.mark.parametrize(
    ("kind", "meal", "food_id"),
    [
        ("chili", "dinner", "ricotta_part_skim"),
        ("egg_dish", "lunch", "ricotta_part_skim"),
        ("stew", "dinner", "tomatoes_canned_no_salt"),
        ("porridge", "breakfast", "flour_tortilla"),
        ("stir_fry", "dinner", "taco_shells"),
        ("fish_plate", "dinner", "oil_and_vinegar_dressing"),
        ("yogurt_bowl", "breakfast", "milk_1_percent"),
        ("smoothie", "snack", "orange_juice"),
    ],
)
def test_odd_pairings_are_none(kind: str, meal: str, food_id: str) -> None:
    """What was found on plates and belongs on none of them is no side there."""
    assert side_of(load_foods().food(food_id)) not in sides_of_kind(kind, meal)


@pytest.mark.parametrize(
    ("kind", "meal", "food_id"),
    [
        ("soup", "lunch", "rye_bread"),
        ("chili", "dinner", "white_rice_cooked"),
        ("chili", "dinner", "yogurt_plain_low_fat"),
        ("porridge", "breakfast", "walnuts"),
        ("meat_plate", "dinner", "potatoes_boiled_plain"),
        ("curry", "dinner", "naan_plain"),
    ],
)
def test_usual_pairings_are_allowed(kind: str, meal: str, food_id: str) -> None:
    """A cook's usual sides go with their dishes."""
    assert side_of(load_foods().food(food_id)) in sides_of_kind(kind, meal)


def test_an_own_dish_takes_every_side() -> None:
    """Nobody said what an own dish is, so every food that goes with any dish goes with it."""
    assert sides_at("dinner") <= sides_of_kind("", "dinner")
    assert side_of(load_foods().food("taco_shells")) not in sides_of_kind("", "dinner")


def test_a_food_belongs_to_a_side_by_its_own_name_first() -> None:
    """Raw spinach is a salad though its subgroup is cooked vegetables."""
    foods = load_foods()
    assert side_of(foods.food("spinach_raw")) == "leaf_salad"
    assert side_of(foods.food("spinach_boiled")) == "cooked_vegetable"
    assert side_of(foods.food("beef_heart")) == ""


def test_a_dish_takes_bread_unless_it_holds_some() -> None:
    """Soup takes bread; fish with potatoes, soup with much rice, and a sandwich take none."""
    foods, dishes = load_foods(), load_dishes()
    soup = dishes["creamy_salmon_potato_soup"]
    assert takes_side(soup, "sliced_bread", "dinner", foods)
    assert not takes_side(replace(soup, kind="fish_plate"), "sliced_bread", "dinner", foods)
    rice = replace(soup, ingredients=(*soup.ingredients, ("white_rice_cooked", 130.0)))
    assert not takes_side(rice, "sliced_bread", "dinner", foods)
    assert takes_side(replace(rice, kind=""), "sliced_bread", "dinner", foods)
    assert not takes_side(replace(soup, kind="sandwich"), "sliced_bread", "dinner", foods)


def test_no_milk_beside_sushi() -> None:
    """A Japanese rice dish takes no milk or yogurt; one of another kitchen does."""
    foods, dishes = load_foods(), load_dishes()
    bowl = dishes["smoked_salmon_sushi_rice_bowl"]
    assert not takes_side(bowl, "milk", "lunch", foods)
    assert not takes_side(bowl, "plain_yogurt", "lunch", foods)
    assert takes_side(replace(bowl, cuisine="british"), "milk", "lunch", foods)
