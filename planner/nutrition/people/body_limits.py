"""Plausible height, weight and body mass index by age, to catch mistyped values and units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.errors import DataError
from planner.nutrition.people.energy import FIRST_ADULT_AGE
from planner.nutrition.tables import read_rows

FIRST_AGE = 1


@dataclass(frozen=True)
class BodyLimits:
    """Inclusive limits of a plausible body (a row of ``data/body_limits.csv``).

    Attributes
    ----------
    last_age : int
        Last age in completed years that they hold for.
    height_cm, weight_kg, bmi : tuple of float
        Least and greatest height, weight and body mass index (kg/m²).
    """

    last_age: int
    height_cm: tuple[float, float]
    weight_kg: tuple[float, float]
    bmi: tuple[float, float]


@cache
def all_body_limits() -> tuple[BodyLimits, ...]:
    """Return every row of ``data/body_limits.csv``, the youngest first.

    Raises
    ------
    DataError
        If the ages do not rise.
    """
    rows = tuple(
        BodyLimits(
            int(row["age_max_years"]),
            (float(row["height_min_cm"]), float(row["height_max_cm"])),
            (float(row["weight_min_kg"]), float(row["weight_max_kg"])),
            (float(row["bmi_min"]), float(row["bmi_max"])),
        )
        for row in read_rows("body_limits.csv")
    )
    ages = [row.last_age for row in rows]
    if ages != sorted(set(ages)):
        raise DataError(f"data/body_limits.csv: age_max_years must rise, not {ages}")
    return rows


def body_limits_at(age: int) -> BodyLimits:
    """Return the limits at an age in completed years, up to the last of the table."""
    return next(row for row in all_body_limits() if age <= row.last_age)


def adult_bmi_limits() -> tuple[float, float]:
    """Return the least and greatest plausible body mass index of an adult."""
    return body_limits_at(FIRST_ADULT_AGE).bmi


def outside(value: float, limits: tuple[float, float]) -> bool:
    """Return whether a value lies outside inclusive limits."""
    return not limits[0] <= value <= limits[1]


def body_problems(age: int, height_cm: float, weight_kg: float) -> list[str]:
    """Return one message for each implausible value of a body; empty if all are plausible.

    Parameters
    ----------
    age : int
        Completed years.
    height_cm, weight_kg : float
        Present height and weight.
    """
    if age < FIRST_AGE:
        message = (
            "age 0: the planner covers ages from 2 years; for milk and first foods before that, "
            "ask a pediatrician or health visitor"
        )
        return [message]
    likely = body_limits_at(age)
    problems = [
        f"{name} {value:g}: not plausible at {age} years, accepted are {limits[0]:g} to "
        f"{limits[1]:g} {unit}; check the value, its unit and the age"
        for name, value, limits, unit in (
            ("height", height_cm, likely.height_cm, "cm"),
            ("weight", weight_kg, likely.weight_kg, "kg"),
        )
        if outside(value, limits)
    ]
    bmi = weight_kg / (height_cm / 100.0) ** 2
    if not problems and outside(bmi, likely.bmi):
        problems.append(
            f"height {height_cm:g} cm with weight {weight_kg:g} kg: a body mass "
            f"index of {bmi:.1f}, accepted are {likely.bmi[0]:g} to {likely.bmi[1]:g}; check "
            "both values and their units"
        )
    return problems
