"""The answer to a diet problem as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from planner.formats.diet_answer import answer_as_csv, answer_as_json
from planner.optimize.diet_problem import (
    DietAnswer,
    DietProblem,
    read_diet_problem,
    solve_diet,
)

KNOWN = Path(__file__).resolve().parents[1] / "known_answers"


def known(name: str) -> DietProblem:
    return read_diet_problem(KNOWN / name / "foods.csv", KNOWN / name / "nutrients.csv")


def test_json_answer() -> None:
    """The JSON has the promised keys: no conflict for a diet, no diet for a conflict."""
    optimal = json.loads(answer_as_json(solve_diet(known("whiskas"))))
    assert optimal == {
        "status": "optimal",
        "objective": 0.52,
        "amounts": {"BEEF": 60.0, "GEL": 40.0},
    }
    answer = solve_diet(known("ampl_diet2"))
    infeasible = json.loads(answer_as_json(answer))
    assert infeasible == {
        "status": "infeasible",
        "objective": None,
        "amounts": {},
        "conflict": list(answer.conflict),
    }
    unsure = json.loads(answer_as_json(replace(answer, conflict_is_minimal=False)))
    assert unsure["conflict_is_minimal"] is False


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_answer_is_safe_to_open(start: str) -> None:
    """The CSV has one row per food, and no cell that a spreadsheet would run as a formula."""
    amounts = {f'{start}1+"x", y': 2.0, "Käse": 0.1 + 0.2}
    rows = list(csv.reader(io.StringIO(answer_as_csv(DietAnswer("optimal", 1.0, amounts)))))
    assert rows == [["food", "amount"], [f'\'{start}1+"x", y', "2.0"], ["Käse", "0.3"]]
