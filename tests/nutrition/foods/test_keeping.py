"""How long foods keep: every food has figures, and they are those of the source."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.keeping import Keeping, Place, keeping_of


def keeping(food_id: str) -> Keeping:
    """Return how long a food of the table keeps."""
    return keeping_of(load_foods().food(food_id))


def test_every_food_keeps_some_days() -> None:
    """Every food has days, no longer opened than unopened; frozen food can be frozen."""
    for food in load_foods().foods:
        found = keeping_of(food)
        assert 1 <= found.days_opened <= found.days_unopened, food.id
        assert found.freezes or found.place is not Place.FREEZER, food.id


@pytest.mark.parametrize(
    ("food_id", "unopened", "opened", "freezer"),
    [
        ("spinach_raw", 5, 2, None),  # FoodKeeper 415: 3 to 5 days, 2 days once opened
        ("egg_boiled", 35, 35, None),  # 21: 3 to 5 weeks, not to be frozen
        ("carrots_boiled", 21, 7, 365),  # 279: 2 to 3 weeks, 10 to 12 months
        ("lentils_boiled", 365, 365, None),  # 334: a year
    ],
)
def test_figures_of_the_source(
    food_id: str, unopened: int, opened: int, freezer: int | None
) -> None:
    """The figures are the longer end of the ranges of the USDA FoodKeeper data."""
    found = keeping(food_id)
    assert (found.days_unopened, found.days_opened, found.freezer_days) == (
        unopened, opened, freezer,
    )  # fmt: skip


def test_perishable_is_what_spoils_within_a_month() -> None:
    """Greens, fish and eggs are no dry goods; frozen peas and cans are not perishable."""
    assert keeping("spinach_raw").is_perishable
    assert keeping("atlantic_salmon_farmed_cooked").is_perishable
    assert not keeping("lentils_boiled").is_perishable
    assert not keeping("corn_frozen_boiled").is_perishable
