"""``planner certify``: planned files pass; edited ones fail with rule, day and food."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.formats import EXPORTERS
from planner.planning.make import Plan

Run = Callable[..., Any]
WOMAN = [
    "--sex",
    "female",
    "--age",
    "34",
    "--height",
    "167",
    "--weight",
    "62",
    "--activity",
    "active",
]


@pytest.fixture
def plan_file(vegan_plan: Plan, tmp_path: Path) -> Path:
    """Return the vegan plan as a file."""
    path = tmp_path / "plan.csv"
    path.write_text(EXPORTERS["csv"].write([vegan_plan]).decode(), encoding="utf-8", newline="")
    return path


def edit(path: Path, number: int, **cells: str) -> None:
    """Change cells of a row, numbered from 0."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[number].update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_own_plan_is_certified(plan_file: Path, run: Run) -> None:
    """A plan file that was not edited passes."""
    shown = run("certify", plan_file, *WOMAN, "--diet", "vegan")
    assert (shown.code, shown.out) == (0, "certified: 1 day(s), nothing broken\n")


def test_certify_tells_what_to_do_about_what_food_lacks(plan_file: Path, run: Run) -> None:
    """Iodine, DHA and folic acid: as the plan itself does, once, without lists of publications."""
    shown = run("certify", plan_file, *WOMAN, "--diet", "vegan")
    for words in ("400 µg of folic acid", "potassium iodide", "algal oil"):
        assert shown.err.count(words) == 1
    assert "source:" not in shown.err


def test_only_food_and_grams_are_believed(plan_file: Path, run: Run) -> None:
    """Edited nutrient cells do not change the verdict."""
    edit(plan_file, 0, calcium_mg="99999", energy_kcal="0", food="Moon dust", measure="a lot")
    assert run("certify", plan_file, *WOMAN, "--diet", "vegan").code == 0


@pytest.mark.parametrize(
    ("cells", "options", "words"),
    [
        ({"food_id": "cheddar_cheese"}, "", "day 1: cheddar_cheese: Cheddar"),
        ({"grams": "1500"}, "", "Energy"),
        ({"food_id": "salt_plain", "grams": "20"}, "", "Sodium"),
        ({"food_id": "almonds", "grams": "28"}, "--avoid sesame tree_nuts", "day 1: almonds:"),
        ({"food_id": "spinach_boiled", "grams": "400"}, "", "oxalate"),
    ],
)
def test_edited_plan_is_refused_with_the_rule(
    cells: dict[str, str], options: str, words: str, plan_file: Path, run: Run
) -> None:
    """Exit 3, and stderr names the broken rule by day and food."""
    edit(plan_file, 0, **cells)
    shown = run("certify", plan_file, *WOMAN, "--diet", "vegan", *options.split())
    assert (shown.code, shown.out) == (3, "")
    assert shown.err.startswith("planner: not certified, ")
    assert words in shown.err


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("markdown", "| Calcium |"),
        ("csv", "day,nutrient,intake,"),
        ("json", '"certified": '),
    ],
)
def test_certificate_is_written_whole(form: str, words: str, plan_file: Path, run: Run) -> None:
    """In each promised format, for a plan that is certified (exit 0) and one that is not (3)."""
    for cells, code in (({}, 0), ({"food_id": "cheddar_cheese"}, 3)):
        edit(plan_file, 0, **cells)
        shown = run("certify", plan_file, *WOMAN, "--diet", "vegan", "--format", form)
        assert shown.code == code
        assert words in shown.out
        if form == "json":
            document = json.loads(shown.out)
            assert document["certified"] is (code == 0)
            assert bool(document["breaches"]) is (code == 3)
            assert {row["nutrient"] for row in document["adequacy"]} > {"calcium_mg", "iron_mg"}
    unknown = run("certify", plan_file, *WOMAN, "--format", "pdf")
    assert unknown.code == 2
    assert "markdown" in unknown.err


def test_plan_without_rows_is_not_certified(plan_file: Path, run: Run) -> None:
    """A file with a header only is not a plan."""
    plan_file.write_text("day,meal,food_id,grams\n", encoding="utf-8")
    shown = run("certify", plan_file, *WOMAN)
    assert shown.code == 3
    assert "holds no food" in shown.err


def test_file_that_is_no_plan_ends_with_two(plan_file: Path, run: Run) -> None:
    """Unknown foods and missing files are input errors (exit 2), not verdicts."""
    edit(plan_file, 0, food_id="ambrosia")
    shown = run("certify", plan_file, *WOMAN, "--diet", "vegan")
    assert (shown.code, shown.out) == (2, "")
    assert "row 2: unknown food id 'ambrosia'" in shown.err
    assert run("certify", plan_file.with_name("none.csv"), *WOMAN).code == 2


def test_two_people_are_not_summed(plan_file: Path, run: Run) -> None:
    """A file with rows of two people is refused by name: their food is not one day's."""
    edit(plan_file, 0, person="Ann")
    shown = run("certify", plan_file, *WOMAN, "--diet", "vegan")
    assert shown.code == 2
    assert "holds 2 people" in shown.err
    assert "Ann" in shown.err


def test_what_contradicts_the_ids_is_said(plan_file: Path, run: Run, tmp_path: Path) -> None:
    """Ids and grams count: a row renamed, and a false figure, are warnings of the certificate."""
    frame = pd.read_csv(plan_file, dtype=str, keep_default_na=False)
    frame.loc[0, "food"] = "Tofu, scrambled (vegan)"
    frame.loc[1, "magnesium_mg"] = "9999"
    odd = tmp_path / "odd.csv"
    frame.to_csv(odd, index=False)
    shown = run("certify", odd, *WOMAN, "--diet", "vegan")
    assert shown.code == 0
    assert "warning: row 2, " in shown.err
    assert "'Tofu, scrambled (vegan)' is " in shown.err
    assert "magnesium_mg 9999, by the tables" in shown.err


def test_plan_is_certified_by_own_limits(plan_file: Path, run: Run) -> None:
    """``certify --limit`` judges by the limit: the same plan passes without and breaks with it."""
    person = [*WOMAN, "--diet", "vegan"]
    assert run("certify", plan_file, *person).code == 0
    shown = run("certify", plan_file, *person, "--limit", "max_iron_mg=5")
    assert shown.code == 3
    assert "own limit in place of 45" in shown.err
