"""Energy requirement by a standard: equations, additions for life stages, and the safe floor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from planner.errors import DataError
from planner.nutrition.tables import read_table

if TYPE_CHECKING:  # person.py checks its values with this module
    from planner.nutrition.people.person import Person

Sex = Literal["female", "male"]
Activity = Literal["inactive", "low_active", "active", "very_active"]

FIRST_ADULT_AGE = 19  # the equations and the reference intakes call 19 years and over adult
FIRST_WEEK_OF_SECOND_TRIMESTER = 14
SPAN = 0.05  # half-width of the energy band, as a share of the energy target

_EQUATIONS = "targets/energy_equations.csv"
_ADDITIONS = "targets/energy_additions.csv"
_ACTIVITY_LEVELS = "targets/activity_levels.csv"
# The equations of NASEM include activity; the other standards multiply resting energy by a PAL.
_NASEM = "nasem"
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


@dataclass(frozen=True)
class _Equation:
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


@cache
def _equations() -> tuple[_Equation, ...]:
    return tuple(
        _Equation(
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
        for row in read_table(_EQUATIONS).to_dict("records")
    )


def _equation_for(
    names: frozenset[str], sex: Sex, age_years: float, activity: Activity
) -> _Equation:
    for equation in _equations():
        if (
            equation.name in names
            and equation.sex == sex
            and int(age_years) in equation.ages
            and equation.activity in (activity, "any")
        ):
            return equation
    raise DataError(f"data/{_EQUATIONS}: no equation for {sex}, {age_years:g} years, {activity}")


def _evaluate(
    equation: _Equation, age_years: float, height_cm: float, weight_kg: float, week: int | float = 0
) -> float:
    return (
        equation.intercept_kcal
        + equation.kcal_per_year * age_years
        + equation.kcal_per_cm * height_cm
        + equation.kcal_per_kg * weight_kg
        + equation.kcal_per_gestation_week * week
    )


def _expenditure_equation(
    sex: Sex, age_years: float, activity: Activity, gestation_weeks: float | None
) -> _Equation:
    late = gestation_weeks is not None and gestation_weeks >= FIRST_WEEK_OF_SECOND_TRIMESTER
    names = frozenset({"pregnancy"}) if late else frozenset({"toddler", "child", "adult"})
    return _equation_for(names, sex, age_years, activity)


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
    equation = _expenditure_equation(sex, age_years, activity, gestation_weeks)
    return _evaluate(equation, age_years, height_cm, weight_kg, gestation_weeks or 0)


def usual_weight_kg(person: Person) -> float:
    """Return the body weight before pregnancy if it is known, else the current one."""
    return person.pre_pregnancy_weight_kg or person.weight_kg


def pre_pregnancy_bmi(person: Person) -> float:
    """Return the body mass index in kg/m2, with the weight before pregnancy if it is known."""
    weight_kg = usual_weight_kg(person)
    return weight_kg / (person.height_cm / 100.0) ** 2


def _matches(row: dict[str, str], person: Person, standard: str) -> bool:
    """Return whether a row of the additions covers this person; an empty bound always holds."""
    if row["sex"] != person.sex or row["standard"] not in (standard, "any"):
        return False
    for value, low, high in (
        (person.age, "age_min_years", "age_max_years"),
        (person.pregnant_weeks, "week_min", "week_max"),
        (person.lactating_months, "month_min", "month_max"),
    ):
        if not row[low]:
            continue
        if value is None or not int(row[low]) <= value <= int(row[high]):
            return False
    bmi = pre_pregnancy_bmi(person)
    return bmi >= float(row["bmi_min"] or "-inf") and bmi < float(row["bmi_below"] or "inf")


def _rows(kind: str, person: Person, standard: str = _NASEM) -> list[dict[str, str]]:
    table: list[dict[str, str]] = _addition_rows()
    return [row for row in table if row["kind"] == kind and _matches(row, person, standard)]


@cache
def _addition_rows() -> list[dict[str, str]]:
    return [
        {str(column): str(cell) for column, cell in row.items()}
        for row in read_table(_ADDITIONS).to_dict("records")
    ]


def _additions(person: Person, equation: str, standard: str) -> tuple[Addition, ...]:
    # NASEM adds only tissue deposition to the pregnancy equation, at every age.
    kinds = ("pregnancy",) if equation == "pregnancy" else ("growth", "pregnancy", "lactation")
    return tuple(
        Addition(row["label"], float(row["value"]), row["source"])
        for kind in kinds
        for row in _rows(kind, person, standard)
    )


@cache
def _activity_rows() -> list[dict[str, str]]:
    return [
        {str(column): str(cell) for column, cell in row.items()}
        for row in read_table(_ACTIVITY_LEVELS).to_dict("records")
    ]


def activity_level(standard: str, age: int, activity: Activity) -> tuple[float, str, str]:
    """Return the physical activity level (PAL) by which a standard multiplies resting energy.

    Returns
    -------
    tuple of (float, str, str)
        PAL, note and source.

    Raises
    ------
    DataError
        If the table has no level for this age.
    """
    for row in _activity_rows():
        ages = range(int(row["age_min_years"]), int(row["age_max_years"]) + 1)
        if row["standard"] == standard and row["activity"] == activity and age in ages:
            return float(row["pal"]), row["note"], row["source"]
    raise DataError(f"data/{_ACTIVITY_LEVELS}: no level for {standard}, {age} years, {activity}")


@dataclass(frozen=True)
class _Estimate:
    """An estimated requirement: kcal a day, description, additions and source."""

    kcal: float
    words: str
    additions: tuple[Addition, ...]
    source: str


def _estimate(person: Person, standard: str = _NASEM) -> _Estimate:
    if standard != _NASEM:
        return _factorial_estimate(person, standard)
    equation = _expenditure_equation(person.sex, person.age, person.activity, person.pregnant_weeks)
    additions = _additions(person, equation.name, standard)
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
    equation = _equation_for(frozenset({"henry"}), person.sex, person.age, "inactive")
    weight_kg = usual_weight_kg(person)
    pal, note, source = activity_level(standard, person.age, person.activity)
    additions = _additions(person, equation.name, standard)
    spent = pal * _evaluate(equation, person.age, person.height_cm, weight_kg)
    words = f"{standard.upper()}: resting energy (Henry 2005) × {pal:g} for activity"
    return _Estimate(
        kcal=spent + sum(addition.kcal for addition in additions),
        words=f"{words} ({note})" if note else words,
        additions=additions,
        source=f"{source}; {equation.source}",
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
        raise DataError(f"data/{_ADDITIONS}: no safe_floor for {person.sex}, {person.age} years")
    value, source = float(found[0]["value"]), found[0]["source"]
    return (value if found[0]["unit"] == "kcal" else value * _estimate(person).kcal), source


def energy_requirement(person: Person, standard: str = _NASEM) -> EnergyTarget:
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
