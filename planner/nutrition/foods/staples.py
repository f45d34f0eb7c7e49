"""Staples: what a kitchen has, by the table of purchase units unless the user says otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food, FoodTable


def with_staples(table: FoodTable, said: tuple[tuple[str, bool], ...]) -> FoodTable:
    """Return a food table with what a user says of their staples.

    Parameters
    ----------
    table : FoodTable
        The table.
    said : tuple of (str, bool)
        Ids of foods and subgroups, and whether the user always has them. A food goes before its
        subgroup; what is bought in the same form as a food counts as it.
    """
    if not said:
        return table
    of_name = dict(said)
    forms = {food.bought_as: of_name[food.id] for food in table.foods if food.id in of_name}

    def is_staple(food: Food) -> bool | None:
        return forms.get(food.bought_as, of_name.get(food.subgroup, food.is_staple))

    foods = tuple(replace(food, is_staple=is_staple(food)) for food in table.foods)
    return replace(table, foods=foods)
