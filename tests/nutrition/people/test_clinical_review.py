"""Every clinical row has been read a second time, and none cites a source from memory."""

from __future__ import annotations

import re
from pathlib import Path

from planner.nutrition.people.clinical_notes import load_clinical_notes
from planner.nutrition.people.conditions import load_conditions, load_groups, load_medications
from planner.nutrition.people.declines import load_declines
from planner.nutrition.tables import read_rows

REVIEW = Path(__file__).parents[3] / "docs" / "clinical_review.md"
TABLES = (
    "conditions.csv", "medications.csv", "clinical_groups.csv", "clinical_effects.csv",
    "clinical_notes.csv", "declined.csv", "safety.csv", "serving_notes.csv", "weight_notes.csv",
    "meal_limits.csv",
)  # fmt: skip


def test_every_row_stands_in_the_review() -> None:
    """A row that is added, renamed or left out without a second reading fails here."""
    reviewed = set(
        re.findall(r"^\| `([a-z0-9_]+)` \|.*\|.*\|.*\|", REVIEW.read_text("utf-8"), re.M)
    )
    rows = {*load_conditions(), *load_medications(), *load_groups()}
    rows |= {decline.id for decline in load_declines()}
    rows |= {note.id for note in load_clinical_notes()}
    assert rows <= reviewed
    assert len(reviewed - rows) <= 6  # the rules for small children and fish


def test_no_source_is_cited_from_memory() -> None:
    """What users read names a publication, not a doubt of the author."""
    for table in TABLES:
        for row in read_rows(table):
            assert "memory" not in " ".join(row.values()), row
