"""The energy targets of many people at once, with the equations of `energy_requirement`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.errors import DataError
from planner.nutrition.people.energy import is_late, usual_weight_kg
from planner.nutrition.people.energy_tables import (
    NASEM,
    BoolArray,
    EnergyRow,
    Equation,
    FloatArray,
    activity_level,
    addition_kinds,
    bmi_of,
    energy_rows,
    expenditure_equation,
    resting_equation,
)
from planner.nutrition.people.person import Person

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PeopleArrays:
    """The data that the targets of people depend on; arrays have the shape (people,).

    Attributes
    ----------
    people : sequence of Person
        The people.
    sex : ndarray of str
        ``female`` or ``male``.
    age, height_cm, weight_kg, usual_weight_kg : ndarray of float
        Completed years, height, and weight now and before pregnancy.
    week, month : ndarray of float
        Week of pregnancy and month of lactation; NaN for none.
    own_kcal : ndarray of float
        Their own energy target; NaN for none.
    """

    people: Sequence[Person]
    sex: npt.NDArray[np.str_]
    age: FloatArray
    height_cm: FloatArray
    weight_kg: FloatArray
    usual_weight_kg: FloatArray
    week: FloatArray
    month: FloatArray
    own_kcal: FloatArray

    @classmethod
    def of(cls, people: Sequence[Person]) -> PeopleArrays:
        """Return the data of some people."""

        def column(values: Sequence[float | None]) -> FloatArray:
            return np.array(values, dtype=np.float64)  # None becomes NaN

        return cls(
            people=people,
            sex=np.array([person.sex for person in people], dtype=np.str_),
            age=column([float(person.age) for person in people]),
            height_cm=column([person.height_cm for person in people]),
            weight_kg=column([person.weight_kg for person in people]),
            usual_weight_kg=column([usual_weight_kg(person) for person in people]),
            week=column([person.pregnant_weeks for person in people]),
            month=column([person.lactating_months for person in people]),
            own_kcal=column([person.energy_kcal for person in people]),
        )


def energy_of_many(arrays: PeopleArrays, standard: str) -> tuple[FloatArray, FloatArray]:
    """Return the energy targets and the safe floors in kcal a day, shape (people,) each.

    See `planner.nutrition.people.energy.energy_requirement`.

    Raises
    ------
    DataError
        If the tables have no equation, activity level or safe floor for one of the people.
    """
    bmi = bmi_of(arrays.usual_weight_kg, arrays.height_cm)
    by_nasem = _expenditure_estimate(arrays, bmi)
    estimate = by_nasem if standard == NASEM else _factorial_estimate(arrays, standard, bmi)
    safe_floor = _safe_floor(arrays, bmi, by_nasem)
    least = np.maximum(estimate, safe_floor)
    return np.where(np.isnan(arrays.own_kcal), least, arrays.own_kcal), safe_floor


def _expenditure_estimate(arrays: PeopleArrays, bmi: FloatArray) -> FloatArray:
    equations = [
        expenditure_equation(
            person.sex, person.age, person.activity, is_late=is_late(person.pregnant_weeks)
        )
        for person in arrays.people
    ]
    week = np.nan_to_num(arrays.week)
    spent = _evaluated(equations, arrays, arrays.weight_kg, week)
    return spent + _additions(arrays, bmi, equations, NASEM)


def _factorial_estimate(arrays: PeopleArrays, standard: str, bmi: FloatArray) -> FloatArray:
    equations = [resting_equation(person.sex, person.age) for person in arrays.people]
    levels = [activity_level(standard, person.age, person.activity) for person in arrays.people]
    pal = np.array([level.pal for level in levels])
    week = np.zeros(len(pal))
    spent = pal * _evaluated(equations, arrays, arrays.usual_weight_kg, week)
    return spent + _additions(arrays, bmi, equations, standard)


def _evaluated(
    equations: Sequence[Equation], arrays: PeopleArrays, weight_kg: FloatArray, week: FloatArray
) -> FloatArray:
    """Evaluate the equation of each person, shape (people,)."""
    kcal = np.empty(len(equations))
    for equation, own in _places(equations):
        kcal[own] = equation.kcal(arrays.age[own], arrays.height_cm[own], weight_kg[own], week[own])
    return kcal


def _places(equations: Sequence[Equation]) -> Iterator[tuple[Equation, IntArray]]:
    """Yield each different equation and the indices of the people it applies to."""
    number = {equation: place for place, equation in enumerate(dict.fromkeys(equations))}
    numbers = np.array([number[equation] for equation in equations], dtype=np.int64)
    for equation, place in number.items():
        yield equation, np.flatnonzero(numbers == place)


def _additions(
    arrays: PeopleArrays, bmi: FloatArray, equations: Sequence[Equation], standard: str
) -> FloatArray:
    """Return the additions to the result of each person's equation, shape (people,)."""
    total = np.zeros(len(equations))
    for equation, own in _places(equations):
        for kind in addition_kinds(equation):
            for row in energy_rows(kind, standard, equation.sex):
                total[own] += np.where(_covered(row, arrays, bmi, own), row.value, 0.0)
    return total


def _covered(row: EnergyRow, arrays: PeopleArrays, bmi: FloatArray, own: IntArray) -> BoolArray:
    """Return the mask of people that a row covers."""
    found = row.covers(arrays.age[own], arrays.week[own], arrays.month[own], bmi[own])
    return np.asarray(found, dtype=np.bool_)


def _safe_floor(arrays: PeopleArrays, bmi: FloatArray, by_nasem: FloatArray) -> FloatArray:
    """Return the least energy of any plan, from the first row that covers a person."""
    least = np.full(len(bmi), np.nan)
    for sex in dict.fromkeys(arrays.sex.tolist()):
        own = np.flatnonzero(arrays.sex == sex)
        for row in energy_rows("safe_floor", NASEM, sex):
            kcal = row.value if row.unit == "kcal" else row.value * by_nasem[own]
            free = _covered(row, arrays, bmi, own) & np.isnan(least[own])
            least[own] = np.where(free, kcal, least[own])
    if np.isnan(least).any():
        person = arrays.people[int(np.flatnonzero(np.isnan(least))[0])]
        raise DataError(f"no safe floor of energy for {person.sex}, {person.age} years")
    return least
