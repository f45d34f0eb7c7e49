"""Grams bought per gram eaten: each method by hand, and the shipped figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import DataError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.purchase_units import bought_per_eaten, purchase_unit
from planner.nutrition.sources.sr28 import Sr28
from planner.nutrition.sources.yields import CookingYields

SR28 = Sr28(
    refuse_percent={"1": 50.0},
    values={"1": {"203": 10.0, "255": 60.0}, "2": {"203": 25.0, "255": 50.0}},
)
RULES = """\
column,key,method,percent,source
id,bacon,weight,31,T
id,beans,drained,60,T
id,thigh,trimmed,74,T
subgroup,mushroom,dry_matter,,T
group,meat,protein,,T
group,vegetable,weight,92,T
"""


def row(food_id: str, group: str, subgroup: str = "", **changes: str) -> dict[str, str]:
    """Return a row of the food table, bought as record 1 and eaten as record 2."""
    given = {"source": "sr28", "source_id": "2", "bought_id": "1"}
    return {"food_id": food_id, "group": group, "subgroup": subgroup, **given, **changes}


@pytest.fixture
def yields(data_copy: Path) -> CookingYields:
    """Return small rules."""
    (data_copy / "cooking_yields.csv").write_text(RULES, encoding="utf-8")
    return CookingYields()


@pytest.mark.parametrize(
    ("food", "gross"),
    [
        (row("bacon", "meat"), 1 / 0.31 / 0.5),  # its own row before that of meat
        (row("steak", "meat"), 25 / 10 / 0.5),  # all protein stays
        (row("thigh", "meat"), 1 / 0.74),  # bought trimmed: no refuse
        (row("leek", "vegetable"), 1 / 0.92 / 0.5),
        (row("morel", "vegetable", "mushroom"), 50 / 40 / 0.5),  # solids of both records
        (row("rice", "grain"), 50 / 40 / 0.5),
        (row("apple", "vegetable", bought_id="2"), 1.0),  # bought as eaten
        (row("drink", "plant_milk", source="label", bought_id=""), 1.0),
    ],
)
def test_each_method(food: dict[str, str], gross: float, yields: CookingYields) -> None:
    """The first row that names the food applies; refuse counts unless it is bought trimmed."""
    found = yields.bought_per_eaten(food, SR28, 25.0)
    assert found.gross == pytest.approx(gross)
    assert found.food == found.gross


def test_the_liquid_of_a_can_is_bought_but_no_food(yields: CookingYields) -> None:
    """A can with 60 % of beans: 1.67 g are bought per gram, 1 g of it food."""
    found = yields.bought_per_eaten(row("beans", "legume", bought_id="2"), SR28, 25.0)
    assert found == (pytest.approx(1 / 0.6), 1.0)


def test_unknown_protein_is_named(yields: CookingYields) -> None:
    """A yield by protein needs the protein of both forms."""
    with pytest.raises(DataError, match="steak: its protein is unknown"):
        yields.bought_per_eaten(row("steak", "meat"), SR28, None)


@pytest.mark.parametrize(
    ("food_id", "factor"),
    [
        ("bacon_cooked", 1 / 0.31),  # USDA 2014: 31 %
        ("egg_fried", 13.61 / 12.56 / 0.88),  # by protein, with 12 % shell
        ("egg_boiled", 12.58 / 12.56 / 0.88),
        ("egg_yolk_cooked", 1 / 0.3),
        ("kale_boiled", 1 / 0.77 / 0.72),
        ("spinach_boiled", 1 / 0.77 / 0.88),  # partly trimmed, as it is sold
        ("chicken_thigh_stewed", 1 / 0.74),  # without skin and bone
        ("potato_baked_with_skin", 25.11 / 20.75),  # the skin is eaten
        ("potatoes_boiled_plain", 1.23),  # pared
        ("ground_beef_85_lean", 1 / 0.75),
        ("chicken_breast_roasted", 1 / 0.72),
        ("cod_cooked", 1 / 0.78),
        ("chickpeas_canned_rinsed", 1 / 0.6),
        ("lentils_boiled", (100 - 69.64) / (100 - 8.26)),  # dry matter stays
    ],
)
def test_shipped_yields(food_id: str, factor: float) -> None:
    """What is bought for 1 g eaten, against the tables."""
    assert load_foods().fact(food_id, "bought_g_per_g") == pytest.approx(factor, abs=0.006)


def test_380_grams_of_chickpeas_need_two_cans() -> None:
    """A 400 g can holds 240 g of chickpeas; the brine has no footprint."""
    food = load_foods().food("chickpeas_canned_rinsed")
    cans = 380 * bought_per_eaten(food) / purchase_unit(food).grams
    assert 1 < cans <= 2
    dry = load_foods().food("chickpeas_boiled")
    carbon = {one.id: load_foods().fact(one.id, "kgco2e_per_kg") for one in (food, dry)}
    assert carbon[food.id] < 3 * carbon[dry.id]
