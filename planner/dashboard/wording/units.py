"""Metric and US units, exact by definition (1 inch is 2.54 cm, 1 pound 0.45359237 kg)."""

from __future__ import annotations

CM_PER_INCH = 2.54
INCHES_PER_FOOT = 12
KG_PER_POUND = 0.45359237


def feet_and_inches(height_cm: float) -> tuple[int, float]:
    """Return a height in whole feet and inches, the inches below 12 with one decimal."""
    tenths = round(height_cm / CM_PER_INCH * 10)
    feet, rest = divmod(tenths, INCHES_PER_FOOT * 10)
    return feet, rest / 10


def centimetres(feet: float, inches: float) -> float:
    """Return a height in centimetres with one decimal."""
    return round((feet * INCHES_PER_FOOT + inches) * CM_PER_INCH, 1)


def pounds(weight_kg: float) -> float:
    """Return a weight in pounds with one decimal."""
    return round(weight_kg / KG_PER_POUND, 1)


def kilograms(weight_lb: float) -> float:
    """Return a weight in kilograms with one decimal."""
    return round(weight_lb * KG_PER_POUND, 1)
