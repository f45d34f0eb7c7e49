"""``planner foods``: its columns, filters and ranking, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_ids

Run = Callable[..., Any]
FOOD_COLUMNS = [
    *("food_id", "food", "group", "subgroup", "source", "source_id"),
    *("contains", "fortified", "measure", "measure_grams"),
]


def rows_of(text: str) -> list[dict[str, str]]:
    """Read CSV text."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_foods_have_the_promised_columns(run: Run) -> None:
    """Ten columns about the food, then every nutrient; unknown values empty; safe text."""
    shown = run("foods")
    assert shown.out.split("\r\n", 1)[0].split(",") == [*FOOD_COLUMNS, *nutrient_ids()]
    rows = rows_of(shown.out)
    assert len(rows) == len(load_foods().foods)
    assert any(row["folate_ug_dfe"] == "" for row in rows)
    for row in rows:
        for name in FOOD_COLUMNS:
            assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_foods_filtered_and_ranked(run: Run) -> None:
    """--diet, --avoid with two names, --search, --nutrient and --top together."""
    shown = run(
        *[
            "foods",
            "--diet",
            "vegan",
            "--avoid",
            "soy",
            "gluten",
            "--nutrient",
            "magnesium_mg",
            "--top",
            "5",
        ]
    )
    rows = rows_of(shown.out)
    values = [float(row["magnesium_mg"]) for row in rows]
    assert len(rows) == 5
    assert values == sorted(values, reverse=True)
    assert not any({"soy", "gluten"} & set(row["contains"].split(";")) for row in rows)
    found = rows_of(run("foods", "--search", "brown rice").out)
    assert all("rice" in row["food"].lower() for row in found)


def test_nothing_found_is_an_empty_table(run: Run) -> None:
    """A search without a hit gives the header alone, or an empty list."""
    shown = run("foods", "--search", "unobtainium")
    assert (shown.code, shown.out.count("\r\n")) == (0, 1)
    assert json.loads(run("foods", "--search", "unobtainium", "--format", "json").out) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("foods --diet vegn", "did you mean vegan"),
        ("foods --avoid mylk", "did you mean milk"),
        ("foods --nutrient magnesum_mg", "did you mean magnesium_mg"),
        ("foods --format xml", "allowed are csv and json"),
        ("foods -o missing/foods.csv", "there is no folder"),
    ],
)
def test_bad_input_ends_with_two(words: str, message: str, run: Run) -> None:
    """One message on stderr, nothing on stdout."""
    shown = run(*words.split())
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("planner: ")
    assert message in shown.err


FOODS = "food,cost,f_min,f_max,protein\nbeans,1,,,20\nrice,0.5,,,5\n"
