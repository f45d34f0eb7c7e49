"""``planner shopping`` and ``planner cooking`` on a standing plan."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.nutrition.foods.dishes import load_dishes

Run = Callable[..., Any]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Return a plan of two people: chili on Sunday and Tuesday for Ann, on Sunday for Bob."""
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["person", "day", "meal", "dish", "food_id", "grams"])
        dish = load_dishes()["three_bean_chili"]
        for person, day in (("Ann", 1), ("Bob", 1), ("Ann", 3)):
            for food_id, grams in dish.ingredients:
                writer.writerow([person, day, "dinner", dish.name, food_id, f"{grams:g}"])
    return path


def test_shopping_for_a_span_and_less_the_pantry(plan_file: Path, tmp_path: Path, run: Run) -> None:
    """All three servings, two of them with --to, none of what the pantry holds."""
    pantry = tmp_path / "pantry.csv"
    pantry.write_text("food_id,amount,unit\nonion_raw,1,kg\n", "utf-8")
    grams = {}
    for name, options in (("all", []), ("first", ["--to", "1"]), ("home", ["--pantry", pantry])):
        out = tmp_path / f"{name}.csv"
        assert run("shopping", plan_file, *options, "-o", out).code == 0
        with out.open(encoding="utf-8", newline="") as file:
            (onion,) = (row for row in csv.DictReader(file) if row["buy"] == "onions")
        grams[name] = (float(onion["grams_needed"]), float(onion["grams_to_buy"]))
    assert grams["first"][0] == pytest.approx(grams["all"][0] * 2 / 3, abs=0.1)
    assert grams["home"] == (grams["all"][0], 0.0)


def test_shopping_is_read_on_the_terminal(plan_file: Path, run: Run) -> None:
    """Without a file, Markdown with dates."""
    ran = run("shopping", plan_file, "--start", "2026-11-29")
    assert ran.code == 0
    assert "Day 1, Sunday 29 November 2026 to Day 3" in ran.out
    assert "- [ ] onions: 2 onions" in ran.out


def test_cooking_ahead(plan_file: Path, run: Run) -> None:
    """Cooked once on Sunday for both and for Tuesday."""
    ran = run("cooking", plan_file, "--start", "2026-11-29", "--cook-on", "sunday", "wednesday")
    assert ran.code == 0
    assert ran.out.count("### Three-bean chili with brown rice: 3 servings") == 1
    assert "From the fridge for Ann's dinner" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("shopping PLAN --from 9", "the plan has days 1 to 3"),
        ("shopping PLAN -o list.txt", ".csv or .md"),
        ("shopping PLAN --pantry none.toml", "cannot be read"),
        ("shopping none.csv", "cannot be read"),
        ("shopping PLAN --start soon", "not a date"),
        ("cooking PLAN --cook-on someday", "unknown weekday to cook on 'someday'"),
        ("cooking PLAN --to 0", "greater than or equal to 1"),
        ("cooking PLAN -o /nowhere/at/all.md", "there is no folder"),
    ],
)
def test_bad_input_is_one_message(arguments: str, said: str, plan_file: Path, run: Run) -> None:
    """Exit 2 and what is allowed."""
    words = [str(plan_file) if word == "PLAN" else word for word in arguments.split()]
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
