"""Foods: enough for every diet, each complete, and arrays in the order of the rows."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from planner.errors import InputError
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.food_table import (
    FoodTable,
    load_foods,
    subgroup_table,
    subgroups_flagged,
)
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.nutrients import core_nutrients, nutrient_ids, nutrient_index
from planner.nutrition.people.diets import get_diet

FRAME_HEAD = [
    *("food_id", "food", "group", "subgroup", "source", "source_id"),
    *("contains", "fortified", "measure", "measure_grams"),
]
# Food sources that articles on twitching and nutrients name: words that some food's name holds.
NAMED_SOURCES = (
    "spinach", "kale", "swiss chard", "pumpkin seeds", "chia", "almonds", "cashews",
    "black beans", "edamame", "lentils", "whole-wheat bread", "brown rice", "dark chocolate",
    "banana", "avocado", "milk", "yogurt", "cheddar", "sardines", "salmon", "soy milk",
    "tofu", "tempeh", "nutritional yeast", "egg yolk", "sweet potato", "dried apricots", "beef",
    "chicken", "turkey", "pork", "herring", "mackerel", "trout", "quinoa", "oats", "orange",
)  # fmt: skip


def test_table_is_rich_enough() -> None:
    """At least 500 foods, 220 of them vegan and 25 of those fortified."""
    foods = load_foods().foods
    vegan = [food for food in foods if not get_diet("vegan").rule.forbids(food)]
    assert len(foods) >= 500
    assert len(vegan) >= 220
    assert sum(bool(food.fortified) for food in vegan) >= 25


@pytest.mark.parametrize("words", NAMED_SOURCES)
def test_named_food_sources_are_there(words: str) -> None:
    """Every commonly recommended food is in the table."""
    names = [food.name.lower().replace("whole wheat", "whole-wheat") for food in load_foods().foods]
    assert any(all(word in name for word in words.split()) for name in names)


def test_ids_and_names_are_unique() -> None:
    """No two foods share an id or a name."""
    foods = load_foods().foods
    for kind in ("id", "name"):
        twice = [
            key for key, count in Counter(getattr(f, kind) for f in foods).items() if count > 1
        ]
        assert not twice


def test_every_food_can_be_served() -> None:
    """Measures, steps and helpings are positive and within the day's limit; meals exist."""
    for food in load_foods().foods:
        assert food.measure_g > 0, food.id
        assert food.least > 0, food.id
        assert food.step > 0, food.id
        assert food.least <= food.usual + 1e-9, food.id
        assert food.least * food.measure_g <= food.day_max_g + 1e-9, food.id
        assert food.meals <= set(meal_names()), food.id
        assert food.group == subgroup_table().loc[food.subgroup, "group"], food.id


def test_arrays_follow_the_rows() -> None:
    """Composition, facts and index have the same foods in the same rows."""
    table = load_foods()
    assert table.composition.shape == (len(table.foods), len(nutrient_ids()))
    assert list(table.facts.index) == [food.id for food in table.foods]
    assert [table.row(food.id) for food in table.foods] == list(range(len(table.foods)))
    assert (np.nan_to_num(table.composition) >= 0).all()


def test_known_figures_stand() -> None:
    """A published value is unchanged: SR28 09038, avocado, has 507 mg of potassium."""
    table = load_foods()
    avocado = table.food("avocado")
    assert (avocado.source, avocado.source_id) == ("sr28", "09038")
    amount = table.composition[table.row("avocado"), nutrient_index()["potassium_mg"]]
    assert amount == 507


def test_unknown_is_nan_and_counts_as_nothing(tiny_foods: FoodTable) -> None:
    """An unknown value is NaN in the composition and zero in sums."""
    column = nutrient_index()["calcium_mg"]
    row = tiny_foods.row("bread")
    assert np.isnan(tiny_foods.composition[row, column])
    assert tiny_foods.nutrient_column("calcium_mg")[row] == 0.0
    assert tiny_foods.nutrient_column("calcium_mg")[tiny_foods.row("milk")] == 120.0


def test_core_nutrients_are_mostly_known() -> None:
    """No core nutrient is unknown in more than a quarter of the foods."""
    table = load_foods()
    for name in core_nutrients():
        unknown = np.isnan(table.composition[:, nutrient_index()[name]]).mean()
        assert unknown < 0.25, name


def test_unknown_food_offers_the_nearest() -> None:
    """An unknown food id gives the nearest one."""
    with pytest.raises(InputError, match=r"did you mean .*avocado"):
        load_foods().food("avocadoo")
    assert "avocado" in load_foods()
    assert "avocadoo" not in load_foods()


def test_frame_has_the_promised_columns() -> None:
    """The table for users has the documented columns first, then every nutrient."""
    frame = load_foods().to_frame()
    assert list(frame.columns) == [*FRAME_HEAD, *nutrient_ids()]
    assert len(frame) == len(load_foods().foods)


def test_amounts_are_written_in_the_foods_own_measure(tiny_foods: FoodTable) -> None:
    """Grams are written in the food's household measure."""
    assert tiny_foods.food("milk").write_grams(360) == "1½ cups"
    assert tiny_foods.food("oil").write_grams(6.75) == "½ tablespoon"


def test_nobody_changes_the_shared_table() -> None:
    """Its arrays are read-only, and its facts are returned as copies."""
    table, before = load_foods(), load_foods().facts
    for values in (table.composition, table.known_or_zero, load_catalog().items.nutrients,
                   load_catalog().items.grams):  # fmt: skip
        with pytest.raises(ValueError, match="read-only"):
            values[0, 0] = 1.0
    facts = table.facts
    facts["usd_per_100g"] = 0.0
    table.fact_column("usd_per_100g")[:] = 0.0
    pd.testing.assert_frame_equal(load_foods().facts, before)


def test_facts_of_one_food_and_of_all() -> None:
    """A column has each food's fact; a food with a price has its year."""
    table = load_foods()
    prices = table.fact_column("usd_per_100g")
    assert prices.shape == (len(table.foods),)
    for row, food in enumerate(table.foods):
        assert np.isnan(prices[row]) == (table.price_year(food.id) == "")
        assert prices[row] == pytest.approx(table.fact(food.id, "usd_per_100g"), nan_ok=True)


def test_water_is_told_by_the_flag_of_its_subgroup() -> None:
    """Tap, bottled and sparkling water are water; tea, broth and milk are not."""
    water = {food.id for food in load_foods().foods if food.is_water}
    assert water == {food.id for food in load_foods().foods if food.subgroup == "water"}
    assert water
    assert subgroups_flagged("no_group") == {"water", "salt", "spice"}
    assert subgroups_flagged("at_hand") == {"water", "salt", "spice", "herb"}
