"""Build the generated tables of ``data/``; the same inputs give the same bytes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from planner.errors import DataError
from planner.nutrition.sources.adjustments import Figures, adjust
from planner.nutrition.sources.borrowed import FOUNDATION, BorrowedValues
from planner.nutrition.sources.bounds import write_bounds
from planner.nutrition.sources.fetch import FOODDATA, SR28, fetch
from planner.nutrition.sources.fooddata import read_fooddata
from planner.nutrition.sources.keys import keyed_value, known_amounts
from planner.nutrition.sources.manifest import write_manifest
from planner.nutrition.sources.reading import write_reading_table
from planner.nutrition.sources.reference import GRAMS_PER_TEASPOON_OF_SUGAR, Reference, carry
from planner.nutrition.sources.sr28 import Sr28, read_sr28
from planner.nutrition.sources.yields import Bought, CookingYields
from planner.nutrition.tables import data_path, read_table

PRICE_YEAR = "2017-18"
# Subgroups of drinks that the food patterns of a like food count as milk, and that are none.
_NO_DAIRY = frozenset({"plant_milk"})
_ADJUSTED_COLUMNS = ["food_id", "nutrient", "in_source", "used", "reason", "source"]


def _number(value: float | None, digits: int = 6) -> str:
    """Write a number in its shortest exact form; None becomes an empty cell."""
    return "" if value is None else f"{round(value, digits):.10g}"


def source_figures(
    food: pd.Series,
    nutrients: pd.DataFrame,
    sr28: Sr28,
    fooddata: dict[str, pd.DataFrame],
    reference: Reference,
) -> Figures:
    """Return one food's nutrients per 100 g as its source has them; None if it has no value."""
    code = food["pattern_code"]
    record = record_of(food, sr28, fooddata)
    figures: Figures = {}
    for nutrient, key in zip(nutrients["nutrient"], nutrients[food["source"]], strict=True):
        if key == "pattern":
            figures[nutrient] = None
            if code:
                teaspoons = float(reference.patterns["add_sugars_tsp"].to_dict()[code])
                figures[nutrient] = teaspoons * GRAMS_PER_TEASPOON_OF_SUGAR
        else:
            figures[nutrient] = keyed_value(record, key)
    return figures


def record_of(food: pd.Series, sr28: Sr28, fooddata: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Return the amounts that a food's source knows, by nutrient number or column."""
    if food["source"] == "sr28":
        return sr28.values[food["source_id"]]
    return known_amounts(fooddata[food["source"]].loc[food["source_id"]])


def with_borrowed(
    food_id: str, figures: Figures, nutrients: pd.DataFrame, borrowed: BorrowedValues
) -> Figures:
    """Return the figures of a food, with what its source lacks borrowed where it may be."""
    rows = [
        {str(name): str(cell) for name, cell in row.items()} for row in nutrients.to_dict("records")
    ]
    return {
        row["nutrient"]: borrowed.value(food_id, row)
        if figures[row["nutrient"]] is None
        else figures[row["nutrient"]]
        for row in rows
    }


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


def facts_row(
    food: pd.Series, bought: Bought, reference: Reference, added_sugars_g: float | None
) -> list[str]:
    """Return the yield, price, footprint and food pattern equivalents of one food as cells."""
    price, footprint = food["price_code"], food["footprint_product"]
    per_kg = reference.footprints[food["footprint_source"], footprint] if footprint else None
    patterns = food_patterns(food, reference, added_sugars_g)
    return [
        _number(bought.gross, 3),
        _number(reference.prices[price]) if price else "",
        PRICE_YEAR if price else "",
        _number(per_kg * bought.food, 3) if per_kg is not None else "",
        *(_number(None if pd.isna(value) else value) for value in patterns),
    ]


def facts_rows(
    rows: Sequence[pd.Series], used: Mapping[str, Figures], sr28: Sr28, reference: Reference
) -> list[list[str]]:
    """Return the facts of each food as cells, its id first."""
    yields = CookingYields()
    facts = []
    for row in rows:
        own = used[row["food_id"]]
        bought = yields.bought_per_eaten(dict(row), sr28, own.get("protein_g"))
        cells = facts_row(row, bought, reference, own.get("added_sugars_g"))
        facts.append([row["food_id"], *cells])
    return facts


def food_patterns(
    food: pd.Series, reference: Reference, added_sugars_g: float | None
) -> pd.Series[float]:
    """Return the food pattern equivalents per 100 g: those of the like food, made to fit this one.

    They are unknown (NaN) for a food without a like one. Added sugars are those of the food
    itself. A plant milk without added calcium is no dairy: the Dietary Guidelines for Americans
    2020-2025 count only fortified soy drinks and yogurts.

    Parameters
    ----------
    food : Series
        A row of ``data/foods.csv``.
    reference : Reference
        The published tables.
    added_sugars_g : float or None
        Added sugars per 100 g; None if unknown.
    """
    code = food["pattern_code"]
    names = reference.patterns.columns
    patterns = reference.patterns.loc[code].copy() if code else pd.Series(float("nan"), names)
    if added_sugars_g is not None:
        patterns["add_sugars_tsp"] = added_sugars_g / GRAMS_PER_TEASPOON_OF_SUGAR
    if food["subgroup"] in _NO_DAIRY:
        patterns[[name for name in patterns.index if name.startswith("d_")]] = 0.0
    return patterns


def build(cache: Path, reference_folder: Path | None) -> Sr28:
    """Rebuild composition, facts, reading table and manifest; return the records used."""
    foods = read_table("foods.csv")
    if reference_folder is not None:
        carry(reference_folder, foods)
    reference = Reference()
    reference.check(foods)
    nutrients = read_table("nutrients.csv")
    sr28 = read_sr28(fetch(SR28, cache))
    fooddata = read_fooddata(fetch(FOODDATA, cache))
    check_source_ids(foods, sr28, fooddata)
    borrowed = BorrowedValues(fooddata[FOUNDATION], sr28.values)
    rows = [row for _, row in foods.iterrows()]
    figures = {
        row["food_id"]: with_borrowed(
            row["food_id"],
            source_figures(row, nutrients, sr28, fooddata, reference),
            nutrients,
            borrowed,
        )
        for row in rows
    }
    used, adjusted = adjust(figures, dict(zip(foods["food_id"], foods["source"], strict=True)))
    composition = [
        [food_id, *(_number(own[nutrient]) for nutrient in nutrients["nutrient"])]
        for food_id, own in used.items()
    ]
    notes = [
        [one.food_id, one.nutrient, _number(one.before), _number(one.after), one.reason, one.source]
        for one in adjusted
    ]
    facts = facts_rows(rows, used, sr28, reference)
    facts_columns = ["food_id", "bought_g_per_g", "usd_per_100g", "price_year", "kgco2e_per_kg"]
    for name, columns, table in (
        ("composition.csv", ["food_id", *nutrients["nutrient"]], composition),
        ("food_facts.csv", [*facts_columns, *reference.patterns.columns], facts),
        ("adjusted_figures.csv", _ADJUSTED_COLUMNS, notes),
    ):
        frame = pd.DataFrame(table, columns=columns)
        frame.to_csv(data_path(name), index=False, lineterminator="\n")
    write_reading_table(sr28, fooddata["fndds"], nutrients)
    write_manifest()
    return sr28


def main() -> None:
    """Run the builder from the command line (``make data``)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/sources"))
    parser.add_argument("--reference", type=Path, help="folder of the full reference tables")
    arguments = parser.parse_args()
    write_bounds(build(arguments.cache, arguments.reference))


if __name__ == "__main__":
    main()
