"""``planner explain``: the same explanation on standard output and in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.formats.plan_csv import plans_as_csv
from planner.planning.make import Plan

if TYPE_CHECKING:
    from tests.conftest import Ran

WOMAN = (
    *("--sex", "female", "--age", "34", "--height", "167", "--weight", "62"),
    *("--activity", "active", "--diet", "vegan"),
)
Run = Callable[..., "Ran"]


@pytest.fixture(scope="module")
def plan_file(vegan_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the vegan woman's plan as a file."""
    path = tmp_path_factory.mktemp("explain") / "day.csv"
    path.write_bytes(plans_as_csv([vegan_plan]).encode())
    return path


def test_explanation_is_printed_or_written(plan_file: Path, tmp_path: Path, run: Run) -> None:
    """Markdown on standard output, JSON in a file: the same parts of the same plan."""
    shown = run("explain", plan_file, *WOMAN)
    assert shown.code == 0
    for title in ("What shapes the plan", "Approximate cost of the rules", "food contributes"):
        assert title in shown.out
    path = tmp_path / "why.json"
    assert run("explain", plan_file, *WOMAN, "--format", "json", "-o", path).code == 0
    found = json.loads(path.read_text(encoding="utf-8"))
    assert set(found) == {"binding", "scarce", "prices", "points", "top", "parts"}
    assert len(found["parts"]) == shown.out.count("\n- Without ")
