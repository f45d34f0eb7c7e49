"""Energy requirement by a standard: equations, additions for life stages, and the safe floor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.errors import DataError
from planner.nutrition.people.energy_tables import (
    FIRST_WEEK_OF_SECOND_TRIMESTER,
    NASEM,
    EnergyRow,
    Equation,
    activity_level,
    addition_kinds,
    bmi_of,
    energy_rows,
    expenditure_equation,
    resting_equation,
)

if TYPE_CHECKING:  # person.py checks its values with this module
    from planner.nutrition.people.person import Person

Sex = Literal["female", "male"]
Activity = Literal["inactive", "low_active", "active", "very_active"]
WeightGoal = Literal["hold", "gain", "lose"]

FIRST_ADULT_AGE = 19  # the equations and the reference intakes call 19 years and over adult
SPAN = 0.05  # half-width of the energy band, as a share of the energy target

_OWN_SOURCE = "the person's own figure"


@dataclass(frozen=True)
class Addition:
    """Energy added to the result of an equation.

    Attributes
    ----------
    label : str
        Purpose of the addition.
    kcal : float
        Kilocalories a day; may be zero or negative.
    source : str
        Publication.
    """

    label: str
    kcal: float
    source: str


@dataclass(frozen=True)
class EnergyTarget:
    """The energy target of a person.

    Attributes
    ----------
    kcal : float
        Target in kcal a day.
    equation : str
        The equation, or the other origin of the target, in words.
    additions : tuple of Addition
        Additions to the equation; empty for a person's own target.
    floor_applied : bool
        Whether the requirement is below the safe floor, which is then the target.
    source : str
        Publication.
    requirement_kcal : float
        Estimated requirement: equation and additions, in kcal a day.
    safe_floor_kcal : float
        Least energy of any plan, in kcal a day.
    """

    kcal: float
    equation: str
    additions: tuple[Addition, ...]
    floor_applied: bool
    source: str
    requirement_kcal: float
    safe_floor_kcal: float

    @property
    def need_kcal(self) -> float:
        """What percents are of: the estimate for an own target, else the target, in kcal a day."""
        return self.requirement_kcal if self.source == _OWN_SOURCE else self.kcal


def total_energy_kcal(
    sex: Sex,
    age_years: float,
    height_cm: float,
    weight_kg: float,
    *,
    activity: Activity,
    gestation_weeks: float | None = None,
) -> float:
    """Return the total energy expenditure by NASEM 2023, without additions.

    Parameters
    ----------
    sex : {"female", "male"}
        Sex.
    age_years, height_cm, weight_kg : float
        Age in years (0 to 120), height in cm, current weight in kg.
    activity : {"inactive", "low_active", "active", "very_active"}
        Physical activity level; ignored below 3 years.
    gestation_weeks : float, optional
        Week of pregnancy; the pregnancy equation applies from week 14.

    Returns
    -------
    float
        Kilocalories a day, without growth, tissue deposition or milk.
    """
    late = is_late(gestation_weeks)
    equation = expenditure_equation(sex, int(age_years), activity, is_late=late)
    return equation.kcal(age_years, height_cm, weight_kg, gestation_weeks or 0.0)


def is_late(gestation_weeks: float | None) -> bool:
    """Return whether a person is in the second or third trimester of pregnancy."""
    return gestation_weeks is not None and gestation_weeks >= FIRST_WEEK_OF_SECOND_TRIMESTER


def usual_weight_kg(person: Person) -> float:
    """Return the body weight before pregnancy if it is known, else the current one."""
    return person.pre_pregnancy_weight_kg or person.weight_kg


def _rows(kind: str, person: Person, standard: str = NASEM) -> list[EnergyRow]:
    weeks, months = person.pregnant_weeks, person.lactating_months
    week = math.nan if weeks is None else float(weeks)
    month = math.nan if months is None else float(months)
    bmi = bmi_of(usual_weight_kg(person), person.height_cm)
    return [
        row
        for row in energy_rows(kind, standard, person.sex)
        if row.covers(float(person.age), week, month, bmi)
    ]


def _additions(person: Person, equation: Equation, standard: str) -> tuple[Addition, ...]:
    return tuple(
        Addition(row.label, row.value, row.source)
        for kind in (*addition_kinds(equation), person.weight_goal)
        for row in _rows(kind, person, standard)
    )


@dataclass(frozen=True)
class _Estimate:
    """An estimated requirement: kcal a day, description, additions and source."""

    kcal: float
    words: str
    additions: tuple[Addition, ...]
    source: str


def _estimate(person: Person, standard: str = NASEM) -> _Estimate:
    if standard != NASEM:
        return _factorial_estimate(person, standard)
    late = is_late(person.pregnant_weeks)
    equation = expenditure_equation(person.sex, person.age, person.activity, is_late=late)
    additions = _additions(person, equation, standard)
    spent = total_energy_kcal(
        person.sex,
        person.age,
        person.height_cm,
        person.weight_kg,
        activity=person.activity,
        gestation_weeks=person.pregnant_weeks,
    )
    activity = "" if equation.activity == "any" else f", {equation.activity.replace('_', ' ')}"
    words = f"NASEM 2023 estimated energy requirement, {equation.name} {equation.sex}{activity}"
    kcal = spent + sum(addition.kcal for addition in additions)
    return _Estimate(kcal, words, additions, equation.source)


def _factorial_estimate(person: Person, standard: str) -> _Estimate:
    """Multiply resting energy (Henry 2005) by the standard's activity level.

    In pregnancy the weight before it applies, since the standards add a fixed amount for pregnancy.
    """
    equation = resting_equation(person.sex, person.age)
    weight_kg = usual_weight_kg(person)
    level = activity_level(standard, person.age, person.activity)
    additions = _additions(person, equation, standard)
    spent = level.pal * equation.kcal(float(person.age), person.height_cm, weight_kg, 0.0)
    words = f"{standard.upper()}: resting energy (Henry 2005) × {level.pal:g} for activity"
    return _Estimate(
        kcal=spent + sum(addition.kcal for addition in additions),
        words=f"{words} ({level.note})" if level.note else words,
        additions=additions,
        source=f"{level.source}; {equation.source}",
    )


def safe_floor_kcal(person: Person) -> float:
    """Return the least energy that any plan for this person may have, in kcal a day.

    It is 1200 for women, 1500 for men, and three quarters of the requirement below 19 years
    (rows ``safe_floor`` of ``data/targets/energy_additions.csv``, with their sources).
    """
    return _safe_floor(person)[0]


def _safe_floor(person: Person) -> tuple[float, str]:
    found = _rows("safe_floor", person)
    if not found:
        raise DataError(f"no safe floor of energy for {person.sex}, {person.age} years")
    row = found[0]
    return (row.value if row.unit == "kcal" else row.value * _estimate(person).kcal), row.source


def energy_requirement(person: Person, standard: str = NASEM) -> EnergyTarget:
    """Return the energy target of a person; it is never below the safe floor.

    A person's own target overrides the estimate. The estimate by NASEM is the estimated energy
    requirement of 2023 (Dietary Reference Intakes for Energy, doi:10.17226/26818) with additions
    for growth, pregnancy (by weight for height before it; none in the first 13 weeks) and
    breastfeeding. The estimates by EFSA (2013) and the UK (SACN 2011) are resting energy times a
    physical activity level, with their additions.

    Parameters
    ----------
    person : Person
        The person, aged 1 year or more.
    standard : str
        Standard whose equations and additions apply.

    Raises
    ------
    DataError
        If the tables have no equation, activity level or safe floor for this person.
    """
    estimate = _estimate(person, standard)
    floor_kcal, floor_source = _safe_floor(person)
    if person.energy_kcal is not None:
        words = (
            f"own energy target (the estimate of {standard.upper()} is {estimate.kcal:.0f} kcal)"
        )
        return EnergyTarget(
            person.energy_kcal, words, (), False, _OWN_SOURCE, estimate.kcal, floor_kcal
        )
    floor_applied = estimate.kcal < floor_kcal
    return EnergyTarget(
        kcal=max(estimate.kcal, floor_kcal),
        equation=estimate.words,
        additions=estimate.additions,
        floor_applied=floor_applied,
        source=f"{estimate.source}; {floor_source}" if floor_applied else estimate.source,
        requirement_kcal=estimate.kcal,
        safe_floor_kcal=floor_kcal,
    )
