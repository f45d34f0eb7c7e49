"""Write the answer to a diet problem as JSON and CSV."""

from __future__ import annotations

import json

from planner.formats.spreadsheet_text import safe_text, write_csv
from planner.optimize.diet_problem.problem import DietAnswer


def answer_as_json(answer: DietAnswer) -> str:
    """Return the answer as a JSON object.

    Its keys are ``status``, ``objective`` (null unless optimal), ``amounts`` (food to amount) and,
    if the status is infeasible, ``conflict`` (a list of limit names). ``conflict_is_minimal`` is
    present (false) if minimality was not proven in time. Numbers have twelve significant digits.
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
    """Return the diet as CSV rows ``food,amount``; only the header without a diet.

    A food name that a spreadsheet would evaluate as a formula is prefixed with an apostrophe.
    """
    rows = ((safe_text(name), str(_tidy(amount))) for name, amount in answer.amounts.items())
    return write_csv(("food", "amount"), rows, line_end="\n")


def _tidy(number: float) -> float:
    """Round to twelve significant digits, which removes rounding errors (88.2, not 88.1999...)."""
    return float(f"{number:.12g}")
