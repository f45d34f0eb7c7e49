"""Foods that do the same work."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import Food, load_foods
from planner.nutrition.foods.same_use import same_use_of, same_uses


def bought_as(name: str) -> Food:
    """Return the first food that is bought in a form."""
    return next(food for food in load_foods().foods if food.bought_as == name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chickpeas, dry", "chickpeas, canned"),
        ("oat milk, fortified", "oat milk, barista, fortified"),
        ("white mushrooms, fresh", "portabella mushrooms, fresh"),
        ("rolled oats, dry", "certified gluten-free rolled oats, dry"),
        ("sunflower seed kernels, raw", "sunflower seed kernels, dry roasted, unsalted"),
    ],
)
def test_near_duplicates_share_a_use(one: str, other: str) -> None:
    """One of two near-duplicates is enough, and each says how it differs."""
    first, second = same_use_of(bought_as(one)), same_use_of(bought_as(other))
    assert first is not None
    assert second is not None
    assert first.use == second.use
    assert first.difference != second.difference
    assert {one, other} <= set(same_uses()[first.use])


def test_different_foods_share_none() -> None:
    """Chickpeas do not replace lentils, and a food without a like has no group."""
    assert same_use_of(bought_as("lentils, dry")) is None
    assert all(len(names) > 1 for names in same_uses().values())
