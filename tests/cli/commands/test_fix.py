"""``planner fix``: formats, columns, exit codes; foods that are not settled are asked about."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.formats.fix_files import COLUMNS

Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "formats" / "diaries" / "samples"
WOMAN = ["--sex", "female", "--age", "34", "--height", "167", "--weight", "62"]
EATEN = """day,meal,food,food_id,grams
2026-11-02,breakfast,Corn flakes,corn_flakes,40
2026-11-02,breakfast,Coffee,coffee_brewed,480
2026-11-02,dinner,Beef,ground_beef_85_lean,170
"""


@pytest.fixture
def eaten(tmp_path: Path) -> Path:
    """Return the file of one day."""
    path = tmp_path / "day.csv"
    path.write_text(EATEN)
    return path


def test_the_csv_has_a_row_for_each_change(eaten: Path, run: Run) -> None:
    """Its columns are those promised, and standard error says what is missed."""
    shown = run("fix", eaten, *WOMAN, "--at-most", "1", "--keep", "coffee", "dinner")
    assert shown.code == 0, shown.err
    (row,) = csv.DictReader(io.StringIO(shown.out, newline=""))
    assert tuple(row) == COLUMNS
    assert (row["day"], row["answer"], row["status"]) == ("2026-11-02", "1", "missed")
    assert row["meal"] != "dinner"
    assert "As eaten it misses" in shown.err


def test_where_no_change_suffices_the_clash_is_named(eaten: Path, tmp_path: Path, run: Run) -> None:
    """With every meal kept nothing can be changed: exit 3, and the file says why."""
    path = tmp_path / "fix.json"
    keep = ["--keep", "breakfast", "lunch", "dinner", "snack"]
    shown = run("fix", eaten, *WOMAN, *keep, "-o", path)
    assert shown.code == 3
    assert "do not hold together" in shown.err
    (day,) = json.loads(path.read_text(encoding="utf-8"))["days"]
    assert (day["answers"], len(day["conflict"])) == ([], 1)


@pytest.mark.parametrize("ending", ["md", "html"])
def test_documents_name_changes_and_clash(
    ending: str, eaten: Path, tmp_path: Path, run: Run
) -> None:
    """The day, what it misses and the clash can be read."""
    path = tmp_path / f"fix.{ending}"
    run("fix", eaten, *WOMAN, "--keep", "breakfast", "lunch", "dinner", "snack", "-o", path)
    text = path.read_text(encoding="utf-8")
    for words in ("2026-11-02", "As eaten it misses", "do not hold together"):
        assert words in text


def test_foods_to_settle_and_totals_are_refused(tmp_path: Path, run: Run) -> None:
    """Exit 2, nothing written, and the message names the food and the option."""
    path = tmp_path / "fix.csv"
    shown = run("fix", SAMPLES / "simple.csv", *WOMAN, "-o", path)
    assert (shown.code, path.exists()) == (2, False)
    assert "oatmeal cooked in water" in shown.err
    assert "--count-unsure" in shown.err
    totals = run("fix", SAMPLES / "cronometer_dailysummary.csv", *WOMAN)
    assert (totals.code, totals.out) == (2, "")
