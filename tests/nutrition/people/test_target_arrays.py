"""Targets of many people as arrays equal those of each person exactly."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.reference_intakes import SCOPES, all_standards
from planner.nutrition.people.target_arrays import (
    TargetArrays,
    round_hundredths,
    targets_of_many,
)
from planner.nutrition.people.targets import Targets, targets_for

WOMAN = make_person(sex="female", age=34, height_cm=167, weight_kg=62)


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Draw a person of any age, life stage and weight."""
    age = draw(st.integers(1, 120))
    raw: dict[str, Any] = {"sex": draw(st.sampled_from(["female", "male"])), "age": age}
    grown = age >= 19
    height_cm = draw(st.floats(130, 220) if grown else st.floats(70 + 5 * age, 80 + 6 * age))
    raw["height_cm"] = draw(st.sampled_from([height_cm, round(height_cm)]))
    bmi = draw(st.floats(14, 50) if grown else st.floats(14, 18))
    weight_kg = max(20.0 if grown else 7.0, bmi * (height_cm / 100) ** 2)
    # Weights in tenths bring amounts that lie on a tie of the second decimal.
    raw["weight_kg"] = draw(st.sampled_from([weight_kg, round(weight_kg, 1), round(weight_kg)]))
    raw["activity"] = draw(st.sampled_from(["inactive", "low_active", "active", "very_active"]))
    if raw["sex"] == "female" and 14 <= age <= 50:
        stages = [{}, {"pregnant_weeks": (1, 42)}, {"lactating_months": (1, 24)}]
        for field, (low, high) in draw(st.sampled_from(stages)).items():
            raw[field] = draw(st.integers(low, high))
        if "pregnant_weeks" in raw and draw(st.booleans()):
            raw["pre_pregnancy_weight_kg"] = draw(st.floats(35, 110))
    if draw(st.integers(0, 3)) == 0:
        raw["energy_kcal"] = draw(st.integers(600, 6000))
    try:
        return make_person(**raw)
    except InputError:  # a body mass index or an energy that is refused
        assume(False)
        raise


def check_row(arrays: TargetArrays, number: int, targets: Targets) -> None:
    """Compare a row of the arrays with the targets of one person, exactly."""
    rows = {row.nutrient: row for row in targets.rows}
    assert set(rows) <= set(arrays.nutrients)
    for column, nutrient in enumerate(arrays.nutrients):
        row = rows.get(nutrient)
        for bound, array in (("floor", arrays.floor), ("ceiling", arrays.ceiling)):
            expected = None if row is None else getattr(row, bound)
            found = None if np.isnan(array[number, column]) else float(array[number, column])
            assert found == expected, (nutrient, bound)
        scope = "" if row is None else row.ceiling_scope
        assert SCOPES[arrays.scope[number, column]] == scope, nutrient


@settings(deadline=None)
@given(drawn=st.lists(st.tuples(people(), st.booleans()), min_size=1, max_size=12))
@example(drawn=[(WOMAN, False), (WOMAN, True), (WOMAN, False)])
def test_arrays_are_the_targets_of_each_person(drawn: list[tuple[Person, bool]]) -> None:
    """Equal for every standard and life stage, with and without vegetarian iron."""
    for standard in all_standards():
        covered = []
        for person, vegetarian in drawn:
            try:
                targets = targets_for(person, standard, vegetarian_iron=vegetarian)
            except InputError:  # EFSA has no values for a few of them
                with pytest.raises(InputError):
                    targets_of_many([person], standard)
            else:
                covered.append((person, vegetarian, targets))
        if not covered:
            continue
        arrays = targets_of_many(
            [person for person, _, _ in covered],
            standard,
            vegetarian_iron=[vegetarian for _, vegetarian, _ in covered],
        )
        assert arrays.floor.shape == (len(covered), len(arrays.nutrients))
        for number, (_, _, targets) in enumerate(covered):
            check_row(arrays, number, targets)


def test_energy_is_first_and_floors_above_a_ceiling_are_held_under_it() -> None:
    """Vegetarian iron in week 20, 48.6 mg, is reduced to 5 % below the UL of 45 mg."""
    person = make_person(sex="female", age=30, height_cm=167, weight_kg=66, pregnant_weeks=20)
    arrays = targets_of_many([WOMAN, person], vegetarian_iron=True)
    assert arrays.nutrients[0] == "energy_kcal"
    iron = arrays.column("iron_mg")
    assert arrays.floor[:, iron].tolist() == [32.4, 42.75]
    assert arrays.ceiling[:, iron].tolist() == [45.0, 45.0]


def test_arrays_cannot_be_written_and_unknown_nutrients_are_named() -> None:
    """The arrays are read-only, since they are shared."""
    arrays = targets_of_many([WOMAN])
    for array in (arrays.floor, arrays.ceiling, arrays.scope):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1
    with pytest.raises(InputError, match="magnesium_mg"):
        arrays.column("magnesum_mg")


def test_nobody_and_other_lengths() -> None:
    """No people give no rows; one flag per person or one for all, else an error."""
    assert targets_of_many([]).floor.shape == (0, 1)
    with pytest.raises(ValueError, match="broadcast"):
        targets_of_many([WOMAN, WOMAN, WOMAN], vegetarian_iron=[True, False])
    for people_ in ([], [WOMAN]):
        with pytest.raises(InputError, match="nasem"):
            targets_of_many(people_, "nasm")


@given(
    st.lists(
        st.one_of(
            st.floats(0, 1e6),
            st.integers(0, 10**7).map(lambda thousandths: thousandths / 1000),
            st.integers(0, 10**6).map(lambda whole: whole * 0.83),
        )
    )
)
@example([0.285, 1.005, 2.675, 0.125, 51.875, 0.5, float("nan")])
def test_hundredths_are_rounded_as_python_does(values: list[float]) -> None:
    """Decimal ties, such as 1.005, are rounded by the exact value of the number."""
    found = round_hundredths(np.array(values, dtype=np.float64))
    expected = [round(value, 2) for value in values]
    assert np.array_equal(found, np.array(expected, dtype=np.float64), equal_nan=True)
