"""``planner replan``: bad input gives one message; replanning a day keeps the others."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.formats.plan_reader import read_plan_rows
from planner.nutrition.foods.dishes import load_dishes

Run = Callable[..., Any]
MAN = ["--sex", "male", "--age", "45", "--height", "180", "--weight", "85"]


def write_plan(path: Path, person: str = "") -> Path:
    """Write a plan of two days with one dish each, far from any target."""
    rows = [
        [person, day, "dinner", load_dishes()[dish].name, food_id, f"{grams:g}"]
        for day, dish in ((1, "three_bean_chili"), (2, "mujaddara_salad"))
        for food_id, grams in load_dishes()[dish].ingredients
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["person", "day", "meal", "dish", "food_id", "grams"])
        writer.writerows(rows)
    return path


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Return the file of a plan of two days."""
    return write_plan(tmp_path / "plan.csv")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("", "say which days to plan again"),
        ("--day 3", "day 3: the plan has days 1 to 2"),
        ("--from 0", "day 0: the plan has days 1 to 2"),
        ("--day 2 --ban nothing_like_it", "unknown food or dish id"),
        ("--day 2 --start tomorrow", "not a date"),
        ("--day 2 --format ics", "needs dates"),
        ("--day 2 --format pdf", "name a file with -o"),
        ("--day 2 --wish meat", "SUBJECT<=TIMES"),
        ("--day 2 --shopping-out list.pdf", ".csv or .md"),
        ("--day 2 --eaten none.csv", "cannot be read"),
    ],
)
def test_bad_input_is_one_message(options: str, said: str, plan_file: Path, run: Run) -> None:
    """Exit 2, one message, nothing on standard output."""
    ran = run("replan", plan_file, *MAN, *options.split())
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_what_was_eaten_cannot_be_planned(plan_file: Path, run: Run) -> None:
    """A day that was eaten cannot also be replanned."""
    ran = run("replan", plan_file, *MAN, "--day", "2", "--eaten", plan_file)
    assert ran.code == 2
    assert "day 2 was eaten" in ran.err


def test_a_plan_of_somebody_else(tmp_path: Path, run: Run) -> None:
    """A file with Ann's rows has none for a person without a name."""
    ran = run("replan", write_plan(tmp_path / "ann.csv", "Ann"), *MAN, "--day", "2")
    assert ran.code == 2
    assert "it holds: Ann" in ran.err


def test_a_persons_options_do_not_go_with_a_household(
    plan_file: Path, tmp_path: Path, run: Run
) -> None:
    """Options that would have no effect are refused by name."""
    home = tmp_path / "home.toml"
    home.write_text("", "utf-8")
    ran = run("replan", plan_file, *MAN, "--day", "2", "--household", home)
    assert ran.code == 2
    assert "--sex, --age, --height, --weight with --household" in ran.err


def test_one_day_anew(plan_file: Path, tmp_path: Path, run: Run) -> None:
    """Day 1 stays with a warning; day 2 is certified; the list has only what is left to buy."""
    out, shop = tmp_path / "new.csv", tmp_path / "shop.csv"
    ran = run("replan", plan_file, *MAN, "--from", "2", "-o", out, "--shopping-out", shop)
    assert ran.code == 0
    assert "day 1 as it stands: Energy" in ran.err
    old, new = read_plan_rows(plan_file).portions, read_plan_rows(out).portions
    assert [(row.food_id, row.grams) for row in old if row.day == 1] == [
        (row.food_id, row.grams) for row in new if row.day == 1
    ]
    assert len({row.meal for row in new if row.day == 2}) == 4
    with shop.open(encoding="utf-8", newline="") as file:
        assert {row["days"] for row in csv.DictReader(file)} == {"2"}
