"""Check the reading table, and the words and units by which foods are matched."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, MAYBE_NUMBER, matches, text
from planner.nutrition.foods.reading_table import load_reading_table
from planner.nutrition.knowledge.food_index import FORM_AXES
from planner.nutrition.tables import read_rows

# At least what either source holds: fewer were not read whole.
_FOODS = {"sr28": 8_789, "fndds": 3_985}
_MEASURES = 15_000
_KINDS = ("phrase", "same", "form", "product", "neutral", "lead", "cut")
_UNIT_KINDS = ("weight", "volume", "vessel", "container", "piece", "vague", "length")

READING_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "amount_units.csv": pa.DataFrameSchema(
        {
            "words": text(matches(r"^[a-z]+( [a-z]+)*(;[a-z]+( [a-z]+)*)*$"), unique=True),
            "unit": text(matches(r"^[a-z]+( [a-z]+)*$")),
            "kind": text(pa.Check.isin(list(_UNIT_KINDS))),
            "factor": text(matches(MAYBE_NUMBER)),
        },
        strict=True,
    ),
    "food_words.csv": pa.DataFrameSchema(
        {
            "words": text(pa.Check.str_length(min_value=2)),
            "kind": text(pa.Check.isin(list(_KINDS))),
            "axis": text(pa.Check.isin(["", *FORM_AXES])),
            "means": text(),
            "implies": text(matches(rf"^({ID[1:-1]})?$")),
            "within": text(),
        },
        strict=True,
    ),
}


def word_faults() -> Iterator[str]:
    """Find words without the meaning they need, and forms that belong to no axis."""
    for row in read_rows("food_words.csv"):
        where = f"data/food_words.csv {row['words'][:40]}"
        if (row["kind"] in ("phrase", "same", "form")) != bool(row["means"]):
            yield f"{where}: a {row['kind']} has the meaning {row['means']!r}"
        if (row["kind"] == "form") != bool(row["axis"]):
            yield f"{where}: a {row['kind']} has the axis {row['axis']!r}"


def reading_faults() -> Iterator[str]:
    """Find foods of the reading table that are missing, doubled, or have impossible figures."""
    table = load_reading_table()
    where = "data/reading_foods.parquet"
    for source, least in _FOODS.items():
        if table.sources.count(source) < least:
            yield f"{where}: {table.sources.count(source)} foods of {source}; it has {least}"
    if len(set(table.keys)) != len(table.keys):
        yield f"{where}: a food stands there twice"
    if bool(np.any(table.per_100_g < 0)):
        yield f"{where}: an amount is below 0"
    measures = [grams for rows in table.measures.values() for _, grams in rows]
    if len(measures) < _MEASURES or min(measures) <= 0:
        yield "data/reading_weights.parquet: measures are missing or weigh nothing"
    for key in table.measures.keys() - table.rows.keys():
        yield f"data/reading_weights.parquet: no food {key}"
    for row in read_rows("foods.csv"):
        key = f"{row['source']}:{row['source_id']}"
        if row["source"] in _FOODS and key not in table.rows:
            yield f"{where}: no food {key}, which data/foods.csv has"
