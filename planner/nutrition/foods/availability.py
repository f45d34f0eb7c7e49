"""Where a food can be bought: everywhere, in large supermarkets, or in specialty shops."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from types import MappingProxyType

from planner.errors import DataError
from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows

REGIONS = ("US", "UK", "EU")
# The key columns of the table, the most specific first; the first row that matches a food applies.
KEYS = ("id", "subgroup")


class Shop(IntEnum):
    """The smallest shop that usually has a food."""

    EVERYWHERE = 0
    LARGE_SUPERMARKET = 1
    SPECIALTY = 2


SHOPS: Mapping[str, Shop] = MappingProxyType({shop.name.lower(): shop for shop in Shop})


@cache
def _shops() -> Mapping[tuple[str, str], tuple[Shop, ...]]:
    """Return the shops of each row of ``data/availability.csv``, in the order of `REGIONS`."""
    found: dict[tuple[str, str], tuple[Shop, ...]] = {}
    for row in read_rows("availability.csv"):
        key = (row["key_column"], row["key"])
        if key in found:
            raise DataError(f"data/availability.csv: two rows for {key[0]} {key[1]!r}")
        found[key] = tuple(SHOPS[row[region.lower()]] for region in REGIONS)
    return MappingProxyType(found)


def shop_of(food: Food, region: str) -> Shop:
    """Return the smallest shop of a region that usually has a food.

    Parameters
    ----------
    food : Food
        The food; the user's own is at hand everywhere.
    region : str
        One of `REGIONS`.

    Raises
    ------
    DataError
        If no row of ``data/availability.csv`` matches the food.
    """
    if food.is_own:
        return Shop.EVERYWHERE
    for key in zip(KEYS, (food.id, food.subgroup), strict=True):
        if key in _shops():
            return _shops()[key][REGIONS.index(region)]
    raise DataError(f"data/availability.csv: no row for {food.id}, subgroup {food.subgroup}")
