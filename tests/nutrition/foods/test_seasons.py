"""The seasons of fresh produce, by region and hemisphere."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.foods.food_table import Food, load_foods
from planner.nutrition.foods.seasons import EVERY_MONTH, season_of


def bought_as(name: str) -> Food:
    """Return the first food that is bought in a form."""
    return next(food for food in load_foods().foods if food.bought_as == name)


@pytest.mark.parametrize(
    ("name", "region", "months"),
    [
        ("asparagus, fresh", "US", {3, 4, 5}),
        ("asparagus, fresh", "UK", {4, 5, 6}),
        ("watermelon, fresh", "US", {6, 7, 8}),
        ("lentils, dry", "EU", EVERY_MONTH),
        ("carrots, fresh", "US", EVERY_MONTH),
    ],
)
def test_months(name: str, region: str, months: set[int]) -> None:
    """Asparagus is for spring and watermelon for summer; what keeps has no season."""
    assert season_of(bought_as(name), region) == months


def test_the_south_is_half_a_year_later() -> None:
    """Watermelon is in season from December to February in the southern hemisphere."""
    melon = bought_as("watermelon, fresh")
    assert season_of(melon, "US", southern=True) == {12, 1, 2}
    assert season_of(bought_as("lentils, dry"), "US", southern=True) == EVERY_MONTH


def test_no_food_is_out_of_season_all_year() -> None:
    """Every food has at least a month in every region."""
    for food in load_foods().foods:
        assert all(season_of(food, region) for region in REGIONS), food.id
