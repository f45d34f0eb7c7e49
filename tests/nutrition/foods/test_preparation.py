"""The time that foods served by themselves take."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.preparation import preparation


@pytest.mark.parametrize(
    ("food_id", "least", "most"),
    [
        ("apple", 1, 1),
        ("brown_rice_cooked", 30, 40),
        ("white_rice_cooked", 15, 20),
        ("butternut_squash_baked", 40, 60),
        ("atlantic_salmon_farmed_cooked", 15, 25),
        ("chickpeas_canned_rinsed", 1, 5),
    ],
)
def test_time_to_the_table(food_id: str, least: int, most: int) -> None:
    """Fruit takes a minute; what is boiled or baked takes its time, from start to table."""
    found = preparation(load_foods().food(food_id))
    assert least <= found.total_minutes <= most
    assert 1 <= found.active_minutes <= found.total_minutes


def test_what_is_soaked_has_a_lead_time() -> None:
    """Dry soybeans are soaked overnight; canned beans are not."""
    foods = load_foods()
    assert preparation(foods.food("soybeans_boiled")).lead_minutes >= 360
    assert preparation(foods.food("black_beans_boiled")).lead_minutes == 0
