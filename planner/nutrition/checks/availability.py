"""Checks of where foods can be bought: each food is covered, by known and needed rows."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.tables import read_rows


def availability_faults() -> Iterator[str]:
    """Check that each food has a row, that keys are known and that no row repeats its subgroup."""
    foods = {row["food_id"]: row["subgroup"] for row in read_rows("foods.csv")}
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for number, row in enumerate(read_rows("availability.csv"), start=2):
        key = (row["key_column"], row["key"])
        where = f"data/availability.csv row {number} {key[1]}"
        if key in rows:
            yield f"{where}: a second row for this {key[0]}"
        if key[1] not in (foods if key[0] == "id" else foods.values()):
            yield f"{where}: no food has this {key[0]}"
        rows[key] = row
    known = {row["subgroup"] for row in read_rows("subgroups.csv")}
    for food_id, subgroup in foods.items():
        own, of_all = rows.get(("id", food_id)), rows.get(("subgroup", subgroup))
        if own is None and of_all is None and subgroup in known:  # else a fault of foods.csv
            yield f"data/availability.csv: no row for {food_id}, subgroup {subgroup}"
        elif own and of_all and all(own[one.lower()] == of_all[one.lower()] for one in REGIONS):
            yield f"data/availability.csv {food_id}: says the same as subgroup {subgroup}"
