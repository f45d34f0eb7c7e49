"""How foods are bought: in what form, in what units, and what stands in every kitchen anyway."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from planner.errors import DataError
from planner.foods import Food, load_foods
from planner.tables import read_rows

_KEYS = ("bought_as", "subgroup", "aisle")  # the most particular row that speaks of a food wins
TAP_WATER = "water"


@dataclass(frozen=True)
class PurchaseUnit:
    """What a shop sells.

    Attributes
    ----------
    unit, unit_plural : str
        In words: ``400 g can``, ``carrot``.
    grams : float
        Of the bought form, in one unit.
    staple : bool
        Whether a kitchen has it anyway: oil, salt, spices.
    """

    unit: str
    unit_plural: str
    grams: float
    staple: bool

    def write(self, count: int) -> str:
        """Write so many units (``2 carrots``, ``300 g``)."""
        if self.unit_plural.startswith("×"):
            return f"{count * self.grams:g} g"
        name = self.unit if count == 1 else self.unit_plural
        return f"{count} × {name}" if name[0].isdigit() else f"{count} {name}"


@cache
def _units() -> dict[tuple[str, str], PurchaseUnit]:
    found: dict[tuple[str, str], PurchaseUnit] = {}
    for row in read_rows("purchase_units.csv"):
        key = (row["key_column"], row["key"])
        if key in found:
            raise DataError(f"data/purchase_units.csv: {key[0]} {key[1]!r} stands twice")
        unit = PurchaseUnit(
            row["unit"], row["unit_plural"], float(row["unit_grams"]), row["staple"] == "yes"
        )
        found[key] = unit
    return found


def purchase_unit(food: Food) -> PurchaseUnit:
    """Return how a food is sold.

    A piece of fruit or vegetable that is measured by the piece is sold by the piece; else the row
    of ``data/purchase_units.csv`` for its bought form, subgroup or aisle tells, in that order.

    Raises
    ------
    DataError
        If no row speaks of the food.
    """
    own = _units().get(("bought_as", food.bought_as))
    if own is not None:
        return own
    if food.aisle == "produce" and food.measure.split()[0] in food.name.lower():
        grams = round(food.measure_g * bought_per_eaten(food))
        return PurchaseUnit(food.measure, food.measure_plural, float(max(grams, 1)), staple=False)
    for column in _KEYS:
        unit = _units().get((column, getattr(food, column)))
        if unit is not None:
            return unit
    raise DataError(f"data/purchase_units.csv: no row for {food.id}, aisle {food.aisle}")


def bought_per_eaten(food: Food) -> float:
    """Return grams of the bought form for a gram eaten; 1 where the sources have no yield."""
    factor = load_foods().fact(food.id, "bought_g_per_g")
    return 1.0 if np.isnan(factor) else factor


def is_bought(food: Food) -> bool:
    """Tell whether a food is bought at all: tap water is not."""
    return food.subgroup != TAP_WATER
