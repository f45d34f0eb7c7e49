"""Plausible height, weight and body mass index by age, to catch mistyped values and units."""

from __future__ import annotations

from planner.nutrition.people.energy import FIRST_ADULT_AGE

FIRST_AGE = 1
BMI_LIMITS = (10.0, 80.0)
CHILD_BMI_LIMITS = (8.0, 70.0)

# Last age in years of a group, with the least and greatest plausible height in cm and weight in kg
# (project choice: far outside the growth charts, so that only mistyped values are refused).
_LIKELY_BODIES = (
    (1, (55, 105), (4, 25)),
    (2, (65, 120), (5, 35)),
    (3, (70, 130), (7, 45)),
    (5, (75, 145), (8, 75)),
    (8, (85, 170), (10, 120)),
    (11, (95, 195), (13, 180)),
    (14, (105, 215), (16, 260)),
    (18, (115, 240), (20, 360)),
    (120, (90, 260), (20, 400)),
)


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
    heights, weights = next(row[1:] for row in _LIKELY_BODIES if age <= row[0])
    problems = [
        f"{name} {value:g}: not plausible at {age} years, accepted are {limits[0]} to "
        f"{limits[1]} {unit}; check the value, its unit and the age"
        for name, value, limits, unit in (
            ("height", height_cm, heights, "cm"),
            ("weight", weight_kg, weights, "kg"),
        )
        if outside(value, limits)
    ]
    limits = BMI_LIMITS if age >= FIRST_ADULT_AGE else CHILD_BMI_LIMITS
    bmi = weight_kg / (height_cm / 100.0) ** 2
    if not problems and outside(bmi, limits):
        problems.append(
            f"height {height_cm:g} cm with weight {weight_kg:g} kg: a body mass "
            f"index of {bmi:.1f}, accepted are {limits[0]:g} to {limits[1]:g}; check "
            "both values and their units"
        )
    return problems
