"""The catalog of the tables of ``data/`` and a user's own foods, dishes and prices."""

from __future__ import annotations

from functools import lru_cache

from planner.nutrition.foods.catalog import Catalog, catalog_with
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.own_prices import OwnPrice


@lru_cache(maxsize=64)  # the size of the cache of `catalog_with`
def catalog_of(
    own_foods: tuple[OwnFood, ...] = (),
    own_dishes: tuple[OwnDish, ...] = (),
    own_prices: tuple[OwnPrice, ...] = (),
    price_year: int | None = None,
    staples: tuple[tuple[str, bool], ...] = (),
) -> Catalog:
    """Return the catalog with a user's own foods, dishes and prices; identical ones count once.

    The other prices are lifted to a year if one is given. The staples are those of the table, with
    the foods and subgroups added (True) and taken out (False) that the user names.

    Raises
    ------
    InputError
        If two different items have the same id, a dish contains an unknown own food, or a price is
        of an unknown food or year.
    """
    foods = dict.fromkeys(food.as_row() for food in own_foods)
    dishes = dict.fromkeys(dish.as_dish() for dish in own_dishes)
    prices = dict.fromkeys(price.as_food_price() for price in own_prices)
    return catalog_with(tuple(foods), tuple(dishes), tuple(prices), price_year, staples)
