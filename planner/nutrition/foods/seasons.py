"""The months in which fresh produce is in full supply, by the region of the shops."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows, split_list

EVERY_MONTH = frozenset(range(1, 13))
HALF_A_YEAR = 6  # months by which the seasons of the southern hemisphere are shifted


@cache
def _seasons() -> Mapping[str, tuple[frozenset[int], ...]]:
    """Return the months of each bought form, in the order of `REGIONS`; all if a cell is empty."""
    return MappingProxyType(
        {
            row["bought_as"]: tuple(
                frozenset(map(int, split_list(row[region.lower()]))) or EVERY_MONTH
                for region in REGIONS
            )
            for row in read_rows("seasons.csv")
        }
    )


def season_of(food: Food, region: str, *, southern: bool = False) -> frozenset[int]:
    """Return the months in which a food is in season, January as 1.

    Parameters
    ----------
    food : Food
        The food; one without a row in ``data/seasons.csv`` is in season all year.
    region : str
        One of `REGIONS`.
    southern : bool
        Whether the shops are in the southern hemisphere, where seasons are six months later.
    """
    rows = _seasons().get(food.bought_as)
    months = rows[REGIONS.index(region)] if rows else EVERY_MONTH
    shift = HALF_A_YEAR if southern else 0
    return frozenset((month - 1 + shift) % len(EVERY_MONTH) + 1 for month in months)
