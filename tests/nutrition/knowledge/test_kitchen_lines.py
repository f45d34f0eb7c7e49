"""Reading the ingredient lines that recipes of ours have."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_foods import kitchen_food
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import ingredient_lines
from planner.nutrition.knowledge.kitchen_lines import read_kitchen_line


@pytest.mark.parametrize("units", list(Units))
def test_lines_are_read_back(units: Units) -> None:
    """Each line gives a food of the same kitchen name, and nearly all amounts within a third."""
    foods = load_foods()
    far = read = 0
    for dish in list(load_dishes().values())[::9]:
        lines = ingredient_lines(dish, foods, units=units)
        for line, (food_id, grams) in zip(lines, dish.ingredients, strict=True):
            found = read_kitchen_line(line)
            assert found is not None, line
            names = [kitchen_food(foods.food(name)).name for name in (found.food_id, food_id)]
            assert names[0] == names[1], line
            read += 1
            far += abs(found.grams / (grams * dish.servings) - 1) > 1 / 3
    assert far < 0.05 * read


def test_other_lines_are_not_ours() -> None:
    """A line without an amount or a kitchen name is left to the general reader."""
    assert read_kitchen_line("salt to taste") is None
    assert read_kitchen_line("2 cups of unobtainium") is None
