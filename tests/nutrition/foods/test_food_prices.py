"""Prices of foods: own ones first, lifted ones, and those of like foods."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from planner.errors import InputError
from planner.nutrition.foods.food_prices import (
    FACT,
    FoodPrice,
    PriceBasis,
    like_price,
    pack_price,
    price_basis,
    prices_said,
    with_prices,
)
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.price_index import price_rise
from planner.nutrition.foods.purchase_units import bought_per_eaten, purchase_unit

UNPRICED = "enoki_mushrooms"


def test_an_own_price_is_of_all_that_is_bought_in_its_form() -> None:
    """A price of raw carrots prices boiled ones too, by what is bought for a gram eaten."""
    table = with_prices(load_foods(), [FoodPrice("carrot_raw", 1.0, 1000.0)])
    for food_id in ("carrot_raw", "carrots_boiled"):
        food = table.food(food_id)
        assert table.fact(food_id, FACT) == pytest.approx(0.1 * bought_per_eaten(food))
        assert price_basis(table, food_id) is PriceBasis.OWN
    assert price_basis(table, "banana") is PriceBasis.TABLE
    assert load_foods().fact("carrot_raw", FACT) != table.fact("carrot_raw", FACT)


def test_of_several_prices_the_latest_counts_then_the_cheapest() -> None:
    """The price of last week goes before a cheaper one of last year."""
    old = FoodPrice("banana", 0.5, 1000.0, datetime.date(2025, 1, 1))
    new = FoodPrice("banana", 2.0, 1000.0, datetime.date(2026, 1, 1))
    other = FoodPrice("banana", 1.5, 1000.0, datetime.date(2026, 1, 1))
    food = load_foods().food("banana")
    table = with_prices(load_foods(), [old, new, other])
    assert table.fact("banana", FACT) == pytest.approx(0.15 * bought_per_eaten(food))
    assert table.price_year("banana") == "2026"


def test_prices_are_lifted_to_a_year() -> None:
    """Known prices rise by the index and are marked; unknown ones stay unknown."""
    table = with_prices(load_foods(), year=2024)
    known = ~np.isnan(load_foods().fact_column(FACT))
    ratio = table.fact_column(FACT)[known] / load_foods().fact_column(FACT)[known]
    assert ratio == pytest.approx(price_rise(2024))
    assert np.isnan(table.fact(UNPRICED, FACT))
    assert price_basis(table, "banana") is PriceBasis.LIFTED
    assert table.by_id().lifted_to == 2024
    assert prices_said(table).endswith("lifted to 2024 as an estimate")


def test_a_food_without_a_price_costs_as_like_foods_do() -> None:
    """The like price is the median of the subgroup, and is marked as such."""
    foods = load_foods()
    alike = [
        foods.fact(food.id, FACT)
        for food in foods.foods
        if (food.subgroup, food.aisle) == ("mushroom", "produce")
    ]
    assert like_price(foods, UNPRICED) == pytest.approx(np.nanmedian(alike))
    price = pack_price(foods.food(UNPRICED), 150.0, foods)
    assert (price.basis, price.is_estimate) == (PriceBasis.LIKE_FOOD, True)
    assert price.usd > 0


def test_every_pack_has_a_price() -> None:
    """Every food that is sold has a pack price, known or by like foods."""
    foods = load_foods()
    for food in foods.foods:
        price = pack_price(food, purchase_unit(food).pack_grams, foods)
        assert price.usd >= 0, food.id
        assert price.basis is not PriceBasis.UNKNOWN, food.id


@pytest.mark.parametrize(
    ("grams", "count", "words"),
    [(684.0, 12, "12 eggs"), (1000.0, 1, "1 × 1000 g pack")],
)
def test_an_own_pack_is_pieces_or_a_weight(grams: float, count: int, words: str) -> None:
    """A pack of so many pieces is told in pieces, any other by its weight."""
    table = with_prices(load_foods(), [FoodPrice("egg_boiled", 3.0, grams)])
    unit = purchase_unit(table.food("egg_boiled"))
    assert unit.pack_grams == pytest.approx(grams)
    assert unit.write(count) == words


def test_what_is_sold_by_weight_keeps_its_unit() -> None:
    """A price per kilogram of fish does not make one buy a kilogram."""
    salmon = "atlantic_salmon_farmed_cooked"
    table = with_prices(load_foods(), [FoodPrice(salmon, 20.0, 1000.0)])
    assert purchase_unit(table.food(salmon)).pack_grams == 100.0


def test_faults() -> None:
    """A food that does not exist and a year without an index are refused."""
    with pytest.raises(InputError, match="unknown food id 'bananna'"):
        with_prices(load_foods(), [FoodPrice("bananna", 1.0, 100.0)])
    with pytest.raises(InputError, match="price year 1999"):
        with_prices(load_foods(), year=1999)
