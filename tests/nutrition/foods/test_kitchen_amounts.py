"""Amounts of ingredients as a cook writes them."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_amounts import (
    write_grams,
    write_served,
    write_served_weight,
    write_used,
)
from planner.nutrition.foods.kitchen_foods import KitchenFood, kitchen_food
from planner.nutrition.foods.kitchen_units import Units

FOODS = load_foods()
ONION = KitchenFood("onion", "onions", "onion", "onions", "raw", "onion", "onions", 120.0)
GARLIC = KitchenFood("garlic", "garlic", "garlic", "garlic", "raw", "clove", "cloves", 3.0)
PARSLEY = KitchenFood("parsley", "parsley", "parsley", "parsley", "raw", "bunch", "bunches", 40.0)
PLAIN = KitchenFood("food", "food", "food", "food")


def written(food: str, known: KitchenFood, grams: float, state: str = "raw") -> str:
    """Return an amount with its joint in metric units."""
    amount = write_used(FOODS.food(food), known, state, grams, Units.METRIC)
    return amount.of("").strip()


@pytest.mark.parametrize(
    ("grams", "words"),
    [
        (240, "2"),
        (125, "1"),
        (62, "½"),
        (70, "½"),
        (152, "1½  (150 g)"),
        (30, "¼"),
        (20, "20 g"),
        (1200, "10"),
    ],
)
def test_pieces(grams: float, words: str) -> None:
    """A piece is whole or half; its weight is said where the number is not near, or alone."""
    assert written("onion_raw", ONION, grams) == words


def test_pieces_of_a_food() -> None:
    """What is counted in pieces of another name has the piece in the amount."""
    assert written("garlic_raw", GARLIC, 6) == "2 cloves of"
    assert written("garlic_raw", GARLIC, 3) == "1 clove of"


def test_bunches() -> None:
    """Fresh herbs are a few sprigs, a handful or a bunch."""
    assert written("parsley_fresh", PARSLEY, 3) == "a few sprigs (3 g) of"
    assert written("parsley_fresh", PARSLEY, 12) == "a handful (10 g) of"
    assert written("parsley_fresh", PARSLEY, 80) == "2 bunches (80 g) of"


def test_cans() -> None:
    """Beans come from cans that are 60 % beans; an odd amount is weighed."""
    assert written("black_beans_boiled", PLAIN, 240, "can") == "1 can (400 g)"
    assert written("tomatoes_canned_no_salt", PLAIN, 800, "can") == "2 cans (400 g)"
    assert written("black_beans_boiled", PLAIN, 30, "can") == "30 g canned"
    beans = FOODS.food("black_beans_boiled")
    assert write_used(beans, PLAIN, "can", 480, Units.UK).words == "2 tins (400 g)"


def test_what_is_bought_dry_is_weighed() -> None:
    """Beans that usually come in cans are weighed where a recipe boils them from dry."""
    beans = kitchen_food(FOODS.food("lima_beans_boiled"))
    assert beans.piece == "can"
    assert written("lima_beans_boiled", beans, 240, "dry") == "240 g"
    assert written("lima_beans_boiled", beans, 240, "can") == "1 can (400 g)"


def test_spoons() -> None:
    """Small amounts are spoons, the smallest a pinch."""
    assert written("salt_iodized", PLAIN, 0.5) == "a pinch of"
    assert written("salt_iodized", PLAIN, 3) == "½ teaspoon"
    assert written("olive_oil", PLAIN, 27) == "2 tablespoons"
    assert written("milk_1_percent", PLAIN, 30) == "2 tablespoons"
    assert written("milk_1_percent", PLAIN, 244) == "250 ml"


def test_weights() -> None:
    """Weights are rounded to what a scale is read to; only US units have ounces."""
    assert [write_grams(g, Units.METRIC) for g in (3.4, 47, 183, 344, 1230)] == [
        "3 g", "45 g", "185 g", "340 g", "1.25 kg",
    ]  # fmt: skip
    assert write_grams(183, Units.UK) == "185 g"
    assert [write_grams(g, Units.US) for g in (10, 50, 183, 454)] == [
        "¼ oz",
        "2 oz",
        "6 oz",
        "1 lb",
    ]


def test_a_part_of_a_piece_is_one() -> None:
    """Less than one piece has the singular after its weight, more than one the plural."""
    onion = FOODS.food("onion_raw")
    assert not write_used(onion, ONION, "raw", 30, Units.METRIC).is_plural
    assert write_used(FOODS.food("almonds"), PLAIN, "ready", 30, Units.METRIC).is_plural


def test_what_is_served_as_it_is() -> None:
    """Metric units weigh what US units fill in cups; liquids are ml, slices stay slices."""
    rice, milk, bread = (
        FOODS.food(name) for name in ("brown_rice_cooked", "milk_1_percent", "whole_wheat_bread")
    )
    assert write_served_weight(rice, 202, Units.METRIC) == "202 g"
    assert write_served_weight(rice, 202, Units.US) == "1 cup (202 g)"
    assert write_served(milk, 244, Units.UK) == "250 ml"
    assert write_served(bread, 64, Units.METRIC) == "2 slices"


def test_us_cups() -> None:
    """Dry rice, frozen peas and yogurt fill cups in US units; metric units weigh them."""
    for name, grams, words in (
        ("brown_rice_cooked", 185, "1 cup"),
        ("green_peas_frozen_boiled", 67, "½ cup"),
        ("yogurt_plain_low_fat", 245, "1 cup"),
        ("chicken_breast_roasted", 454, "1 lb"),
        ("spinach_raw", 60, "2 cups"),
        ("spinach_raw", 454, "1 lb"),  # fifteen cups of leaves are not counted
    ):
        assert write_used(FOODS.food(name), PLAIN, "dry", grams, Units.US).words == words
    assert write_used(FOODS.food("brown_rice_cooked"), PLAIN, "dry", 185, Units.UK).words == "185 g"


def test_milk_powder_is_not_poured() -> None:
    """Milk powder is weighed, milk is poured."""
    powder = next(food for food in FOODS.foods if "dry milk" in food.name.lower())
    assert write_used(powder, PLAIN, "ready", 90, Units.METRIC).words == "90 g"
