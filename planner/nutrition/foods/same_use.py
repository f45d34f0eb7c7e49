"""Foods that do the same work in a kitchen, of which one is enough for a household and a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows


@dataclass(frozen=True)
class SameUse:
    """The use of a bought form that others share.

    Attributes
    ----------
    use : str
        Id of the group of bought forms that do the same work.
    difference : str
        How this form differs from the others: ``dry``, ``frozen``, ``without salt``.
    """

    use: str
    difference: str


@cache
def _rows() -> Mapping[str, SameUse]:
    return MappingProxyType(
        {
            row["bought_as"]: SameUse(row["use"], row["difference"])
            for row in read_rows("same_use.csv")
        }
    )


@cache
def same_uses() -> Mapping[str, tuple[str, ...]]:
    """Return the bought forms of each group of ``data/same_use.csv``."""
    found: dict[str, tuple[str, ...]] = {}
    for bought_as, row in _rows().items():
        found[row.use] = (*found.get(row.use, ()), bought_as)
    return MappingProxyType(found)


def same_use_of(food: Food) -> SameUse | None:
    """Return the use that a food shares with others; None if no other does its work."""
    return _rows().get(food.bought_as)
