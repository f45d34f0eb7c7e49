"""Items: foods by the gram and dishes by the serving in one table."""

from __future__ import annotations

import numpy as np

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_index


def test_a_dish_is_the_sum_of_its_foods() -> None:
    """Calcium of one serving equals the sum of composition times grams."""
    items, foods = load_catalog().items, load_foods()
    number = len(foods.foods)
    dish = items.dish(number)
    assert dish is not None
    column = nutrient_index()["calcium_mg"]
    by_hand = sum(
        np.nan_to_num(foods.composition[foods.row(name), column]) * grams / 100
        for name, grams in dish.ingredients
    )
    assert np.isclose(items.nutrients[number, column], by_hand)


def test_a_food_is_a_gram_of_itself() -> None:
    """A food's unit is one gram: its nutrients are a hundredth of the composition."""
    items = load_catalog().items
    row = items.foods.row("almonds")
    assert items.dish(row) is None
    assert np.allclose(items.nutrients[row], items.foods.known_or_zero[row] / 100)
    assert items.grams[row].sum() == 1


def test_marked_counts_the_grams_of_a_group() -> None:
    """Grams of a dish's foods with an allergen are summed."""
    items = load_catalog().items
    grams = items.marked("contains", frozenset({"milk"}))
    for number, dish in enumerate(items.dishes, start=len(items.foods.foods)):
        milk = sum(
            amount
            for (_, amount), food in zip(dish.ingredients, dish.foods(items.foods), strict=True)
            if "milk" in food.contains
        )
        assert np.isclose(grams[number], milk)
