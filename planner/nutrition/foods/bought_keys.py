"""The keys by which tables of shopping name foods: the form bought, or groups of such forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from planner.errors import DataError
from planner.nutrition.foods.food_table import Food
from planner.nutrition.tables import read_rows

Row = TypeVar("Row")
BoughtKey = tuple[str, str]
# The key columns, the most specific first; the first row that matches a food applies.
KEYS = ("bought_as", "aisle_subgroup", "subgroup", "aisle")


def keys_of(food: Food) -> tuple[BoughtKey, ...]:
    """Return the column and key of every row that may be about a food, most specific first."""
    values = (food.bought_as, f"{food.aisle}/{food.subgroup}", food.subgroup, food.aisle)
    return tuple(zip(KEYS, values, strict=True))


def keyed_rows(name: str) -> Iterator[tuple[BoughtKey, dict[str, str]]]:
    """Yield the rows of a table of ``data/`` with their keys.

    Raises
    ------
    DataError
        If two rows have the same key.
    """
    seen: set[BoughtKey] = set()
    for row in read_rows(name):
        key = (row["key_column"], row["key"])
        if key in seen:
            raise DataError(f"data/{name}: two rows for {key[0]} {key[1]!r}")
        seen.add(key)
        yield key, row


def most_specific(food: Food, rows: Mapping[BoughtKey, Row], name: str) -> Row:
    """Return the most specific row of a table for a food.

    Raises
    ------
    DataError
        If no row matches the food.
    """
    for key in keys_of(food):
        if key in rows:
            return rows[key]
    raise DataError(f"data/{name}: no row for {food.id}, aisle {food.aisle}")
