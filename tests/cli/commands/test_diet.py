"""``planner diet``: the user's own tables solved, and bad ones refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FOODS = "food,cost,f_min,f_max,protein\nbeans,1,,,20\nrice,0.5,,,5\n"
NUTRIENTS = "nutrient,min,max\nprotein,50,\n"


@pytest.fixture
def tables(tmp_path: Path) -> Callable[[str, str], tuple[Path, Path]]:
    """Write the two tables of a diet problem."""

    def write(foods: str, nutrients: str) -> tuple[Path, Path]:
        paths = tmp_path / "foods.csv", tmp_path / "nutrients.csv"
        for path, text in zip(paths, (foods, nutrients), strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return write


def test_diet_solves_the_users_tables(tables: Any, run: Run) -> None:
    """Fifty grams of protein: 2.5 beans at 1 are cheaper than 10 rice at 0.5."""
    shown = run("diet", *tables(FOODS, NUTRIENTS), "--format", "json")
    answer = json.loads(shown.out)
    assert shown.code == 0
    assert answer["status"] == "optimal"
    assert answer["objective"] == pytest.approx(2.5)
    assert {k: v for k, v in answer["amounts"].items() if v} == pytest.approx({"beans": 2.5})
    assert "optimal: cost 2.5" in shown.err


def test_whole_units_cost_more(tables: Any, run: Run) -> None:
    """In whole units 2 beans and 2 rice make fifty for 3, as 3 beans do."""
    shown = run("diet", *tables(FOODS, NUTRIENTS), "--integer", "--format", "json")
    assert json.loads(shown.out)["objective"] == pytest.approx(3)


def test_clash_ends_with_three(tables: Any, run: Run) -> None:
    """Too little food allowed: exit 3, and the conflict is named, in JSON too."""
    foods = "food,cost,f_min,f_max,protein\nbeans,1,,1,20\n"
    shown = run("diet", *tables(foods, NUTRIENTS), "--format", "json")
    assert shown.code == 3
    assert json.loads(shown.out)["status"] == "infeasible"
    assert "protein" in shown.err
    assert "beans" in shown.err


@pytest.mark.parametrize(
    ("foods", "nutrients", "message"),
    [
        (FOODS.replace("0.5", "cheap"), NUTRIENTS, "cheap"),
        (FOODS.replace("rice", "beans"), NUTRIENTS, "beans"),
        (FOODS, "nutrient,min,max\nprotein,-5,\n", "-5"),
        (FOODS, "nutrient,min,max\nprotein,50,20\n", "50"),
        (FOODS.replace("beans,1,,", "beans,1,4,2"), NUTRIENTS, "4 is above f_max 2"),
        (FOODS, "nutrient,min,max\niron,5,\n", "iron"),
        ("", NUTRIENTS, "foods.csv"),
    ],
    ids=[
        *("text in a number", "duplicate food", "negative limit", "min above max"),
        *("least above most", "unknown nutrient", "empty file"),
    ],
)
def test_bad_tables_end_with_two(
    foods: str, nutrients: str, message: str, tables: Any, run: Run
) -> None:
    """One message that shows what is wrong, and no answer is written."""
    paths = tables(foods, nutrients)
    out = paths[0].with_name("answer.json")
    shown = run("diet", *paths, "--format", "json", "-o", out)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("planner: ")
    assert message in shown.err
    assert not out.exists()
