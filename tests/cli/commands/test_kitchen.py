"""``planner shopping`` and ``planner cooking`` for a plan file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from planner.nutrition.foods.dishes import load_dishes
from planner.request.own_dishes import OwnDish, write_own_dishes
from planner.request.own_foods import OwnFood

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


def test_shopping_at_own_prices(plan_file: Path, tmp_path: Path, run: Run) -> None:
    """Own prices price their line, and the others are lifted to the year and marked."""
    prices, out = tmp_path / "prices.csv", tmp_path / "list.csv"
    prices.write_text("food,pack,price,currency\nonion_raw,1 kg,1.50,USD\n", "utf-8")
    options = ["--prices", prices, "--price-year", "2025", "-o", out]
    assert run("shopping", plan_file, *options).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = {row["buy"]: row for row in csv.DictReader(file)}
    onions = rows.pop("onions")
    assert (onions["price_basis"], onions["pack_grams"]) == ("own", "1000")
    assert float(onions["basket_usd"]) == pytest.approx(1.5 * int(onions["packs"]))
    assert {row["price_basis"] for row in rows.values()} <= {"lifted", "like_food"}


def test_staples_are_the_users(plan_file: Path, tmp_path: Path, run: Run) -> None:
    """--staple and --no-staple move lines; a name that is no food is refused."""
    out = tmp_path / "list.csv"

    def staples(*options: str) -> set[str]:
        assert run("shopping", plan_file, *options, "-o", out).code == 0
        with out.open(encoding="utf-8", newline="") as file:
            return {row["buy"] for row in csv.DictReader(file) if row["staple"] == "yes"}

    usual = staples()
    assert staples("--staple", "onion_raw") == {*usual, "onions"}
    assert staples("--no-staple", "spice") < usual
    shown = run("shopping", plan_file, "--staple", "onoin_raw")
    assert (shown.code, shown.out) == (2, "")
    assert "did you mean onion_raw" in shown.err


def test_shopping_for_a_span_and_less_the_pantry(plan_file: Path, tmp_path: Path, run: Run) -> None:
    """All three servings, two with --to, and nothing that is in the pantry."""
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
    """One batch on Sunday serves both people and Tuesday."""
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
    """Exit 2 with a message that names the allowed values."""
    words = [str(plan_file) if word == "PLAN" else word for word in arguments.split()]
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


BAR = OwnFood(
    name="Nut bar", subgroup="nut", serving="bar", serving_plural="bars", serving_g=40.0,
    label=(("energy_kcal", 500.0),), meals=("snack",),
)  # fmt: skip


@pytest.fixture
def own_options(tmp_path: Path) -> list[Any]:
    """Return the options for a file of an own food and a file of a dish made of it."""
    foods, dishes = tmp_path / "foods.toml", tmp_path / "dishes.toml"
    raw = BAR.model_dump(mode="json", exclude={"label"}) | {"label": dict(BAR.label)}
    foods.write_text(tomli_w.dumps({"food": [raw]}), "utf-8")
    cake = OwnDish(
        id="own_cake", name="Bar cake", meals=("snack",), ingredients=((BAR.id, 80.0),),
        steps=("Crumble the bars.",),
    )  # fmt: skip
    dishes.write_text(write_own_dishes([cake]), "utf-8")
    return ["--own-foods", foods, "--own-dishes", dishes]


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    """Return a plan of an own dish, made of an own food."""
    path = tmp_path / "own.csv"
    rows = f"day,meal,dish,food_id,grams\n1,snack,Bar cake,{BAR.id},160\n"
    path.write_text(rows, "utf-8")
    return path


def test_a_plan_of_own_items_is_bought_and_cooked(
    own_plan: Path, own_options: list[Any], tmp_path: Path, run: Run
) -> None:
    """Own foods are on the shopping list, less the pantry; own dishes are cooked."""
    pantry = tmp_path / "pantry.csv"
    pantry.write_text(f"food_id,amount,unit\n{BAR.id},1,bar\n", "utf-8")
    bought = run("shopping", own_plan, *own_options, "--pantry", pantry)
    assert bought.code == 0, bought.err
    assert "- [ ] Nut bar: 3 bars (160 g needed, 40 g at home)" in bought.out
    cooked = run("cooking", own_plan, *own_options)
    assert cooked.code == 0, cooked.err
    assert "### Bar cake: 2 servings" in cooked.out
    assert "Crumble the bars." in cooked.out


@pytest.mark.parametrize("command", ["shopping", "cooking", "certify", "explain", "swap", "replan"])
def test_a_plan_of_own_items_is_unknown_without_them(
    command: str, own_plan: Path, own_options: list[Any], run: Run
) -> None:
    """Own items of one command are unknown to the next."""
    assert run("shopping", own_plan, *own_options).code == 0
    who = ["--sex", "female", "--age", "34", "--height", "167", "--weight", "62"]
    more = {"swap": [*who, "--meal", "snack"], "replan": [*who, "--from", "1"]}
    options = more.get(command, who if command in ("certify", "explain") else [])
    ran = run(command, own_plan, *options)
    assert ran.code == 2
    assert "unknown food id" in ran.err
