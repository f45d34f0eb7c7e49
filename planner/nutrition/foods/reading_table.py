"""The reading table: all foods of SR28 and FNDDS, to read what was eaten; plans never use it.

``make data`` builds it. A food's key is its source and the key there: ``sr28:01077``,
``fndds:Pizza, cheese``. FNDDS is read from a package without its codes and portions, so only SR28
foods have weights of their measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planner.errors import unknown_name
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.tables import data_path

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ReadingTable:
    """The foods in the order of the file.

    Attributes
    ----------
    keys, sources, source_ids, names, also, groups : tuple of str
        Key (``sr28:01077``), source, key there, name, other names, and group of each food.
    per_100_g : ndarray, shape (foods, nutrients)
        Amounts per 100 g in the units of nutrients.csv; NaN if unknown. Read-only.
    measures : mapping of str to tuple of (str, float)
        The measures of a food by its key, each with the grams of one.
    """

    keys: tuple[str, ...]
    sources: tuple[str, ...]
    source_ids: tuple[str, ...]
    names: tuple[str, ...]
    also: tuple[str, ...]
    groups: tuple[str, ...]
    per_100_g: FloatArray
    measures: Mapping[str, tuple[tuple[str, float], ...]]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each key."""
        return MappingProxyType({key: row for row, key in enumerate(self.keys)})


@dataclass(frozen=True)
class KnownFood:
    """A food of either table.

    Attributes
    ----------
    food_id : str
        Id of our food, or key of the reading table.
    name, source, source_id : str
        Its name, the composition source, and the key there.
    per_100_g : ndarray, shape (nutrients,)
        Amounts per 100 g; NaN if unknown.
    is_ours : bool
        Whether plans may use it.
    """

    food_id: str
    name: str
    source: str
    source_id: str
    per_100_g: FloatArray
    is_ours: bool


@cache
def load_reading_table() -> ReadingTable:
    """Return the reading table, read once per process."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow; commands that match no food go without

    foods = pq.read_table(data_path("reading_foods.parquet"))
    weights = pq.read_table(data_path("reading_weights.parquet"))
    text = {
        name: tuple(foods[name].to_pylist())
        for name in ("source", "source_id", "name", "also", "group")
    }
    columns = [foods[name].to_numpy(zero_copy_only=False) for name in nutrient_ids()]
    per_100_g = np.column_stack(columns).astype(np.float64)
    per_100_g.flags.writeable = False
    measures: dict[str, list[tuple[str, float]]] = {}
    cells = (weights[name].to_pylist() for name in ("source_id", "measure", "grams"))
    for number, measure, grams in zip(*cells, strict=True):
        measures.setdefault(f"sr28:{number}", []).append((measure, grams))
    keys = zip(text["source"], text["source_id"], strict=True)
    return ReadingTable(
        tuple(f"{source}:{number}" for source, number in keys),
        text["source"], text["source_id"], text["name"], text["also"], text["group"], per_100_g,
        MappingProxyType({key: tuple(rows) for key, rows in measures.items()}),
    )  # fmt: skip


def known_food(food_id: str) -> KnownFood:
    """Return a food of ours or of the reading table by the id that a match gives.

    Raises
    ------
    InputError
        If neither table has it.
    """
    ours = load_foods()
    if food_id in ours:
        food = ours.food(food_id)
        values = ours.composition[ours.row(food_id)]
        return KnownFood(food.id, food.name, food.source, food.source_id, values, is_ours=True)
    table = load_reading_table()
    row = table.rows.get(food_id)
    if row is None:
        raise unknown_name("food id", food_id, [food.id for food in ours.foods])
    source, number = table.sources[row], table.source_ids[row]
    return KnownFood(food_id, table.names[row], source, number, table.per_100_g[row], is_ours=False)
