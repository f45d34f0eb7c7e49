"""The marks of an own food that the figures of its label tell, such as a sweetened drink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.described import Described
from planner.nutrition.tables import read_rows, split_list

# An amount that the label does not give is at most the amount of the other.
_PART_OF = {"added_sugars_g": "sugars_g", "sugars_g": "carbohydrate_g"}


@dataclass(frozen=True)
class LabelMarks:
    """Marks that figures tell.

    Attributes
    ----------
    held, excluded : frozenset of str
        Marks that the figures show a food to have, and not to have.
    """

    held: frozenset[str]
    excluded: frozenset[str]


def label_marks(food: Described, per_100_g: Mapping[str, float]) -> LabelMarks:
    """Return the marks that the rules of ``data/flag_rules.csv`` give an own food.

    Parameters
    ----------
    food : Described
        The food; only its group and subgroup count.
    per_100_g : mapping of str to float
        Amounts in 100 g by nutrient; NaN where the label has none.
    """
    held, excluded = set(), set()
    for row in read_rows("flag_rules.csv"):
        among = frozenset(split_list(row["among_values"]))
        if row["column"] != "flags" or (among and not food.has_any(row["among"], among)):
            continue
        least, amount = float(row["least"]), per_100_g[row["nutrient"]]
        if amount >= least:
            held.add(row["value"])
        elif _at_most(row["nutrient"], per_100_g) < least:
            excluded.add(row["value"])
    return LabelMarks(frozenset(held), frozenset(excluded - held))


def _at_most(nutrient: str, per_100_g: Mapping[str, float]) -> float:
    """Return the most that the label leaves possible; infinite if it says nothing."""
    amount = per_100_g[nutrient]
    if not np.isnan(amount):
        return amount
    return _at_most(_PART_OF[nutrient], per_100_g) if nutrient in _PART_OF else float("inf")
