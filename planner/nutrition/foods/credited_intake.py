"""What of a day's nutrients counts toward the floors, summed portion by portion.

The certificate uses this; the model writes the same rules as columns and rows of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from planner.nutrition.foods.absorption import rules_of
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient_index


def share_counted(food: Food, nutrient: str) -> float:
    """Return the share of a food's nutrient that counts, from 0 to 1; the least of its rules."""
    return min(
        (rule.value for rule in rules_of("credit", nutrient) if rule.covers(food)), default=1
    )


def credited_intake(
    nutrient: str, eaten: Sequence[Portion], foods: FoodTable, *, plain: bool = False
) -> float:
    """Sum what counts of one nutrient over the portions of one day.

    Parameters
    ----------
    nutrient : str
        Id.
    eaten : sequence of Portion
        One person's portions of one day.
    foods : FoodTable
        The food table.
    plain : bool
        Count everything, as textbook sums do.

    Returns
    -------
    float
        In the nutrient's unit; a value that the source does not give counts as nothing.
    """
    column = nutrient_index()[nutrient]
    by_meal: dict[str, float] = defaultdict(float)
    for portion in eaten:
        row = foods.row(portion.food_id)
        per_100_g = float(foods.composition[row, column])
        if not math.isnan(per_100_g):
            share = 1.0 if plain else share_counted(foods.foods[row], nutrient)
            by_meal[portion.meal] += per_100_g * portion.grams / 100.0 * share
    most = [] if plain else [rule.value for rule in rules_of("meal_most", nutrient)]
    return math.fsum(min([amount, *most]) for amount in by_meal.values())
