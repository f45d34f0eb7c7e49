"""``targets``, ``foods``, ``diet``, ``check-data``, ``dashboard``: columns, codes, bad tables."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_ids

Run = Callable[..., Any]
MAN = ["--sex", "male", "--age", "45", "--height", "180", "--weight", "85"]
TARGET_COLUMNS = [
    *("nutrient", "unit", "floor", "ceiling", "floor_basis", "ceiling_basis"),
    *("ceiling_applies_to", "source"),
]
FOOD_COLUMNS = [
    *("food_id", "food", "group", "subgroup", "source", "source_id"),
    *("contains", "fortified", "measure", "measure_grams"),
]


def rows_of(text: str) -> list[dict[str, str]]:
    """Read CSV text."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_targets_have_the_promised_columns(run: Run) -> None:
    """Energy's band first, core floors among the rest, no ceiling of magnesium on food."""
    shown = run("targets", *MAN)
    assert shown.code == 0
    assert shown.out.split("\r\n", 1)[0].split(",") == TARGET_COLUMNS
    rows = {row["nutrient"]: row for row in rows_of(shown.out)}
    assert next(iter(rows)) == "energy_kcal"
    energy = rows["energy_kcal"]
    assert float(energy["ceiling"]) / float(energy["floor"]) == pytest.approx(1.05 / 0.95, 1e-4)
    assert "never magnesium from food" in rows["magnesium_mg"]["ceiling_applies_to"]
    assert all(row["source"] for row in rows.values())


def test_targets_as_json(run: Run) -> None:
    """The same rows, absent limits as null."""
    rows = json.loads(run("targets", *MAN, "--format", "json").out)
    assert list(rows[0]) == TARGET_COLUMNS
    by_name = {row["nutrient"]: row for row in rows}
    assert by_name["potassium_mg"]["ceiling"] is None
    assert by_name["calcium_mg"]["floor"] == 1000


def test_diet_changes_the_targets(run: Run) -> None:
    """A vegan's iron floor is 1.8 times as high."""
    floors = []
    for diet in ("omnivore", "vegan"):
        rows = rows_of(run("targets", *MAN, "--diet", diet).out)
        floors += [float(row["floor"]) for row in rows if row["nutrient"] == "iron_mg"]
    assert floors[1] == pytest.approx(1.8 * floors[0])


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
        ("targets --sex male --age 45 --height 180", "--weight"),
        ("targets --sex male --age 45 --height 180 --weight 85 --standard nasen", "nasem"),
    ],
)
def test_bad_input_ends_with_two(words: str, message: str, run: Run) -> None:
    """One message on stderr, nothing on stdout."""
    shown = run(*words.split())
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("planner: ")
    assert message in shown.err


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
    """Too little food allowed: exit 3, and the limits that clash are named, in JSON too."""
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


def test_check_data_says_that_all_is_well(run: Run) -> None:
    """The tables as shipped are in order."""
    shown = run("check-data")
    assert shown.code == 0
    assert "tables are in order" in shown.out


def test_check_data_ends_with_two_on_a_fault(data_copy: Path, run: Run) -> None:
    """A broken table is bad input."""
    path = data_copy / "safety.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("cap", "cup", 1), encoding="utf-8")
    shown = run("check-data")
    assert (shown.code, shown.out) == (2, "")
    assert "data/safety.csv" in shown.err


def test_dashboard_is_started_on_its_port(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard is served on localhost alone, and its exit code is passed on."""
    started: list[list[str]] = []

    def remember(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr("planner.cli.commands.tables.subprocess.run", remember)
    assert run("dashboard", "--port", "8765").code == 5
    (command,) = started
    assert command[1:3] == ["-m", "planner.dashboard"]
    assert command[command.index("--server.port") + 1] == "8765"
    assert command[command.index("--server.address") + 1] == "localhost"
    assert run("dashboard", "--port", "80").code == 2
