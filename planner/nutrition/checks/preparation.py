"""Checks of the time that foods served by themselves take."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.tables import read_rows


def preparation_faults() -> Iterator[str]:
    """Check that each subgroup has a time, and that each other row is of a food served alone."""
    foods = {row["food_id"] for row in read_rows("foods.csv") if row["meals"]}
    subgroups = {row["subgroup"] for row in read_rows("subgroups.csv")}
    rows = read_rows("preparation_minutes.csv")
    keys = {(row["key_column"], row["key"]) for row in rows}
    for number, row in enumerate(rows, start=2):
        where = f"data/preparation_minutes.csv row {number} {row['key']}"
        if row["key"] not in (foods if row["key_column"] == "id" else subgroups):
            yield f"{where}: no such {row['key_column']}, or it is not served alone"
        if int(row["active_minutes"]) < 1:
            yield f"{where}: to serve a food takes at least a minute of work"
    for subgroup in sorted(subgroups):
        if ("subgroup", subgroup) not in keys:
            yield f"data/preparation_minutes.csv: no row for the subgroup {subgroup}"
