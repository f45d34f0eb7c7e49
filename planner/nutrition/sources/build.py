"""Build ``composition.csv`` and ``food_facts.csv``; the same inputs give the same bytes."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from planner.errors import DataError
from planner.nutrition.sources.fetch import FOODDATA, SR28, fetch
from planner.nutrition.sources.fooddata import read_fooddata
from planner.nutrition.sources.manifest import write_manifest
from planner.nutrition.sources.reference import GRAMS_PER_TEASPOON_OF_SUGAR, Reference, carry
from planner.nutrition.sources.sr28 import Sr28, read_sr28
from planner.nutrition.tables import data_path, read_table

PRICE_YEAR = "2017-18"


def _number(value: float | None, digits: int = 6) -> str:
    """Write a number in its shortest exact form; None becomes an empty cell."""
    return "" if value is None else f"{round(value, digits):.10g}"


def sr28_value(record: dict[str, float], key: str) -> float | None:
    """Return the value of the first nutrient number of an ``a|b`` key that the record has."""
    return next((record[number] for number in key.split("|") if number in record), None)


def fooddata_value(record: pd.Series, key: str) -> float | None:
    """Return a value of an FNDDS or label record; None if the source has no value."""
    if not key or pd.isna(record[key]):
        return None
    return float(record[key])


def composition_row(
    food: pd.Series,
    nutrients: pd.DataFrame,
    sr28: Sr28,
    fooddata: dict[str, pd.DataFrame],
    reference: Reference,
) -> list[str]:
    """Return one food's nutrients per 100 g, as text cells in the order of nutrients.csv."""
    code = food["pattern_code"]
    cells = []
    for key in nutrients[food["source"]]:
        value: float | None
        if key == "pattern":
            teaspoons = float(reference.patterns["add_sugars_tsp"].to_dict()[code]) if code else 0.0
            value = teaspoons * GRAMS_PER_TEASPOON_OF_SUGAR
        elif food["source"] == "sr28":
            value = sr28_value(sr28.values[food["source_id"]], key)
        else:
            value = fooddata_value(fooddata[food["source"]].loc[food["source_id"]], key)
        cells.append(_number(value))
    return cells


def check_source_ids(foods: pd.DataFrame, sr28: Sr28, fooddata: dict[str, pd.DataFrame]) -> None:
    """Raise DataError naming every food whose source record does not exist."""
    known = {"sr28": sr28.values.keys(), **{name: set(t.index) for name, t in fooddata.items()}}
    faults = [
        f"data/foods.csv {row['food_id']}: no {row['source']} record {row['source_id']!r}"
        for row in foods.to_dict("records")
        if row["source"] not in known or row["source_id"] not in known[row["source"]]
    ]
    if faults:
        raise DataError("\n".join(faults))


def facts_row(food: pd.Series, sr28: Sr28, reference: Reference) -> list[str]:
    """Return the yield, price, footprint and food pattern equivalents of one food as cells."""
    bought = 1.0
    if food["bought_id"] and food["source"] == "sr28":
        bought = sr28.bought_per_eaten(food["source_id"], food["bought_id"])
    price, footprint = food["price_code"], food["footprint_product"]
    per_kg = reference.footprints[food["footprint_source"], footprint] if footprint else None
    code = food["pattern_code"]
    patterns = reference.patterns.loc[code] if code else pd.Series(0.0, reference.patterns.columns)
    return [
        _number(bought, 3),
        _number(reference.prices[price]) if price else "",
        PRICE_YEAR if price else "",
        _number(per_kg * bought, 3) if per_kg is not None else "",
        *(_number(value) for value in patterns),
    ]


def build(cache: Path, reference_folder: Path | None) -> None:
    """Rebuild every generated table and the manifest."""
    foods = read_table("foods.csv")
    if reference_folder is not None:
        carry(reference_folder, foods)
    reference = Reference()
    reference.check(foods)
    nutrients = read_table("nutrients.csv")
    sr28 = read_sr28(fetch(SR28, cache))
    fooddata = read_fooddata(fetch(FOODDATA, cache))
    check_source_ids(foods, sr28, fooddata)
    rows = [row for _, row in foods.iterrows()]
    composition = [
        [row["food_id"], *composition_row(row, nutrients, sr28, fooddata, reference)]
        for row in rows
    ]
    facts = [[row["food_id"], *facts_row(row, sr28, reference)] for row in rows]
    facts_columns = ["food_id", "bought_g_per_g", "usd_per_100g", "price_year", "kgco2e_per_kg"]
    for name, columns, table in (
        ("composition.csv", ["food_id", *nutrients["nutrient"]], composition),
        ("food_facts.csv", [*facts_columns, *reference.patterns.columns], facts),
    ):
        frame = pd.DataFrame(table, columns=columns)
        frame.to_csv(data_path(name), index=False, lineterminator="\n")
    write_manifest()


def main() -> None:
    """Run the builder from the command line (``make data``)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/sources"))
    parser.add_argument("--reference", type=Path, help="folder of the full reference tables")
    arguments = parser.parse_args()
    build(arguments.cache, arguments.reference)


if __name__ == "__main__":
    main()
