"""The units of a kitchen: metric, US or UK, for heat, lengths and water."""

from __future__ import annotations

import math
from enum import StrEnum
from fractions import Fraction

from planner.nutrition.foods.household_measures import write_count, write_measure

_CUP_ML = 236.6
_TABLESPOON_ML = 14.8
_INCH_CM = 2.54
# Water is rounded to what a measuring jug shows: the step below each volume, ml.
_JUG_STEPS = ((50.0, 5.0), (100.0, 10.0), (500.0, 25.0), (1000.0, 50.0), (math.inf, 100.0))


class Units(StrEnum):
    """The units in which amounts are written.

    ``metric`` writes g, ml, cm and °C. ``us`` writes cups, ounces, inches and °F. ``uk`` writes
    metric units and British names: coriander, spring onion, aubergine.
    """

    METRIC = "metric"
    US = "us"
    UK = "uk"


def write_heat(celsius: float, units: Units) -> str:
    """Write an oven temperature: ``200 °C``, or in US units to the nearest 25 °F."""
    if units is Units.US:
        return f"{round((celsius * 1.8 + 32) / 25) * 25} °F"
    return f"{celsius:.0f} °C"


def write_length(cm: float, units: Units) -> str:
    """Write a length in centimetres, or in US units in inches, small ones in quarters."""
    if units is not Units.US:
        return f"{write_count(cm)} cm"
    inches = in_parts(cm / _INCH_CM, 4 if cm < 6 else 2 if cm < 15 else 1, Fraction(1, 4))
    return write_measure(float(inches), "inch", "inches")


def write_volume(ml: float, units: Units) -> str:
    """Write a volume of water or another liquid, rounded to what a jug or a spoon shows."""
    if units is Units.US:
        return _in_cups(ml)
    return write_rounded(ml, _JUG_STEPS, 5.0, ("ml", "l"))


def write_rounded(
    amount: float,
    steps: tuple[tuple[float, float], ...],
    least: float,
    units: tuple[str, str],
) -> str:
    """Write an amount rounded to the step of its size, from 1000 on in the larger unit.

    Parameters
    ----------
    amount : float
        The amount, in the smaller unit.
    steps : tuple of (float, float)
        Amounts, ascending, and the step below each; the last amount is infinite.
    least : float
        The least amount that is written.
    units : (str, str)
        The unit, and the one that is a thousand times as large.
    """
    step = next(step for most, step in steps if amount < most)
    rounded = max(round(amount / step) * step, least)
    small, large = units
    return f"{rounded:.0f} {small}" if rounded < 1000 else f"{rounded / 1000:g} {large}"


def in_parts(amount: float, parts: int, least: Fraction) -> Fraction:
    """Return an amount rounded to halves, quarters ... of one, at least `least`."""
    return max(Fraction(round(amount * parts), parts), least)


def _in_cups(ml: float) -> str:
    """Write a volume in cups, small ones in tablespoons."""
    cups = ml / _CUP_ML
    if cups < 0.22:
        return write_measure(max(round(ml / _TABLESPOON_ML), 1), "tablespoon", "tablespoons")
    parts = (4, 3) if cups < 2 else (2,) if cups < 8 else (1,)
    choices = [Fraction(round(cups * part), part) for part in parts]
    best = min(choices, key=lambda value: (abs(float(value) - cups), value.denominator))
    return write_measure(float(best), "cup", "cups")
