"""Kinds of food that one meal a day should hold."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.dishes import DISH_KINDS
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.once_a_day import OnceADay, all_once_a_day


def test_fish_and_mushrooms_are_among_them() -> None:
    """Fish of every sort, and all mushrooms, count as one kind each."""
    found = {entry.id: entry for entry in all_once_a_day()}
    assert {"oily_fish", "white_fish", "smoked_fish"} <= found["fish"].subgroups
    assert found["mushrooms"].subgroups == {"mushroom", "uv_mushroom"}


@pytest.mark.parametrize("entry", all_once_a_day(), ids=lambda entry: entry.id)
def test_entries_name_subgroups(entry: OnceADay) -> None:
    """Each entry names kinds of dish, or subgroups of the table with an amount above none."""
    assert bool(entry.subgroups) != bool(entry.dish_kinds)
    assert entry.subgroups <= set(subgroup_table().index)
    assert entry.dish_kinds <= set(DISH_KINDS)
    assert (entry.from_g > 0) == bool(entry.subgroups)
    assert entry.label
