"""Own dishes: file, faults and planning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.planning.day import build_day_problem
from planner.request.own_dishes import OwnDish, read_own_dishes, write_own_dishes
from planner.request.plan_request import PlanRequest

RAW: dict[str, Any] = {
    "id": "own_rice_and_beans",
    "name": "Rice and beans",
    "meals": ["dinner"],
    "servings": 2,
    "ingredients": [["brown_rice_cooked", 200.0], ["black_beans_boiled", 150.0]],
    "steps": ["Cook.", "Eat."],
}


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Own dishes survive a round trip through TOML."""
    dish = OwnDish.from_raw(RAW, "x")
    path = tmp_path / "own.toml"
    path.write_text(write_own_dishes([dish]), "utf-8")
    assert read_own_dishes(path) == (dish,)


def test_only_a_request_that_names_it_may_be_served_it(ask: Callable[..., PlanRequest]) -> None:
    """The dish is a choice at dinner for its request only."""
    dish = OwnDish.from_raw(RAW, "x")

    def ids(request: PlanRequest) -> set[tuple[str, str]]:
        choices = build_day_problem(request).context.choices
        names = choices.items.ids()
        return {
            (choices.pattern.meals[choices.meal[n]].name, names[choices.item[n]])
            for n in range(len(choices))
        }

    assert ("dinner", dish.id) in ids(ask("woman", own_dishes=(dish,)))
    assert ("lunch", dish.id) not in ids(ask("woman", own_dishes=(dish,)))
    assert ("dinner", dish.id) not in ids(ask("woman"))


def test_allergens_follow_from_the_ingredients(ask: Callable[..., PlanRequest]) -> None:
    """An own dish with peanuts is excluded by avoiding them."""
    raw = {**RAW, "ingredients": [["brown_rice_cooked", 200.0], ["peanuts_roasted", 30.0]]}
    dish = OwnDish.from_raw(raw, "x")
    assert "peanut" in dish.as_dish().contains(load_foods())
    choices = build_day_problem(ask("woman", own_dishes=(dish,), avoid=("peanut",))).context.choices
    found = {choices.items.ids()[item] for item in choices.item}
    assert dish.id not in found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "rice"}, "id"),
        ({"name": ""}, "name"),
        ({"meals": ["tea"]}, "unknown meal 'tea'"),
        ({"cuisine": "martian"}, "unknown cuisine 'martian'"),
        ({"ingredients": [["brown_ryce", 100.0]]}, "did you mean"),
        (
            {"ingredients": [["brown_rice_cooked", -1.0]]},
            "allowed are more than 0 and at most 5000 g",
        ),
        ({"ingredients": []}, "ingredients"),
        ({"servings": 0}, "servings"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_faults(change: dict[str, Any], said: str) -> None:
    """Every message names the field or the value."""
    with pytest.raises(InputError, match=said):
        OwnDish.from_raw({**RAW, **change}, "own.toml, dish 1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "not UTF-8"),
        (b"dish = ", "is not TOML"),
        (b"[recipe]", "starts with"),
        (b"x" * 1_000_001, "larger than"),
    ],
)
def test_what_is_no_file_of_dishes(content: bytes, said: str, tmp_path: Path) -> None:
    """Binary content, invalid TOML, another table and a file that is too large are refused."""
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_own_dishes(path)
