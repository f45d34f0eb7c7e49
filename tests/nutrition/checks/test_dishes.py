"""Checks of the dish tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.checks import dishes
from planner.nutrition.checks.dishes import dish_faults, dish_row_faults
from planner.nutrition.tables import read_rows


def test_tables_are_in_order() -> None:
    """The dish tables have no fault."""
    assert [*dish_row_faults(), *dish_faults()] == []


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("variant_steps.csv", {"variant_id": "nothing"}, "no variant"),
        (
            "dish_ingredients.csv",
            {"dish_id": "nothing", "food_id": "stone", "grams": "900"},
            "no such dish",
        ),
    ],
)
def test_unknown_names(
    monkeypatch: pytest.MonkeyPatch, table: str, row: dict[str, str], words: str
) -> None:
    """A row of an unknown dish, variant or food is a fault that names the table."""

    def rows(name: str, read: Callable[[str], list[dict[str, str]]] = read_rows) -> object:
        return [row] if name == table else read(name)

    monkeypatch.setattr(dishes, "read_rows", rows)
    found = list(dish_row_faults())
    assert any(fault.startswith(f"data/{table} row 2") and words in fault for fault in found)
