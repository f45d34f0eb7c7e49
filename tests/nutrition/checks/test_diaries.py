"""``check-data`` on the columns of diaries: a wrong factor or unit is found."""

from __future__ import annotations

import pytest

from planner.nutrition.checks import diaries
from planner.nutrition.checks.diaries import diary_faults
from planner.nutrition.tables import read_rows


def test_shipped_columns_are_in_order() -> None:
    """The shipped tables have no fault."""
    assert list(diary_faults()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "IU", "factor": "1"}, "factor 1: one IU is 0.025 µg"),
        ({"unit": "mg"}, "factor 1: one mg is 1000 µg"),
        ({"unit": "kcal"}, "kcal cannot be turned into µg of vitamin_d_ug"),
        ({"nutrient": ""}, "a column without a nutrient has no factor"),
        ({"factor": ""}, "a nutrient needs a factor"),
        ({"unit": "% DV", "note": ""}, "percent of a daily value need a note"),
    ],
)
def test_faults_are_found(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], words: str
) -> None:
    """A factor that does not fit its unit is found, with its row."""
    row = {"form": "f", "column": "D", "nutrient": "vitamin_d_ug", "unit": "µg", "factor": "1",
           "zero": "zero", "note": "", "source": "test"} | changes  # fmt: skip

    def rows(name: str) -> list[dict[str, str]]:
        return [row] if name == "diary_columns.csv" else read_rows(name)

    monkeypatch.setattr(diaries, "read_rows", rows)
    (fault,) = diary_faults()
    assert fault.startswith("data/diary_columns.csv row 2 f D: ")
    assert words in fault
