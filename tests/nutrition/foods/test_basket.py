"""The basket: what portions make people buy, throw away and cook."""

from __future__ import annotations

import math

import pytest

from planner.nutrition.foods.basket import Basket, basket_of
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.portions import Portion


def basket(*rows: Portion, cook_days: tuple[int, ...] = ()) -> Basket:
    """Return the basket of portions of the tables' foods and dishes."""
    return basket_of(rows, load_catalog(), cook_days=cook_days)


def served(dish_id: str, day: int, meal: str = "dinner", person: str = "") -> list[Portion]:
    """Return the portions of one serving of a dish."""
    dish = load_catalog().dish(dish_id)
    return [
        Portion(day, meal, food_id, grams, dish_id, person) for food_id, grams in dish.ingredients
    ]


def test_packs_and_what_is_left() -> None:
    """An egg a day for two days leaves four of the half dozen: a third is eaten."""
    found = basket(
        Portion(1, "breakfast", "egg_boiled", 50.0), Portion(2, "breakfast", "egg_boiled", 50.0)
    )
    (line,) = found.bought
    assert (found.different_foods, found.packs) == (1, 1)
    assert line.left_over_g == pytest.approx(line.bought_g * 2 / 3, rel=0.02)
    assert found.basket_usd == pytest.approx(line.basket_usd)
    assert found.basket_per_eaten == pytest.approx(3.0, rel=0.02)


def test_only_perishables_are_thrown_away() -> None:
    """Spinach left over counts, dry lentils left over do not."""
    spinach = basket(Portion(1, "lunch", "spinach_raw", 30.0))
    assert 0.5 < spinach.perishables_left < 1.0
    lentils = basket(Portion(1, "lunch", "lentils_boiled", 60.0))
    assert lentils.bought[0].left_over_g > 0
    assert lentils.perishables_left == 0.0


def test_staples_are_apart() -> None:
    """Oil is no line to buy; a basket of nothing has no ratio."""
    found = basket(Portion(1, "lunch", "olive_oil", 10.0))
    assert found.lines
    assert found.bought == ()
    assert math.isnan(found.basket_per_eaten)


def test_a_batch_is_cooked_once_for_all_who_eat_it() -> None:
    """A stew eaten by two people on two days is one batch, and work on the first day alone."""
    dish = next(dish for dish in load_catalog().dishes.values() if dish.keeps_days >= 2)
    rows = [
        row
        for day in (1, 2)
        for name in ("Ana", "Ben")
        for row in served(dish.id, day, person=name)
    ]
    found = basket(*rows)
    assert found.dishes_cooked == 1
    first, second = found.work
    assert (first.active_minutes, second.active_minutes) == (dish.active_minutes, 0)
    assert first.elapsed_minutes == dish.total_minutes


def test_what_is_for_one_meal_is_made_side_by_side() -> None:
    """Work adds up; time on the clock is the longest task, but no less than the work."""
    dish = max(load_catalog().dishes.values(), key=lambda one: one.waiting_minutes)
    found = basket(*served(dish.id, 1), Portion(1, "dinner", "spinach_raw", 30.0))
    (work,) = found.work
    assert work.dish_minutes == dish.active_minutes
    assert work.active_minutes > work.dish_minutes
    assert work.elapsed_minutes == max(dish.total_minutes, work.active_minutes)
