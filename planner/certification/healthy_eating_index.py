"""The Healthy Eating Index 2020 of a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import KCAL_PER_G, nutrient_index
from planner.nutrition.tables import split_list

Amounts = Callable[[str, bool], float]


def pattern_total(
    foods: FoodTable, portions: Sequence[Portion], names: str, *, moderated: bool
) -> float:
    """Return the sum of nutrients and food pattern equivalents over portions.

    What is not known counts as nothing, but as the worst of its kind where little of it is wanted.
    """
    amount = 0.0
    for name in split_list(names):
        if name in nutrient_index():
            table = foods.at_most if moderated else foods.known_or_zero
            column = table[:, nutrient_index()[name]]
        elif moderated:
            column = foods.fact_at_most(name)
        else:
            column = np.nan_to_num(foods.fact_column(name), nan=0.0)
        amount += sum(float(column[foods.row(p.food_id)]) * p.grams / 100.0 for p in portions)
    return amount


def points_of(amounts: Amounts, energy_kcal: float) -> dict[str, float]:
    """Return the points of the 13 components from amounts that are added up already.

    Parameters
    ----------
    amounts : callable
        Takes names of nutrients or food pattern equivalents, joined by ``;``, and whether little
        of them is wanted; returns their sum.
    energy_kcal : float
        Energy of the same food.
    """
    points = {}
    for component, row in hei_components().iterrows():
        amount = amounts(row["plus"], row["kind"] == "moderation")
        if row["kind"] == "ratio":
            below = amounts(row["minus"], True)
            ratio = amount / below if below > 0 else np.inf
        elif row["unit"] == "% energy":
            ratio = (
                100.0 * amount * KCAL_PER_G[row["plus"]] / energy_kcal if energy_kcal else np.inf
            )
        elif row["unit"] == "g/1000 kcal":
            ratio = amount / energy_kcal if energy_kcal else np.inf  # mg a kcal: g for 1000 kcal
        else:
            ratio = amount / energy_kcal * 1000.0 if energy_kcal else 0.0
        share = (ratio - row["zero_at"]) / (row["full_at"] - row["zero_at"])
        points[str(component)] = float(row["max_points"] * min(max(share, 0.0), 1.0))
    return points


def hei2020(foods: FoodTable, portions: Sequence[Portion]) -> dict[str, float]:
    """Return the points of the 13 components of the Healthy Eating Index 2020.

    The amounts of all portions are added up before the ratios are formed.

    Returns
    -------
    dict of str to float
        Points by component; the maximum of their sum is 100.
    """
    energy = float(total(foods, portions)[nutrient_index()["energy_kcal"]])
    return points_of(
        lambda names, moderated: pattern_total(foods, portions, names, moderated=moderated), energy
    )
