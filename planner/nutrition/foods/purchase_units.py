"""How foods are sold: in which form and unit, and which are staples of every kitchen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np

from planner.nutrition.foods.bought_keys import BoughtKey, keyed_rows, most_specific
from planner.nutrition.foods.food_table import Food, load_foods

_ROUNDING_G = 0.5  # by which a pack of pieces may differ from their weight


@dataclass(frozen=True)
class PurchaseUnit:
    """The unit in which a food is sold.

    Attributes
    ----------
    unit, unit_plural : str
        Name of the unit: ``400 g can``, ``carrot``.
    grams : float
        Grams of the bought form in one unit.
    staple : bool
        Whether every kitchen is assumed to have it: oil, salt, spices.
    by_weight : bool
        Whether it is sold loose by weight, not in units to count.
    per_eaten : float or None
        Grams bought per gram eaten, for foods that the table lists as prepared (tea as a drink);
        None to use the food's own yield.
    pack_units : int
        Units in the smallest pack: 6 eggs; 1 where units are sold singly.
    """

    unit: str
    unit_plural: str
    grams: float
    staple: bool
    by_weight: bool = False
    per_eaten: float | None = None
    pack_units: int = 1

    @property
    def pack_grams(self) -> float:
        """Grams of the bought form in the smallest pack."""
        return self.grams * self.pack_units

    def write(self, count: int) -> str:
        """Write a number of units (``2 carrots``, ``300 g``)."""
        if self.by_weight:
            return f"{count * self.grams:g} g"
        name = self.unit if count == 1 else self.unit_plural
        return f"{count} × {name}" if name[0].isdigit() else f"{count} {name}"


@cache
def _units() -> Mapping[BoughtKey, PurchaseUnit]:
    found: dict[BoughtKey, PurchaseUnit] = {}
    for key, row in keyed_rows("purchase_units.csv"):
        found[key] = PurchaseUnit(
            row["unit"], row["unit_plural"], float(row["unit_grams"]), row["staple"] == "yes",
            row["sold_by"] == "weight",
            float(row["bought_g_per_g"]) if row["bought_g_per_g"] else None,
            int(row["pack_units"]),
        )  # fmt: skip
    return MappingProxyType(found)


@cache
def aisles() -> tuple[str, ...]:
    """Return the aisles in the order of the way through a shop, frozen food last."""
    return tuple(key for column, key in _units() if column == "aisle")


def purchase_unit(food: Food) -> PurchaseUnit:
    """Return the unit in which a food is sold, in the user's pack and as their staple if they said.

    Raises
    ------
    DataError
        If no row of ``data/purchase_units.csv`` matches the food.
    """
    sold = _usual_unit(food)
    if food.is_staple is not None:
        sold = replace(sold, staple=food.is_staple)
    return _in_pack(sold, food.pack_g) if food.pack_g and not sold.by_weight else sold


def _in_pack(unit: PurchaseUnit, grams: float) -> PurchaseUnit:
    """Return a unit in packs of some grams: so many pieces, else a pack named by its weight."""
    count = round(grams / unit.grams)
    if not unit.unit[0].isdigit() and count and abs(grams - count * unit.grams) < _ROUNDING_G:
        return replace(unit, pack_units=count)
    name = f"{grams:g} g pack"
    return replace(unit, unit=name, unit_plural=f"{name}s", grams=grams, pack_units=1)


def _usual_unit(food: Food) -> PurchaseUnit:
    """Return the unit in which shops usually sell a food.

    A row of ``data/purchase_units.csv`` for the bought form goes first, then the piece for foods
    sold by it, then the row for the subgroup or the aisle.

    Raises
    ------
    DataError
        If no row matches the food.
    """
    if food.is_own:  # sold in the measure of its label
        return PurchaseUnit(food.measure, food.measure_plural, food.measure_g, staple=False)
    own = _units().get(("bought_as", food.bought_as))
    if own is None and food.is_sold_by_piece:
        grams = float(max(round(food.measure_g * _yield(food)), 1))
        return PurchaseUnit(food.measure, food.measure_plural, grams, staple=False)
    return most_specific(food, _units(), "purchase_units.csv")


def _yield(food: Food) -> float:
    if food.is_own:  # eaten as it is bought
        return 1.0
    factor = load_foods().fact(food.id, "bought_g_per_g")
    return 1.0 if np.isnan(factor) else factor


def bought_per_eaten(food: Food) -> float:
    """Return grams of the bought form per gram eaten; 1 if the sources have no yield."""
    stated = purchase_unit(food).per_eaten
    return _yield(food) if stated is None else stated


def is_bought(food: Food) -> bool:
    """Return whether a food is bought; only tap water is not."""
    return not food.is_water
