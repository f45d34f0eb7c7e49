"""What a user says of their staples goes before the table of purchase units."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.purchase_units import purchase_unit
from planner.nutrition.foods.staples import with_staples


@pytest.mark.parametrize(
    ("said", "food_id", "staple"),
    [
        ((), "olive_oil", True),
        ((("olive_oil", False),), "olive_oil", False),
        ((("lentils_boiled", True),), "lentils_boiled", True),
        ((("carrot_raw", True),), "carrots_boiled", True),  # bought in the same form
        ((("spice", False),), "paprika", False),
        ((("spice", False), ("paprika", True)), "paprika", True),  # a food before its kind
        ((("spice", False),), "olive_oil", True),
    ],
)
def test_staples(said: tuple[tuple[str, bool], ...], food_id: str, staple: bool) -> None:
    """Foods and kinds of food are added and taken out; the others are as in the table."""
    table = with_staples(load_foods(), said)
    assert purchase_unit(table.food(food_id)).staple is staple
