"""Writing recipes: fields of schema.org for recipe managers, and the round trip."""

from __future__ import annotations

import json
import re

import pytest

from planner.errors import InputError
from planner.formats.recipes import dishes_as_jsonld, read_line
from planner.formats.recipes.read import recipe_of
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.search import diets_of


def test_the_fields_that_managers_read() -> None:
    """Context, type, yield, ISO 8601 times, lines, steps, nutrition of a serving, diets."""
    found = json.loads(dishes_as_jsonld(["three_bean_chili"]))
    dish = load_dishes()["three_bean_chili"]
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Recipe")
    assert found["name"] == dish.name
    assert found["recipeYield"] == "6 servings"
    assert (found["prepTime"], found["totalTime"]) == ("PT20M", "PT45M")
    assert len(found["recipeIngredient"]) == len(dish.ingredients)
    assert [step["text"] for step in found["recipeInstructions"]] == list(dish.steps)
    assert {step["@type"] for step in found["recipeInstructions"]} == {"HowToStep"}
    assert re.fullmatch(r"\d+ kcal", found["nutrition"]["calories"])
    assert ("https://schema.org/VeganDiet" in found["suitableForDiet"]) is (
        "vegan" in diets_of(dish, load_foods())
    )


def test_several_stand_in_a_graph() -> None:
    """Several dishes share one context; each is written once."""
    found = json.loads(dishes_as_jsonld(["three_bean_chili", "mujaddara_salad", "mujaddara_salad"]))
    assert [recipe["@type"] for recipe in found["@graph"]] == ["Recipe", "Recipe"]


def test_an_unknown_dish_is_named() -> None:
    """An unknown dish is refused with the nearest names."""
    with pytest.raises(InputError, match="did you mean three_bean_chili"):
        dishes_as_jsonld(["three_bean_chilli"])


@pytest.mark.parametrize("dish_id", [*list(load_dishes())[::40]])
def test_our_own_recipes_come_back_to_the_gram(dish_id: str) -> None:
    """Every written line is read back as the same food and weight, with certainty."""
    dish = load_dishes()[dish_id]
    recipe = recipe_of(dishes_as_jsonld([dish_id]), "x")
    assert (recipe.servings, recipe.steps) == (dish.servings, dish.steps)
    for line, (food_id, grams) in zip(recipe.ingredients, dish.ingredients, strict=True):
        found = read_line(line)
        assert (found.food_id, found.state) == (food_id, "sure"), line
        assert found.grams == pytest.approx(grams * dish.servings, rel=0.05, abs=0.5)
