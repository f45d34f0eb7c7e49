"""Free-from and plant versions of ordinary food, and what they replace (``data/free_from.csv``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows


@cache
def _ordinary() -> Mapping[tuple[str, str], str]:
    """Return what each ("id", "subgroup" or "dish", key) replaces."""
    rows = read_rows("free_from.csv")
    return MappingProxyType({(row["key_column"], row["key"]): row["ordinary"] for row in rows})


def ordinary_food(food: Food) -> str:
    """Return the id of the food that a food replaces for those who may not have it, or ""."""
    if food.is_own:
        return ""
    found = _ordinary()
    return found.get(("id", food.id)) or found.get(("subgroup", food.subgroup), "")


def ordinary_dish(dish_id: str) -> str:
    """Return the id of the dish that a dish replaces for those who may not have it, or ""."""
    return _ordinary().get(("dish", dish_id), "")
