"""The catalog of the tables of ``data/`` and a user's own foods and dishes."""

from __future__ import annotations

from functools import lru_cache

from planner.nutrition.foods.catalog import Catalog, catalog_with
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood


@lru_cache(maxsize=64)  # the size of the cache of `catalog_with`
def catalog_of(
    own_foods: tuple[OwnFood, ...] = (), own_dishes: tuple[OwnDish, ...] = ()
) -> Catalog:
    """Return the catalog with a user's own foods and dishes; identical ones count once.

    Raises
    ------
    InputError
        If two different items have the same id, or a dish contains an unknown own food.
    """
    foods = dict.fromkeys(food.as_row() for food in own_foods)
    dishes = dict.fromkeys(dish.as_dish() for dish in own_dishes)
    return catalog_with(tuple(foods), tuple(dishes))
