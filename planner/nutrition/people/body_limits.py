"""Bodies at all likely: limits that catch slips of unit and of field."""

from __future__ import annotations

from planner.nutrition.people.energy import FIRST_ADULT_AGE

FIRST_AGE = 1
BMI_LIMITS = (10.0, 80.0)
CHILD_BMI_LIMITS = (8.0, 70.0)

# Least and most height in cm and weight in kg of a body at all likely, up to and with an age
# (project choice: far outside the growth charts, to catch slips of unit and of field).
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
    """Tell whether a value lies outside limits that are themselves allowed."""
    return not limits[0] <= value <= limits[1]


def body_problems(age: int, height_cm: float, weight_kg: float) -> list[str]:
    """Return what is not likely about a body, a sentence each; none where it is.

    Parameters
    ----------
    age : int
        Completed years.
    height_cm, weight_kg : float
        Present height and weight.
    """
    if age < FIRST_AGE:
        message = (
            "age 0: the planner covers 2 years and up; milk and first foods before that need a "
            "pediatrician's or health visitor's advice, not a meal plan"
        )
        return [message]
    heights, weights = next(row[1:] for row in _LIKELY_BODIES if age <= row[0])
    problems = [
        f"{name} {value:g}: not likely at {age} years, where {limits[0]} to {limits[1]} "
        f"{unit} is accepted; check the value, its unit and the age"
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
            f"index of {bmi:.1f}, where {limits[0]:g} to {limits[1]:g} is accepted; check "
            "both values and their units"
        )
    return problems
