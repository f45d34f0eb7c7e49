"""Display names of foods, dishes and supplements."""

from __future__ import annotations

from planner.nutrition.foods.dishes import dish_name, known_dishes
from planner.nutrition.foods.food_table import known_foods
from planner.nutrition.foods.supplements import get_supplement, load_supplements


def item_name(name: str) -> str:
    """Return the name of a food, dish or supplement for use inside a sentence.

    Raises
    ------
    InputError
        If no food, dish or supplement has this id.
    """
    if name in known_dishes():
        return dish_name(name)
    if name in load_supplements():
        return get_supplement(name).name[0].lower() + get_supplement(name).name[1:]
    food = known_foods().food(name).name
    return food[0].lower() + food[1:]
