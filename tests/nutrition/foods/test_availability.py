"""Where foods can be bought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.errors import DataError
from planner.nutrition.foods.availability import REGIONS, Shop, shop_of
from planner.nutrition.foods.food_table import load_foods

FOODS = load_foods()


def test_ordinary_food_is_sold_everywhere() -> None:
    """Onions, eggs, pasta and milk are in every shop of every region."""
    for food_id in ("onion_raw", "egg_boiled", "pasta_cooked", "milk_whole", "white_mushrooms_raw"):
        shops = {shop_of(FOODS.food(food_id), region) for region in REGIONS}
        assert shops == {Shop.EVERYWHERE}


def test_the_most_specific_row_wins() -> None:
    """A row of a food goes before that of its subgroup."""
    assert shop_of(FOODS.food("tofu_firm_calcium_nigari"), "US") is Shop.EVERYWHERE
    assert shop_of(FOODS.food("tofu_fortified_firm"), "US") is Shop.SPECIALTY


def test_regions_differ() -> None:
    """US cereals are hard to find in the UK, halloumi and quark are not hard in the EU."""
    assert shop_of(FOODS.food("wheaties"), "US") is Shop.EVERYWHERE
    assert shop_of(FOODS.food("wheaties"), "UK") is Shop.SPECIALTY
    assert shop_of(FOODS.food("quark_plain"), "US") is Shop.SPECIALTY
    assert shop_of(FOODS.food("quark_plain"), "EU") is Shop.EVERYWHERE


def test_exposed_mushrooms_are_a_specialty() -> None:
    """No plan may rest on mushrooms exposed to UV light that an ordinary shop does not have."""
    exposed = [food for food in FOODS.foods if food.subgroup == "uv_mushroom"]
    assert exposed
    shops = {shop_of(food, region) for food in exposed for region in REGIONS}
    assert shops == {Shop.SPECIALTY}


def test_unknown_food_is_an_error() -> None:
    """A food without a row is no food of every shop."""
    food = replace(FOODS.food("onion_raw"), id="onion_of_a_test", subgroup="nothing")
    with pytest.raises(DataError, match="no row for onion_of_a_test"):
        shop_of(food, "US")
