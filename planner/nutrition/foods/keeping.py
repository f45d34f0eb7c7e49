"""How long foods keep: as bought, once opened or cut, and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.bought_keys import BoughtKey, keyed_rows, most_specific
from planner.nutrition.foods.food_table import Food

PERISHABLE_DAYS = 30  # what keeps no longer as bought, outside a freezer, is perishable


class Place(StrEnum):
    """Where a food is kept before it is opened."""

    PANTRY = "pantry"
    FRIDGE = "fridge"
    FREEZER = "freezer"


class LeftOver(StrEnum):
    """What becomes of what is left over of a pack."""

    PERISHABLE = "perishable"  # spoils soon and does not freeze: it is thrown away
    FREEZABLE = "freezable"
    LASTING = "lasting"


@dataclass(frozen=True)
class Keeping:
    """How long a food keeps its quality; the rows and sources are in ``data/keeping.csv``.

    Attributes
    ----------
    place : Place
        Where it is kept before it is opened.
    days_unopened : int
        Days from the day it was bought; the longer end of a range of the source.
    days_opened : int
        Days once it is opened or cut, in the fridge unless it stays dry.
    freezer_days : int or None
        Days in a freezer; None if freezing spoils it.
    """

    place: Place
    days_unopened: int
    days_opened: int
    freezer_days: int | None

    @property
    def freezes(self) -> bool:
        """Whether what is left of it can be frozen."""
        return self.freezer_days is not None

    @property
    def is_perishable(self) -> bool:
        """Whether it spoils within `PERISHABLE_DAYS` although nobody opened it."""
        return self.place is not Place.FREEZER and self.days_unopened <= PERISHABLE_DAYS

    @property
    def left_over(self) -> LeftOver:
        """What becomes of what is left over."""
        if not self.is_perishable:
            return LeftOver.LASTING
        return LeftOver.FREEZABLE if self.freezes else LeftOver.PERISHABLE


@cache
def keeping_rows() -> Mapping[BoughtKey, Keeping]:
    """Return the rows of ``data/keeping.csv`` by key column and key."""
    return MappingProxyType(
        {
            key: Keeping(
                Place(row["place"]),
                int(row["days_unopened"]),
                int(row["days_opened"]),
                int(row["freezer_days"]) if row["freezer_days"] else None,
            )
            for key, row in keyed_rows("keeping.csv")
        }
    )


def keeping_of(food: Food) -> Keeping:
    """Return how long a food keeps, by the most specific row of ``data/keeping.csv``.

    Raises
    ------
    DataError
        If no row matches the food.
    """
    return most_specific(food, keeping_rows(), "keeping.csv")
