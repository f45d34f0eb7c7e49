"""Checks of the kitchen names of foods."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.checks import kitchen_foods
from planner.nutrition.checks.kitchen_foods import kitchen_food_faults
from planner.nutrition.tables import read_rows


def test_every_food_has_a_kitchen_name() -> None:
    """The table names each food of foods.csv and has no fault."""
    assert list(kitchen_food_faults()) == []


@pytest.mark.parametrize(
    ("food_id", "changes", "words"),
    [
        ("onion_raw", None, "no row for onion_raw"),
        ("onion_raw", {"food_id": "stone"}, "not in foods.csv"),
        ("onion_raw", {"state": ""}, "state is missing"),
        ("onion_raw", {"piece_grams": ""}, "go together"),
        ("onion_raw", {"piece_grams": "0"}, "go together"),
        ("onion_raw", {"uk_plural": "onions"}, "needs a uk_name"),
    ],
)
def test_faults(
    monkeypatch: pytest.MonkeyPatch, food_id: str, changes: dict[str, str] | None, words: str
) -> None:
    """A missing row, an unknown food, no state and half a piece are faults, each alone."""

    def rows(name: str, read: Callable[[str], list[dict[str, str]]] = read_rows) -> object:
        if name != "kitchen_foods.csv":
            return read(name)
        known = [row for row in read(name) if changes is not None or row["food_id"] != food_id]
        return [row | (changes or {}) if row["food_id"] == food_id else row for row in known]

    monkeypatch.setattr(kitchen_foods, "read_rows", rows)
    found = list(kitchen_food_faults())
    assert any(words in fault for fault in found)


def test_a_dry_food_needs_a_yield(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rice that is bought dry and listed cooked at the same weight is a fault."""

    def rows(name: str, read: Callable[[str], list[dict[str, str]]] = read_rows) -> object:
        found = read(name)
        if name != "food_facts.csv":
            return found
        return [
            row | ({"bought_g_per_g": "1"} if row["food_id"] == "white_rice_cooked" else {})
            for row in found
        ]

    monkeypatch.setattr(kitchen_foods, "read_rows", rows)
    assert [fault.split(": ")[0].split()[-1] for fault in kitchen_food_faults()] == [
        "white_rice_cooked"
    ]
