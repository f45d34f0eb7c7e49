"""Meals: four names, shares of energy that sum to one, and existing roles."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.meal_patterns import all_meals, day_pattern, meal_labels, meal_names


def test_meals_are_the_promised_ones_in_order() -> None:
    """The four names of meals, on which scripts rely."""
    assert meal_names() == ("breakfast", "lunch", "dinner", "snack")


def test_shares_make_a_day() -> None:
    """The energy shares sum to one, however many snacks there are."""
    for snacks in range(4):
        meals = day_pattern(snacks=snacks).meals
        assert sum(meal.energy_share for meal in meals) == pytest.approx(1)
        assert len(meals) == 3 + snacks
        assert len({meal.id for meal in meals}) == len(meals)


def test_every_meal_is_found_by_its_id() -> None:
    """The meals of a day with all snacks include those of any other day; snacks are numbered."""
    assert [meal.label for meal in all_meals().values()][-3:] == ["Snack", "Snack 2", "Snack 3"]
    for snacks in range(4):
        for meal in day_pattern(frozenset({"snack"}), snacks).meals:
            assert (all_meals()[meal.id].name, all_meals()[meal.id].label) == (
                meal.name,
                meal.label,
            )


def test_plates() -> None:
    """A meal has at most one dish, a simple meal none; every meal has a label."""
    for meal in day_pattern(frozenset({"lunch"})).meals:
        assert ("dish" in meal.served_roles) == (meal.name != "lunch")
        assert meal.label.startswith(meal_labels()[meal.name])


def test_limits_are_limits() -> None:
    """Every count has least ≤ most, and every role is that of a subgroup."""
    roles = {*subgroup_table()["role"], "dish"}
    for meal in (*day_pattern().meals, *day_pattern(frozenset(meal_names())).meals):
        assert 0 < meal.foods.least <= meal.foods.most
        assert meal.served_roles <= roles
        for count in meal.roles:
            assert 0 <= count.least <= count.most


def test_repeats_go_by_role() -> None:
    """A role with its own limit has it, every other role the common one."""
    pattern = day_pattern()
    assert pattern.most_meals("water") == pattern.repeatable["water"]
    assert pattern.most_meals("vegetable") == pattern.same_food_meals


def test_water_counts_as_no_food() -> None:
    """Water does not count among the foods of a meal."""
    assert all("water" not in meal.foods.roles for meal in day_pattern().meals)
