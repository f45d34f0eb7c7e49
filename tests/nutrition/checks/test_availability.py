"""Checks of where foods can be bought."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.checks import availability
from planner.nutrition.checks.availability import availability_faults
from planner.nutrition.tables import read_rows

MUSHROOM = {"key_column": "subgroup", "key": "uv_mushroom"}


def test_table_is_in_order() -> None:
    """Each food is covered, and no row is idle."""
    assert list(availability_faults()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "stone"}, "no food has this subgroup"),
        ({"key": "stone"}, "no row for white_mushrooms_uv_raw"),
        ({"key": "avocado"}, "a second row"),
        ({"key_column": "id", "key": "avocado", "us": "everywhere", "uk": "everywhere",
          "eu": "everywhere"}, "says the same as subgroup avocado"),
    ],
)  # fmt: skip
def test_faults(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], words: str) -> None:
    """An unknown key, a food without a row, two rows and a needless row are faults."""

    def rows(name: str, read: Callable[[str], list[dict[str, str]]] = read_rows) -> object:
        found = read(name)
        if name != "availability.csv":
            return found
        return [row | changes if MUSHROOM.items() <= row.items() else row for row in found]

    monkeypatch.setattr(availability, "read_rows", rows)
    assert any(words in fault for fault in availability_faults())
