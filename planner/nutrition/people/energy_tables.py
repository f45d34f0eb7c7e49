"""The tables of energy requirements and their formulas.

The formulas take numbers or arrays, for one person or many people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from planner.errors import DataError
from planner.nutrition.tables import read_rows

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Amount = TypeVar("Amount", float, FloatArray)

NASEM = "nasem"  # its equations include activity; the others multiply resting energy by a PAL
PREGNANCY = "pregnancy"
FIRST_WEEK_OF_SECOND_TRIMESTER = 14

_EQUATIONS = "targets/energy_equations.csv"
_ADDITIONS = "targets/energy_additions.csv"
_ACTIVITY_LEVELS = "targets/activity_levels.csv"
_ANY_STANDARD = "any"
_EXPENDITURE = frozenset({"toddler", "child", "adult"})


@dataclass(frozen=True, eq=False)
class Equation:
    """An equation of energy expenditure or resting energy (``data/targets/energy_equations.csv``).

    Attributes
    ----------
    name, sex, activity, source : str
        Key, sex and activity it applies to (activity may be ``any``), and publication.
    ages : range
        Ages in completed years that it applies to.
    intercept_kcal, kcal_per_year, kcal_per_cm, kcal_per_kg, kcal_per_gestation_week : float
        Coefficients.
    """

    name: str
    sex: str
    ages: range
    activity: str
    intercept_kcal: float
    kcal_per_year: float
    kcal_per_cm: float
    kcal_per_kg: float
    kcal_per_gestation_week: float
    source: str

    def kcal(self, age_years: Amount, height_cm: Amount, weight_kg: Amount, week: Amount) -> Amount:
        """Return kilocalories a day; `week` is the week of pregnancy, 0 for none."""
        return (
            self.intercept_kcal
            + self.kcal_per_year * age_years
            + self.kcal_per_cm * height_cm
            + self.kcal_per_kg * weight_kg
            + self.kcal_per_gestation_week * week
        )


@cache
def _equations() -> tuple[Equation, ...]:
    return tuple(
        Equation(
            name=row["equation"],
            sex=row["sex"],
            ages=range(int(row["age_min_years"]), int(row["age_max_years"]) + 1),
            activity=row["activity"],
            intercept_kcal=float(row["intercept_kcal"]),
            kcal_per_year=float(row["kcal_per_year"]),
            kcal_per_cm=float(row["kcal_per_cm"]),
            kcal_per_kg=float(row["kcal_per_kg"]),
            kcal_per_gestation_week=float(row["kcal_per_gestation_week"]),
            source=row["source"],
        )
        for row in read_rows(_EQUATIONS)
    )


def _equation(names: frozenset[str], sex: str, age: int, activity: str) -> Equation:
    for equation in _equations():
        if (
            equation.name in names
            and equation.sex == sex
            and age in equation.ages
            and equation.activity in (activity, "any")
        ):
            return equation
    raise DataError(f"data/{_EQUATIONS}: no equation for {sex}, {age} years, {activity}")


@lru_cache(maxsize=4096)
def expenditure_equation(sex: str, age: int, activity: str, *, is_late: bool) -> Equation:
    """Return the equation of NASEM 2023 for total energy expenditure.

    Parameters
    ----------
    age : int
        Completed years.
    is_late : bool
        Whether the person is in the second or third trimester of pregnancy.
    """
    return _equation(frozenset({PREGNANCY}) if is_late else _EXPENDITURE, sex, age, activity)


@lru_cache(maxsize=1024)
def resting_equation(sex: str, age: int) -> Equation:
    """Return the equation of Henry (2005) for resting energy, at an age in completed years."""
    return _equation(frozenset({"henry"}), sex, age, "inactive")


Bounds = tuple[float, float]


@dataclass(frozen=True)
class EnergyRow:
    """A row of ``data/targets/energy_additions.csv``.

    Attributes
    ----------
    standard, kind, sex : str
        Standard (or ``any``), kind of addition or ``safe_floor``, and sex it applies to.
    ages, weeks, months : tuple of float or None
        Completed years, week of pregnancy and month of lactation, inclusive; None for any.
    bmi : tuple of float
        Body mass index before pregnancy, from the first to below the second.
    unit : str
        ``kcal`` a day, or a share of the estimated energy requirement.
    value : float
        In `unit`.
    label, source : str
        In words, and the publication.
    """

    standard: str
    kind: str
    sex: str
    ages: Bounds | None
    weeks: Bounds | None
    months: Bounds | None
    bmi: Bounds
    unit: str
    value: float
    label: str
    source: str

    def covers(self, age: Amount, week: Amount, month: Amount, bmi: Amount) -> bool | BoolArray:
        """Return whether the row covers a person, or the mask of people that it covers.

        A person who is not pregnant or lactating has NaN as week or month.
        """
        holds: bool | BoolArray = (bmi >= self.bmi[0]) & (bmi < self.bmi[1])
        for value, bounds in ((age, self.ages), (week, self.weeks), (month, self.months)):
            if bounds is not None:
                holds = holds & (value >= bounds[0]) & (value <= bounds[1])
        return holds


@cache
def _energy_rows() -> tuple[EnergyRow, ...]:
    def bounds(low: str, high: str) -> Bounds | None:
        return (float(low), float(high)) if low else None

    return tuple(
        EnergyRow(
            row["standard"],
            row["kind"],
            row["sex"],
            bounds(row["age_min_years"], row["age_max_years"]),
            bounds(row["week_min"], row["week_max"]),
            bounds(row["month_min"], row["month_max"]),
            (float(row["bmi_min"] or "-inf"), float(row["bmi_below"] or "inf")),
            row["unit"],
            float(row["value"]),
            row["label"],
            row["source"],
        )
        for row in read_rows(_ADDITIONS)
    )


@cache
def energy_rows(kind: str, standard: str, sex: str) -> tuple[EnergyRow, ...]:
    """Return the rows of one kind, in the order of the table."""
    return tuple(
        row
        for row in _energy_rows()
        if row.kind == kind and row.sex == sex and row.standard in (standard, _ANY_STANDARD)
    )


def addition_kinds(equation: Equation) -> tuple[str, ...]:
    """Return the kinds of rows that are added to the result of an equation.

    NASEM adds only tissue deposition to its pregnancy equation, at every age.
    """
    if equation.name == PREGNANCY:
        return ("pregnancy",)
    return ("growth", "pregnancy", "lactation")


@dataclass(frozen=True)
class ActivityLevel:
    """The physical activity level (PAL) that resting energy is multiplied by."""

    pal: float
    note: str
    source: str


@lru_cache(maxsize=4096)
def activity_level(standard: str, age: int, activity: str) -> ActivityLevel:
    """Return the activity level of a standard at an age in completed years.

    Raises
    ------
    DataError
        If the table has no level for this age.
    """
    for row in _activity_rows():
        ages = range(int(row["age_min_years"]), int(row["age_max_years"]) + 1)
        if row["standard"] == standard and row["activity"] == activity and age in ages:
            return ActivityLevel(float(row["pal"]), row["note"], row["source"])
    raise DataError(f"data/{_ACTIVITY_LEVELS}: no level for {standard}, {age} years, {activity}")


@cache
def _activity_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of ``data/targets/activity_levels.csv``."""
    return tuple(read_rows(_ACTIVITY_LEVELS))


def bmi_of(weight_kg: Amount, height_cm: Amount) -> Amount:
    """Return the body mass index in kg/m2."""
    metres = height_cm / 100.0
    return weight_kg / (metres * metres)
