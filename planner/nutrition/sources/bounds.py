"""Build ``upper_bounds.csv`` from the composition and facts: what unknown amounts are at most."""

from __future__ import annotations

import pandas as pd

from planner.nutrition.foods.food_table import read_food_table
from planner.nutrition.foods.upper_bounds import derive_bounds, no_bounds
from planner.nutrition.sources.like_foods import LikeFoods
from planner.nutrition.sources.manifest import write_manifest
from planner.nutrition.sources.sr28 import Sr28
from planner.nutrition.tables import data_path, read_rows

COLUMNS = ["food_id", "nutrient", "per_100_g", "basis", "of", "factor"]


def _number(value: float) -> str:
    return f"{round(value, 6):.10g}"


def bounds_table(sr28: Sr28) -> pd.DataFrame:
    """Return the bound of every amount that the tables do not have, as text cells."""
    keys = {row["nutrient"]: row["sr28"] for row in read_rows("nutrients.csv")}
    foods = read_food_table()
    bounds = derive_bounds(foods.foods, foods.amounts, no_bounds(), LikeFoods(sr28, keys))
    order = {name: place for place, name in enumerate(foods.amounts)}
    found = sorted(bounds, key=lambda key: (foods.row(key[0]), order[key[1]]))
    rows = [
        [*key, _number(bound.per_100_g), bound.basis, bound.of, _number(bound.factor)]
        for key, bound in ((key, bounds[key]) for key in found)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def write_bounds(sr28: Sr28) -> None:
    """Write the table and its checksum."""
    table = bounds_table(sr28)
    table.to_csv(data_path("upper_bounds.csv"), index=False, lineterminator="\n")
    write_manifest()
