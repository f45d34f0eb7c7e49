"""Keys of nutrients in a source's record."""

from __future__ import annotations

import pandas as pd
import pytest

from planner.nutrition.sources.keys import keyed_value, known_amounts


@pytest.mark.parametrize(
    ("record", "key", "value"),
    [
        ({"675": 1.0, "618": 2.0}, "675|618", 1.0),
        ({"618": 2.0}, "675|618", 2.0),
        ({}, "675|618", None),
        ({"203": 3.0}, "", None),
        ({"629": 0.5}, "629*1000", 500.0),
        ({"629": 0.5, "621": 0.25}, "629*1000&621*1000", 750.0),
        ({"629": 0.5}, "629*1000&621*1000", None),
        ({"406": 4.0, "501": 0.06}, "406&501*1000|406", 64.0),
        ({"406": 4.0}, "406&501*1000|406", 4.0),
    ],
)
def test_keys(record: dict[str, float], key: str, value: float | None) -> None:
    """The first known alternative; sums only of what is known; factors for units."""
    assert keyed_value(record, key) == value


def test_columns_without_an_amount_are_unknown() -> None:
    """Text and missing figures are left out, never zero."""
    row = pd.Series({"Protein": 3.0, "Iodine": float("nan"), "category": "nuts"})
    assert known_amounts(row) == {"Protein": 3.0}
