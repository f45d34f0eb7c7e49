"""Checks of the time that foods served by themselves take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.checks import preparation
from planner.nutrition.checks.preparation import preparation_faults
from planner.nutrition.tables import read_rows


def test_every_subgroup_has_a_time() -> None:
    """The table has no fault."""
    assert list(preparation_faults()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "moonlight"}, "or it is not served alone"),
        ({"active_minutes": "0"}, "at least a minute"),
        ({"key": "moonlight"}, "no row for the subgroup dark_green_vegetable"),
    ],
)
def test_faults(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], words: str) -> None:
    """A row of no food, no work, and a subgroup without a row are faults."""

    def rows(name: str, read: Callable[[str], list[dict[str, str]]] = read_rows) -> object:
        found = read(name)
        return [found[0] | changes, *found[1:]] if name == "preparation_minutes.csv" else found

    monkeypatch.setattr(preparation, "read_rows", rows)
    assert any(words in fault for fault in preparation_faults())
