"""Portions: their nutrients, and sums in which unknown values are zero."""

from __future__ import annotations

import numpy as np
import pytest

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion, servings_at_table, supplied, total
from planner.nutrition.nutrients import nutrient_index


def test_portion_supplies_its_share(tiny_foods: FoodTable) -> None:
    """Half a cup of milk, 120 g, supplies 144 mg of calcium; its iron is unknown."""
    amounts = supplied(tiny_foods, Portion(1, "lunch", "milk", 120.0))
    assert amounts[nutrient_index()["calcium_mg"]] == pytest.approx(144)
    assert np.isnan(amounts[nutrient_index()["iron_mg"]])


def test_totals_take_unknown_as_nothing(tiny_foods: FoodTable) -> None:
    """Milk and bread: energy 60 + 120 kcal, calcium from the milk only, no NaN."""
    eaten = [Portion(1, "lunch", "milk", 120.0), Portion(1, "lunch", "bread", 50.0)]
    sums = total(tiny_foods, eaten)
    assert sums[nutrient_index()["energy_kcal"]] == pytest.approx(180)
    assert sums[nutrient_index()["calcium_mg"]] == pytest.approx(144)
    assert not np.isnan(sums).any()
    assert not total(tiny_foods, []).any()


def test_servings_at_the_table() -> None:
    """The servings of a dish at a meal are those of all people, each counted once."""
    rows = [
        Portion(1, "dinner", food, 10.0, dish="soup", person=person, scale=scale)
        for person, scale in (("Ann", 1.0), ("Bob", 1.5))
        for food in ("carrot_raw", "onion_raw")
    ]
    alone = Portion(1, "dinner", "banana", 100.0)
    assert servings_at_table([*rows, alone]) == {(1, "dinner", "soup"): 2.5}
