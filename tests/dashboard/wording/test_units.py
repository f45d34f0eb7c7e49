"""Metric and US units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.dashboard.wording import units


@pytest.mark.parametrize(
    ("height_cm", "expected"),
    [(167.0, (5, 5.7)), (182.88, (6, 0.0)), (182.8, (6, 0.0)), (30.48, (1, 0.0)), (40.0, (1, 3.7))],
)
def test_heights_in_feet_and_inches(height_cm: float, expected: tuple[int, float]) -> None:
    """Known heights; 71.97 inches are six feet, never five feet twelve."""
    assert units.feet_and_inches(height_cm) == expected


def test_weights_in_pounds() -> None:
    """One pound is 0.45359237 kg by definition."""
    assert units.pounds(62.0) == 136.7
    assert units.kilograms(136.7) == 62.0


@given(st.floats(40, 260))
def test_heights_come_back_within_a_tenth_of_an_inch(height_cm: float) -> None:
    """A round trip loses only the rounding; inches are below twelve."""
    feet, inches = units.feet_and_inches(height_cm)
    assert 0 <= inches < 12
    assert units.centimetres(feet, inches) == pytest.approx(height_cm, abs=0.2)


@given(st.floats(2, 400))
def test_weights_come_back_within_a_tenth_of_a_kilogram(weight_kg: float) -> None:
    """A round trip loses only the rounding."""
    assert units.kilograms(units.pounds(weight_kg)) == pytest.approx(weight_kg, abs=0.1)
