"""Heat, lengths and water in the units of a kitchen."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.kitchen_units import Units, write_heat, write_length, write_volume


def test_heat() -> None:
    """An oven is set in °C, and in US units in °F to the nearest 25."""
    assert write_heat(200, Units.METRIC) == write_heat(200, Units.UK) == "200 °C"
    assert [write_heat(heat, Units.US) for heat in (180, 200, 220)] == [
        "350 °F",
        "400 °F",
        "425 °F",
    ]


def test_length() -> None:
    """A length is written in cm, and in US units in quarters of an inch, at least one."""
    assert write_length(2, Units.METRIC) == "2 cm"
    assert write_length(0.5, Units.UK) == "½ cm"
    assert write_length(2, Units.US) == "¾ inch"
    assert write_length(5, Units.US) == "2 inches"
    assert write_length(0.3, Units.US) == "¼ inch"


@pytest.mark.parametrize(
    ("ml", "metric", "us"),
    [
        (15, "15 ml", "1 tablespoon"),
        (63, "60 ml", "¼ cup"),
        (250, "250 ml", "1 cup"),
        (333, "325 ml", "1⅓ cups"),
        (760, "750 ml", "3 cups"),
        (1230, "1.2 l", "5 cups"),
    ],
)
def test_volume(ml: float, metric: str, us: str) -> None:
    """Water is rounded to what a jug shows, and to cups in US units."""
    assert write_volume(ml, Units.METRIC) == metric
    assert write_volume(ml, Units.US) == us
