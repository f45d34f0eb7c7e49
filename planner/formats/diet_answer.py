"""A diet answer as text for files and pipes."""

from __future__ import annotations

import json

from planner.formats.spreadsheet_text import safe_text, write_csv
from planner.optimize.diet_problem.problem import DietAnswer


def answer_as_json(answer: DietAnswer) -> str:
    """Write the answer as one JSON object.

    Its keys are ``status``, ``objective`` (null unless optimal), ``amounts`` (food to amount) and,
    only where the status is infeasible, ``conflict`` (a list of limit names), with
    ``conflict_is_minimal`` (false) where that was not shown in time. Numbers carry twelve
    significant digits.
    """
    document: dict[str, object] = {
        "status": answer.status,
        "objective": None if answer.objective is None else _tidy(answer.objective),
        "amounts": {name: _tidy(amount) for name, amount in answer.amounts.items()},
    }
    if answer.status == "infeasible":
        document["conflict"] = list(answer.conflict)
        if not answer.conflict_is_minimal:
            document["conflict_is_minimal"] = False
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def answer_as_csv(answer: DietAnswer) -> str:
    """Write the diet as CSV rows ``food,amount``; only the header where there is no diet.

    A food name that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    rows = ((safe_text(name), str(_tidy(amount))) for name, amount in answer.amounts.items())
    return write_csv(("food", "amount"), rows, line_end="\n")


def _tidy(number: float) -> float:
    """Drop the digits past the twelfth, which are rounding error (88.2, not 88.199999999999989)."""
    return float(f"{number:.12g}")
