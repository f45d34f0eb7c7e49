"""Credited intake: the part of a day's intake that counts toward a floor, summed over portions.

The judge uses these functions; the optimization model states the same rules as columns and rows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from planner.nutrition.foods.absorption import counted_nutrient, rules_of
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient_index


def share_counted(food: Food, nutrient: str) -> float:
    """Return the share of a food's nutrient that is credited, 0 to 1; the strictest rule wins."""
    return min(
        (rule.value for rule in rules_of("credit", nutrient) if rule.covers(food)), default=1
    )


def credited_intake(
    nutrient: str, eaten: Sequence[Portion], foods: FoodTable, *, plain: bool = False
) -> float:
    """Return the credited intake of one nutrient over the portions of one day.

    Parameters
    ----------
    nutrient : str
        Nutrient id.
    eaten : sequence of Portion
        One person's portions of one day.
    foods : FoodTable
        The food table.
    plain : bool
        Credit everything and ignore the absorption rules.

    Returns
    -------
    float
        Amount in the nutrient's unit; an unknown value of a food counts as zero.
    """
    column = nutrient_index()[nutrient]
    counted = column if plain else nutrient_index()[counted_nutrient(nutrient)]
    by_meal: dict[str, float] = defaultdict(float)
    for portion in eaten:
        row = foods.row(portion.food_id)
        per_100_g = float(foods.composition[row, counted])
        if math.isnan(per_100_g):
            per_100_g = float(foods.composition[row, column])
        if not math.isnan(per_100_g):
            share = 1.0 if plain else share_counted(foods.foods[row], nutrient)
            by_meal[portion.meal] += per_100_g * portion.grams / 100.0 * share
    most = [] if plain else [rule.value for rule in rules_of("meal_most", nutrient)]
    return math.fsum(min([amount, *most]) for amount in by_meal.values())
