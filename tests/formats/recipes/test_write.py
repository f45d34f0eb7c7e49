"""Writing recipes: fields of schema.org for recipe managers, and the round trip."""

from __future__ import annotations

import json
import re

import pytest

from planner.errors import InputError
from planner.formats.recipes import dishes_as_jsonld
from planner.formats.recipes.read import recipe_of
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of
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
@pytest.mark.parametrize("units", list(Units))
def test_our_own_recipes_come_back_equal(dish_id: str, units: Units) -> None:
    """Servings, steps, and every food with its grams are read back, whatever the units."""
    dish = load_dishes()[dish_id]
    recipe = recipe_of(dishes_as_jsonld([dish_id], units), "x")
    assert (recipe.servings, recipe.total_minutes) == (dish.servings, dish.total_minutes)
    assert recipe.steps == steps_of(dish, load_foods(), units=units)
    assert recipe.ingredients == ingredient_lines(dish, load_foods(), units=units)
    for found, (food_id, grams) in zip(recipe.matched(), dish.ingredients, strict=True):
        assert (found.food_id, found.state) == (food_id, "sure"), found.line
        assert found.grams == pytest.approx(grams * dish.servings, abs=0.001)


def test_ingredients_are_as_used_for_all_servings() -> None:
    """Rice is dry and beans are cans, in the amount of the whole recipe."""
    found = json.loads(dishes_as_jsonld(["three_bean_chili"]))
    text = "\n".join(found["recipeIngredient"])
    assert re.search(r"^\d+ g dry brown rice", text, re.M)
    assert re.search(r"^[\d½]+ cans? \(400 g\) red kidney beans", text, re.M)


def test_a_changed_line_is_read_anew() -> None:
    """What a recipe program changed is no longer what the recipe stated."""
    whole = json.loads(dishes_as_jsonld(["three_bean_chili"]))
    whole["recipeIngredient"][0] = "500 g onions"
    found = recipe_of(json.dumps(whole), "x").matched()[0]
    assert (found.food_id, found.grams) == ("onion_raw", pytest.approx(450, rel=0.1))
