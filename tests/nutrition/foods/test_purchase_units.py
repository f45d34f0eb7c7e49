"""Purchase units: pieces, packs, staples, and the order of aisles."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.purchase_units import (
    aisles,
    bought_per_eaten,
    is_bought,
    purchase_unit,
)


@pytest.mark.parametrize(
    ("food_id", "count", "words"),
    [
        ("onion_raw", 1, "1 onion"),
        ("onion_raw", 3, "3 onions"),
        ("egg_boiled", 2, "2 eggs"),
        ("lentils_boiled", 2, "2 × 500 g packs"),
        ("spinach_raw", 1, "1 × 200 g bag"),
        ("atlantic_salmon_farmed_cooked", 3, "300 g"),
    ],
)
def test_units_are_those_of_a_shop(food_id: str, count: int, words: str) -> None:
    """Units are pieces, packs or weights, in whole numbers, singular and plural."""
    assert purchase_unit(load_foods().food(food_id)).write(count) == words


def test_every_food_has_a_unit_and_an_aisle() -> None:
    """Every food has a purchase unit, and every aisle a place in the shop."""
    for food in load_foods().foods:
        assert purchase_unit(food).grams > 0
        assert food.aisle in aisles()
    assert (aisles()[0], aisles()[-1]) == ("produce", "frozen")


def test_staples_are_what_a_kitchen_has() -> None:
    """Oil, salt and spices are staples; beans and a jar of tomato sauce are not."""
    foods = load_foods()
    for food_id, staple in {
        "olive_oil": True, "salt_iodized": True, "paprika": True, "lentils_boiled": False,
        "tomato_sauce_no_salt": False, "salsa": False,
    }.items():  # fmt: skip
        assert purchase_unit(foods.food(food_id)).staple is staple, food_id


def test_the_bought_form_weighs_more_or_less() -> None:
    """Lentils are bought dry, a banana with peel, tea as leaves; tap water is not bought."""
    foods = load_foods()
    assert bought_per_eaten(foods.food("lentils_boiled")) < 0.6
    assert bought_per_eaten(foods.food("banana")) > 1.3
    assert bought_per_eaten(foods.food("tea_green_brewed")) == pytest.approx(0.008)
    assert not is_bought(foods.food("water_tap"))
