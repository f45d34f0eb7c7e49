"""Golden models: the whole problem of small requests, kept as text.

A change of a rule, a weight or the order of columns changes a line of a file. If the change is
intended, rewrite the files and review the difference::

    REFRESH_GOLDEN=1 python -m pytest tests/optimize/model/test_golden.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.optimize.model.day_model import DayModel, assemble
from planner.optimize.model.families import build_rules
from planner.optimize.model.rules import Context, RuleKey

Tiny = Callable[..., Context]
FOLDER = Path(__file__).parent / "golden"
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "kosher_style": ({"diet": "kosher_style"}, {}),
    "mediterranean_relaxed": (
        {"diet": "mediterranean"},
        {
            "relaxed": frozenset({RuleKey("nutrient_floor", "day", "calcium_mg")}),
            "only_relaxed": True,
        },
    ),
    "vegan_boy": ({"who": "boy", "diet": "vegan"}, {}),
    "dishes_and_wishes": (
        {
            "dishes": True,
            "wishes": {
                "lock": ("lunch=stew",),
                "tastes": (("bread", 1.0),),
                "pantry": ("milk",),
                "budget_usd": 9.0,
            },
            "facts": {"usd_per_100g": [0.5, 0.1, 1.0, 2.0, 0.8]},
        },
        {},
    ),
    "kosher_dishes_quickest": (
        {"dishes": True, "diet": "kosher_style", "objective": "quickest"},
        {},
    ),
}


def column_names(model: DayModel) -> list[str]:
    """Name every column by its choice and step, its rule, or the shared amount."""
    choices = model.choices
    names = [""] * model.problem.columns
    for name, column in model.shared.items():
        names[column] = f"shared {name}"
    ids = choices.items.ids()
    for number, (meal, item) in enumerate(zip(choices.meal, choices.item, strict=True)):
        label = f"{choices.pattern.meals[meal].id}.{ids[item]}"
        for kind in ("taken", "usual", "extra"):
            names[getattr(model, kind)[number]] = f"{label}.{kind}"
    for key, columns in model.slack.items():
        for column, side in zip(columns, ("below", "above"), strict=True):
            if column >= 0:
                names[column] = f"{key.name}.{side}"
    assert all(names)
    return names


def as_text(model: DayModel) -> str:
    """Write a model: cost and range of every column, then the coefficients of every row."""
    problem = model.problem
    names = column_names(model)
    lines = ["minimise"]
    for number, name in enumerate(names):
        kind = "whole" if problem.integer[number] else "real"
        low, high = problem.column_lower[number], problem.column_upper[number]
        lines.append(f"  {problem.cost[number]:.6g} {name} [{low:g}, {high:g}] {kind}")
    lines.append("subject to")
    for number, name in enumerate(problem.row_names):
        low, high = problem.row_lower[number], problem.row_upper[number]
        own = np.flatnonzero(problem.row == number)
        terms = " ".join(f"{problem.value[k]:+.6g}*{names[problem.column[k]]}" for k in own)
        lines.append(f"  {low:.8g} <= {name} <= {high:.8g}: {terms or 0}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_model_is_the_golden_one(case: str, tiny_context: Tiny, dish_context: Tiny) -> None:
    """The model as text equals the committed file."""
    fields, options = CASES[case]
    fields = dict(fields)
    context = (dish_context if fields.pop("dishes", False) else tiny_context)(**fields)
    model = assemble(context.choices, build_rules(context), context.request, **options)
    text = as_text(model)
    path = FOLDER / f"{case}.txt"
    if os.environ.get("REFRESH_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), "no golden file: see the top of this module"
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_no_golden_file_is_left_over() -> None:
    """Every golden file belongs to a case."""
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)
