"""The catalog that own foods and dishes make together with the tables of ``data/``."""

from __future__ import annotations

from functools import lru_cache

from planner.nutrition.foods.catalog import Catalog, catalog_with
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood


@lru_cache(maxsize=64)  # as many as `catalog_with` remembers
def catalog_of(
    own_foods: tuple[OwnFood, ...] = (), own_dishes: tuple[OwnDish, ...] = ()
) -> Catalog:
    """Return the tables of ``data/`` with own foods and dishes; equal ones give the same catalog.

    What is given twice over counts once.

    Raises
    ------
    InputError
        If two different dishes have the same id, or one holds an own food that is not given.
    """
    foods = dict.fromkeys(food.as_row() for food in own_foods)
    dishes = dict.fromkeys(dish.as_dish() for dish in own_dishes)
    return catalog_with(tuple(foods), tuple(dishes))
