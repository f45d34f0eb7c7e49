"""Checks that recipes handle food safely: poultry is done, and what is cooked ahead is cooled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.recipe_text import state_of, tokens_of

# From this temperature inside on poultry and what is minced from it is safe, °C (USDA FSIS).
_POULTRY_SAFE = 74.0
_DONE = re.compile(r"cooked through|no longer pink|juices (?:of the .*)?run clear|falls apart")
_COOLED = re.compile(r"\b(?:cool|chill|fridge|freeze)", re.IGNORECASE)


def safety_faults(dish: Dish, foods: FoodTable) -> Iterator[str]:
    """Find raw poultry of which no step says when it is done, and cooked food left warm ahead."""
    states = {food_id: state_of(dish, food_id, foods) for food_id, _ in dish.ingredients}
    raw = [food_id for food_id, state in states.items() if state == "raw"]
    poultry = [name for name in raw if foods.food(name).subgroup == "poultry"]
    if poultry and not any(_says_done(step.text) for step in dish.method):
        yield f"no step says when {', '.join(poultry)} is done"
    ahead = [food_id for food_id, state in states.items() if state == "ahead"]
    if ahead and not any(step.ahead and _COOLED.search(step.text) for step in dish.method):
        yield f"no step to do ahead cools {', '.join(ahead)}"


def _says_done(text: str) -> bool:
    """Return whether a step says how to see that poultry is done, or its temperature inside."""
    if _DONE.search(text):
        return True
    heats = [token.value for token in tokens_of(text) if token.kind == "heat"]
    return "inside" in text and any(float(heat.split("-")[0]) >= _POULTRY_SAFE for heat in heats)
