"""Write dishes as recipes in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of, time_words


def dishes_as_markdown(
    dish_ids: Iterable[str], servings: float | None = None, units: Units = Units.METRIC
) -> str:
    """Return dishes of the catalogue as recipes.

    Parameters
    ----------
    dish_ids : iterable of str
        Ids of dishes or variants.
    servings : float, optional
        Servings to make; those of each recipe by default.
    units : Units
        The cook's units.

    Raises
    ------
    InputError
        If no dish has one of the ids.
    """
    catalog = load_catalog()
    dishes = [catalog.dish(dish_id) for dish_id in dict.fromkeys(dish_ids)]
    return "\n".join(_recipe(dish, catalog.foods, servings, units) for dish in dishes)


def _recipe(dish: Dish, foods: FoodTable, servings: float | None, units: Units) -> str:
    made = dish.servings if servings is None else servings
    keeps = f"Keeps {dish.keeps_days} days in the fridge" if dish.keeps_days else ""
    freezes = "freezes well" if dish.freezes else ""
    storing = ", ".join(filter(None, (keeps, freezes)))
    lines = [
        f"# {dish.name}", "",
        f"{write_measure(made, 'serving', 'servings')}, {time_words(dish)}.",
        *([f"{storing[0].upper()}{storing[1:]}."] if storing else []), "",
        *(f"- {line}" for line in ingredient_lines(dish, foods, made, units)), "",
        *(
            f"{number}. {text}"
            for number, text in enumerate(steps_of(dish, foods, made, units), start=1)
        ), "",
    ]  # fmt: skip
    return "\n".join(lines)
