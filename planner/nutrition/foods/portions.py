"""A portion: so many grams of one food, in one meal of one day."""

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
        Counts from 1.
    meal : str
        breakfast, lunch, dinner or snack.
    food_id : str
        Key of the food table.
    grams : float
        Edible weight.
    dish : str
        Id of the dish it belongs to; empty for a food served alone.
    person : str
        Whose plate; empty where there is one person.
    scale : float
        Servings of the dish.
    """

    day: int
    meal: str
    food_id: str
    grams: float
    dish: str = ""
    person: str = ""
    scale: float = 1.0


def supplied(foods: FoodTable, portion: Portion) -> FloatArray:
    """Return what a portion supplies, shape (nutrients,); NaN where the source has no value."""
    amounts: FloatArray = foods.composition[foods.row(portion.food_id)] * (portion.grams / 100.0)
    return amounts


def total(foods: FoodTable, portions: Iterable[Portion]) -> FloatArray:
    """Sum portions, unknown values as zero, shape (nutrients,)."""
    sums: FloatArray = np.zeros(foods.composition.shape[1])
    for portion in portions:
        sums += np.nan_to_num(supplied(foods, portion), nan=0.0)
    return sums
