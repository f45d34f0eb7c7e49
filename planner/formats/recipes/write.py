"""Write dishes as schema.org/Recipe in JSON-LD, which Mealie, Tandoor and Paprika import."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of
from planner.nutrition.knowledge.search import diets_of
from planner.nutrition.nutrients import nutrient_index

_DIETS = {
    "vegan": "https://schema.org/VeganDiet",
    "vegetarian": "https://schema.org/VegetarianDiet",
    "gluten_free": "https://schema.org/GlutenFreeDiet",
}
# The properties of NutritionInformation; schema.org expects the unit inside the text.
_NUTRITION = {
    "calories": ("energy_kcal", "kcal"),
    "proteinContent": ("protein_g", "g"),
    "fatContent": ("fat_g", "g"),
    "saturatedFatContent": ("saturated_fat_g", "g"),
    "carbohydrateContent": ("carbohydrate_g", "g"),
    "fiberContent": ("fiber_g", "g"),
    "sugarContent": ("sugars_g", "g"),
    "sodiumContent": ("sodium_mg", "mg"),
}


def dishes_as_jsonld(dish_ids: Iterable[str], units: Units = Units.METRIC) -> str:
    """Return dishes of the catalogue as JSON-LD; several recipes are listed in a ``@graph``.

    Ingredients are as the cook uses them, for all servings of the recipe. The supplies beside them
    hold the grams eaten, by food id, so that our own reader gets back the same dish.

    Raises
    ------
    InputError
        If no dish has one of the ids.
    """
    catalog = load_catalog()
    recipes = [
        _recipe(catalog.dish(dish_id), catalog.foods, units) for dish_id in dict.fromkeys(dish_ids)
    ]
    context = {"@context": "https://schema.org"}
    whole = context | recipes[0] if len(recipes) == 1 else context | {"@graph": recipes}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _supply(line: str, food_id: str, grams: float) -> dict[str, Any]:
    """Return the food of an ingredient line and its grams as eaten, in the whole recipe."""
    quantity = {"@type": "QuantitativeValue", "value": round(grams, 3), "unitCode": "GRM"}
    return {
        "@type": "HowToSupply", "name": line, "identifier": food_id, "requiredQuantity": quantity,
    }  # fmt: skip


def _recipe(dish: Dish, foods: FoodTable, units: Units) -> dict[str, Any]:
    """Return one dish as a recipe, with ingredients for all its servings."""
    portions = [Portion(1, "dinner", food_id, grams) for food_id, grams in dish.ingredients]
    sums = total(foods, portions)
    nutrition = {
        key: f"{sums[nutrient_index()[name]]:.3g} {unit}"
        for key, (name, unit) in _NUTRITION.items()
    }
    lines = ingredient_lines(dish, foods, units=units)
    diets = [_DIETS[name] for name in diets_of(dish, foods) if name in _DIETS]
    return {
        "@type": "Recipe",
        "name": dish.name,
        "recipeYield": f"{dish.servings} serving{'s' if dish.servings > 1 else ''}",
        "prepTime": f"PT{dish.active_minutes}M",
        "totalTime": f"PT{dish.total_minutes}M",
        "recipeCategory": ", ".join(sorted(dish.meals)),
        "recipeCuisine": dish.cuisine.replace("_", " "),
        "recipeIngredient": list(lines),
        "supply": [
            _supply(line, food_id, grams * dish.servings)
            for line, (food_id, grams) in zip(lines, dish.ingredients, strict=True)
        ],
        "recipeInstructions": [
            {"@type": "HowToStep", "text": text} for text in steps_of(dish, foods, units=units)
        ],
        "nutrition": {"@type": "NutritionInformation", "servingSize": "1 serving", **nutrition},
        **({"suitableForDiet": diets} if diets else {}),
    }
