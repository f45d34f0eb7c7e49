"""Recipes in Markdown."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.formats.recipes import dishes_as_markdown
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import ingredient_lines, time_words


def test_a_recipe() -> None:
    """Name, servings, time, list and numbered steps, for the servings and units asked for."""
    dish = load_dishes()["three_bean_chili"]
    text = dishes_as_markdown([dish.id], 3, Units.US)
    assert text.startswith(f"# {dish.name}\n\n3 servings, {time_words(dish)}.")
    for line in ingredient_lines(dish, load_foods(), 3, Units.US):
        assert f"- {line}\n" in text
    assert "\n1. " in text


def test_an_unknown_dish_is_named() -> None:
    """An unknown dish is refused with the nearest names."""
    with pytest.raises(InputError, match="did you mean"):
        dishes_as_markdown(["three_bean_chilli"])
