"""The plan as CSV: documented columns, one row per portion, empty cells for unknown values."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from planner.formats import EXPORTERS
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import supplied
from planner.nutrition.nutrients import nutrient_ids
from planner.planning.make import Plan

HEAD = ["person", "day", "meal", "dish", "food_id", "food", "source", "source_id", "measure"]


def read(plan: Plan) -> list[dict[str, str]]:
    """Read a plan's CSV with the csv module."""
    return list(csv.DictReader(io.StringIO(EXPORTERS["csv"].write([plan]).decode(), newline="")))


def test_every_format_is_registered() -> None:
    """The export formats of this version."""
    assert set(EXPORTERS) == {"csv", "json", "markdown", "xlsx", "ics", "pdf"}


def test_columns_are_the_promised_ones(vegan_plan: Plan) -> None:
    """Ten columns about the portion, then every nutrient in order; lines end as RFC 4180 says."""
    first = EXPORTERS["csv"].write([vegan_plan]).decode().split("\r\n", 1)[0]
    assert first.split(",") == [*HEAD, "grams", *nutrient_ids()]


def test_rows_are_the_portions_and_no_total(vegan_plan: Plan) -> None:
    """As many rows as portions, in order; ids of SR28 keep their leading zero."""
    rows = read(vegan_plan)
    assert len(rows) == len(vegan_plan.portions)
    for row, portion in zip(rows, vegan_plan.portions, strict=True):
        food = load_foods().food(portion.food_id)
        assert (row["day"], row["meal"], row["food_id"]) == ("1", portion.meal, portion.food_id)
        assert (row["source"], row["source_id"]) == (food.source, food.source_id)
        assert row["food"] == food.name
        assert row["measure"] == food.write_grams(portion.grams)
        assert float(row["grams"]) == pytest.approx(portion.grams)


def test_nutrient_cells_are_what_the_portion_supplies(vegan_plan: Plan) -> None:
    """Known values have six decimals; unknown ones are empty, not zero."""
    table = load_foods()
    empty = 0
    for row, portion in zip(read(vegan_plan), vegan_plan.portions, strict=True):
        for name, amount in zip(nutrient_ids(), supplied(table, portion), strict=True):
            if np.isnan(amount):
                assert row[name] == ""
                empty += 1
            else:
                assert float(row[name]) == pytest.approx(amount, abs=1e-6)
    assert empty > 0


def test_text_cells_start_no_formula(vegan_plan: Plan) -> None:
    """A person named =cmd() is written as text."""
    marked = [replace(portion, person="=cmd()", dish="@home") for portion in vegan_plan.portions]
    rows = read(replace(vegan_plan, portions=tuple(marked)))
    assert {row["person"] for row in rows} == {"'=cmd()"}
    assert {row["dish"] for row in rows} == {"'@home"}
    for row in rows:
        for name in (*HEAD,):
            assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r")), name
