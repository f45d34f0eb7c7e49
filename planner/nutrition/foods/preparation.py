"""The time that a food served by itself takes: raw fruit a minute, baked squash fifty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from planner.errors import DataError
from planner.nutrition.tables import read_rows

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food


class Preparation(NamedTuple):
    """The minutes that a food takes to be on the table.

    Attributes
    ----------
    active_minutes, waiting_minutes : int
        Minutes of work, and minutes on the clock without work.
    lead_minutes : int
        How long before it is started: soaked, set; 0 if nothing is done ahead.
    words : str
        What is done: ``boil from dry``.
    """

    active_minutes: int
    waiting_minutes: int
    lead_minutes: int
    words: str

    @property
    def total_minutes(self) -> int:
        """Minutes from start to table, without the lead time."""
        return self.active_minutes + self.waiting_minutes


@cache
def load_preparations() -> Mapping[tuple[str, str], Preparation]:
    """Return the rows of ``data/preparation_minutes.csv`` by key column and key."""
    return MappingProxyType(
        {
            (row["key_column"], row["key"]): Preparation(
                int(row["active_minutes"]), int(row["waiting_minutes"]),
                int(row["lead_minutes"]), row["preparation"],
            )
            for row in read_rows("preparation_minutes.csv")
        }
    )  # fmt: skip


def preparation(food: Food) -> Preparation:
    """Return the time of a food served by itself: its own row, else that of its subgroup.

    Raises
    ------
    DataError
        If the table has neither.
    """
    rows = load_preparations()
    found = rows.get(("id", food.id)) or rows.get(("subgroup", food.subgroup))
    if found is None:
        raise DataError(f"data/preparation_minutes.csv: no row for {food.id}, {food.subgroup}")
    return found
