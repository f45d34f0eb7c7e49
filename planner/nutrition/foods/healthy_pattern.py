"""The components of the Healthy Eating Index 2020 (``data/hei2020.csv``)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.tables import read_table, split_list

if TYPE_CHECKING:
    import pandas as pd


def hei_components() -> pd.DataFrame:
    """Return ``data/hei2020.csv`` with numbers as numbers, indexed by component.

    The frame is the caller's own copy.
    """
    return _hei_components().copy()


@cache
def pattern_names() -> tuple[str, ...]:
    """Return the food pattern equivalents that the index needs: ``f_total_cup``, in cups a day."""
    table = _hei_components()
    names = (
        name for column in ("plus", "minus") for cell in table[column] for name in split_list(cell)
    )
    return tuple(dict.fromkeys(name for name in names if name not in nutrient_index()))


@cache
def _hei_components() -> pd.DataFrame:
    table = read_table("hei2020.csv").set_index("component")
    return table.astype({"max_points": float, "zero_at": float, "full_at": float})
