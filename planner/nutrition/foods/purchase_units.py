"""How foods are bought: in what form, in what units, and what stands in every kitchen anyway."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from planner.errors import DataError
from planner.nutrition.foods.food_table import Food, is_own, known_foods
from planner.nutrition.tables import read_rows

# The most particular row that speaks of a food wins.
_KEYS = ("bought_as", "aisle_subgroup", "subgroup", "aisle")
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
    per_eaten : float or None
        Grams bought for a gram eaten, where the food table has the drink and not what it is made
        from (tea); None leaves it to the food's own yield.
    """

    unit: str
    unit_plural: str
    grams: float
    staple: bool
    per_eaten: float | None = None

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
            row["unit"], row["unit_plural"], float(row["unit_grams"]), row["staple"] == "yes",
            float(row["bought_g_per_g"]) if row["bought_g_per_g"] else None,
        )  # fmt: skip
        found[key] = unit
    return found


@cache
def aisles() -> tuple[str, ...]:
    """Return the aisles on the way through a shop: the order of their rows, frozen food last."""
    return tuple(key for column, key in _units() if column == "aisle")


def purchase_unit(food: Food) -> PurchaseUnit:
    """Return how a food is sold.

    A piece of fruit or vegetable that is measured by the piece is sold by the piece; else the row
    of ``data/purchase_units.csv`` for its bought form, subgroup or aisle tells, in that order.

    Raises
    ------
    DataError
        If no row speaks of the food.
    """
    if is_own(food.id):  # as its label says
        return PurchaseUnit(food.measure, food.measure_plural, food.measure_g, staple=False)
    own = _units().get(("bought_as", food.bought_as))
    by_piece = food.aisle == "produce" and food.measure.split()[0] in food.name.lower()
    if own is None and by_piece:
        grams = float(max(round(food.measure_g * _yield(food)), 1))
        return PurchaseUnit(food.measure, food.measure_plural, grams, staple=False)
    values = (food.bought_as, f"{food.aisle}/{food.subgroup}", food.subgroup, food.aisle)
    for key in zip(_KEYS, values, strict=True):
        if key in _units():
            return _units()[key]
    raise DataError(f"data/purchase_units.csv: no row for {food.id}, aisle {food.aisle}")


def _yield(food: Food) -> float:
    factor = known_foods().fact(food.id, "bought_g_per_g")
    return 1.0 if np.isnan(factor) else factor


def bought_per_eaten(food: Food) -> float:
    """Return grams of the bought form for a gram eaten; 1 where the sources have no yield."""
    stated = purchase_unit(food).per_eaten
    return _yield(food) if stated is None else stated


def is_bought(food: Food) -> bool:
    """Tell whether a food is bought at all: tap water is not."""
    return food.subgroup != TAP_WATER
