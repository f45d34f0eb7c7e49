"""``planner check-data``: the tables as shipped pass, a broken one is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


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
