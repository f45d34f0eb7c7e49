"""A portion: an amount of one food in one meal of one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.food_table import FloatArray, FoodTable


@dataclass(frozen=True)
class Portion:
    """One row of a plan.

    Attributes
    ----------
    day : int
        Day of the plan, from 1.
    meal : str
        breakfast, lunch, dinner or snack.
    food_id : str
        Key of the food table.
    grams : float
        Edible weight.
    dish : str
        Id of the dish it belongs to; empty for a food served alone.
    person : str
        Name of the person who eats it; empty in a plan for one person.
    scale : float
        Servings of the dish in this meal.
    """

    day: int
    meal: str
    food_id: str
    grams: float
    dish: str = ""
    person: str = ""
    scale: float = 1.0


def supplied(foods: FoodTable, portion: Portion) -> FloatArray:
    """Return the nutrients in a portion, shape (nutrients,); NaN if the source has no value."""
    amounts: FloatArray = foods.composition[foods.row(portion.food_id)] * (portion.grams / 100.0)
    return amounts


def total(foods: FoodTable, portions: Iterable[Portion]) -> FloatArray:
    """Return the nutrients in portions, shape (nutrients,); unknown values count as zero."""
    sums: FloatArray = np.zeros(foods.composition.shape[1])
    for portion in portions:
        sums += np.nan_to_num(supplied(foods, portion), nan=0.0)
    return sums


def servings_at_table(portions: Iterable[Portion]) -> dict[tuple[int, str, str], float]:
    """Return the servings of each dish at each meal, of all people, by day, meal and dish id."""
    scales = {(row.day, row.meal, row.dish, row.person): row.scale for row in portions if row.dish}
    found: dict[tuple[int, str, str], float] = {}
    for (day, meal, dish, _), scale in scales.items():
        found[day, meal, dish] = found.get((day, meal, dish), 0.0) + scale
    return found
