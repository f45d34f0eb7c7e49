"""How often a dish of a week is on the table."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.variety_levels import variety_level
from planner.optimize.model.week_basket.dishes import (
    BREAKFAST,
    MAIN,
    cooking_points,
    most_dishes,
    most_meals,
)

DISHES = load_catalog().dishes


def test_a_dish_that_keeps_is_eaten_from_one_pot() -> None:
    """Chili keeps for days and is eaten at most on three; what does not keep is eaten once."""
    level = variety_level("balanced")
    fresh = next(dish for dish in DISHES.values() if "dinner" in dish.meals and not dish.keeps_days)
    assert most_meals(DISHES["three_bean_chili"], MAIN, level, 7) == level.most_days
    assert most_meals(fresh, MAIN, level, 7) == 1


@pytest.mark.parametrize(("variety", "most"), [("simple", 7), ("balanced", 4)])
def test_breakfasts_take_turns(variety: str, most: int) -> None:
    """With two breakfasts a week one may stand on all days but one, with three on four."""
    dish = next(dish for dish in DISHES.values() if dish.meals == {"breakfast"})
    assert most_meals(dish, BREAKFAST, variety_level(variety), 7) == most


def test_fewer_days_hold_a_share_of_the_dishes() -> None:
    """The numbers of a week are scaled to the days."""
    level = variety_level("balanced")
    assert most_dishes(level, MAIN, 7) == level.lunches + level.dinners
    assert most_dishes(level, MAIN, 3) == 3


def test_work_costs_more_than_none() -> None:
    """Cooking costs the batch and its minutes; a bowl that needs no cooking only its minutes."""
    level = variety_level("balanced")
    chili = DISHES["three_bean_chili"]
    cold = next(dish for dish in DISHES.values() if "no_cook" in dish.tags)
    minutes = level.work_10_minutes / 10.0
    assert cooking_points(chili, level) == pytest.approx(
        level.batch + chili.active_minutes * minutes
    )
    assert cooking_points(cold, level) == pytest.approx(cold.active_minutes * minutes)
