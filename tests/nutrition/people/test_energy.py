"""Energy requirement: published equations, additions and safe floor."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.nutrition.people.energy import (
    Activity,
    Sex,
    energy_requirement,
    total_energy_kcal,
)
from planner.nutrition.people.person import make_person

# NASEM 2023, Table 5-8: predicted total energy expenditure as published, nothing added.
PUBLISHED: list[tuple[Sex, float, float, float, float | None, float]] = [
    ("male", 50.3, 175.9, 83.1, None, 2930),
    ("female", 53.9, 162.3, 71.9, None, 2281),
    ("male", 8.7, 134.0, 37.1, None, 2099),
    ("female", 9.6, 135.0, 37.6, None, 1873),
    ("male", 0.7, 68.5, 8.0, None, 624),
    ("female", 0.7, 68.3, 7.8, None, 593),
    ("female", 29.4, 164.1, 74.9, 19.9, 2680),
]

# Worked through by hand from the same equations.
WORKED: list[tuple[Sex, int, float, float, Activity, dict[str, int], float]] = [
    ("male", 30, 178, 75, "inactive", {}, 2642.67),
    ("male", 30, 178, 75, "low_active", {}, 2854.47),
    ("male", 30, 178, 75, "active", {}, 3033.73),
    ("male", 30, 178, 75, "very_active", {}, 3369.05),
    ("female", 30, 165, 60, "inactive", {}, 2021.00),
    ("female", 30, 165, 60, "low_active", {}, 2182.87),
    ("female", 75, 160, 65, "inactive", {}, 1735.50),
    ("male", 10, 140, 33, "low_active", {}, 1956.96),
    ("female", 16, 163, 56, "active", {}, 2415.11),
    ("male", 2, 87, 12.5, "low_active", {}, 1040.14),
    ("female", 30, 165, 68, "low_active", {"pregnant_weeks": 28}, 2727.68),
    ("female", 30, 165, 63, "low_active", {"lactating_months": 3}, 2619.29),
]


def _kcal(**changes: Any) -> float:
    raw: dict[str, Any] = {"sex": "female", "age": 30, "height_cm": 165, "weight_kg": 60}
    return energy_requirement(make_person(**(raw | changes))).kcal


@pytest.mark.parametrize("case", PUBLISHED, ids=str)
def test_equations_match_the_published_table(
    case: tuple[Sex, float, float, float, float | None, float],
) -> None:
    """The expenditure equations give the figures NASEM 2023 prints, within 3 kcal."""
    sex, age, height, weight, weeks, kcal = case
    found = total_energy_kcal(sex, age, height, weight, activity="active", gestation_weeks=weeks)
    assert found == pytest.approx(kcal, abs=3)


@pytest.mark.parametrize("case", WORKED, ids=str)
def test_requirement_matches_worked_examples(
    case: tuple[Sex, int, float, float, Activity, dict[str, int], float],
) -> None:
    """The requirement with growth, pregnancy or lactation equals a hand computation."""
    sex, age, height, weight, activity, stage, kcal = case
    person = make_person(
        sex=sex, age=age, height_cm=height, weight_kg=weight, activity=activity, **stage
    )
    found = energy_requirement(person)
    assert found.kcal == pytest.approx(kcal, abs=3)
    assert not found.floor_applied
    assert "NAP 26818" in found.source


def test_first_trimester_adds_nothing() -> None:
    """Up to week 13 the requirement is as without pregnancy; from week 14 it is higher."""
    assert _kcal(pregnant_weeks=1) == _kcal(pregnant_weeks=13) == _kcal()
    assert _kcal(pregnant_weeks=14) > _kcal() + 100


@pytest.mark.parametrize(
    ("before_kg", "kcal"),
    [(73.9, 300), (74.0, 200), (99.9, 200), (100.0, 150), (119.9, 150), (120.0, -50)],
)
def test_deposition_follows_weight_before_pregnancy(before_kg: float, kcal: float) -> None:
    """Later in pregnancy the addition depends on the BMI before it, by published bounds."""
    person = make_person(
        sex="female",
        age=30,
        height_cm=200,  # so that the weight is four times the BMI
        weight_kg=110,
        pregnant_weeks=20,
        pre_pregnancy_weight_kg=before_kg,
    )
    assert [added.kcal for added in energy_requirement(person).additions] == [kcal]


def test_weight_before_pregnancy_defaults_to_present_weight() -> None:
    """Without the weight before pregnancy the current weight selects the addition."""
    assert _kcal(weight_kg=85, pregnant_weeks=20) == pytest.approx(
        693.35 - 2.04 * 30 + 5.73 * 165 + 10.2 * 85 + 9.16 * 20 - 50
    )


def test_milk_adds_energy_by_month() -> None:
    """Breastfeeding adds 400 kcal to month 6, then 380, also after month 12, with a note."""
    assert _kcal(lactating_months=6) - _kcal() == pytest.approx(400)
    assert _kcal(lactating_months=7) - _kcal() == pytest.approx(380)
    person = make_person(sex="female", age=30, height_cm=165, weight_kg=60, lactating_months=18)
    (added,) = energy_requirement(person).additions
    assert added.kcal == 380
    assert "none is published" in added.label


def test_breastfeeding_teenager_still_grows() -> None:
    """Under 19 years the requirement has both growth and lactation."""
    person = make_person(sex="female", age=16, height_cm=163, weight_kg=56, lactating_months=3)
    assert [added.kcal for added in energy_requirement(person).additions] == [20, 400]


@pytest.mark.parametrize(("sex", "floor_kcal"), [("female", 1200), ("male", 1500)])
def test_small_adults_are_planned_at_the_safe_floor(sex: Sex, floor_kcal: float) -> None:
    """If the equation is below the safe floor, the floor is planned, with its source."""
    person = make_person(sex=sex, age=95, height_cm=140, weight_kg=32, activity="inactive")
    found = energy_requirement(person)
    assert found.requirement_kcal < floor_kcal
    assert found.kcal == floor_kcal == found.safe_floor_kcal
    assert found.floor_applied
    assert "AHA/ACC/TOS" in found.source


def test_own_target_is_taken() -> None:
    """An own energy target is planned as given; the basis names the equation's value."""
    person = make_person(sex="female", age=30, height_cm=165, weight_kg=60, energy_kcal=2000)
    found = energy_requirement(person)
    assert (found.kcal, found.additions, found.floor_applied) == (2000, (), False)
    assert found.requirement_kcal == pytest.approx(2182.87, abs=0.01)
    assert "2183" in found.equation


@given(
    sex=st.sampled_from(["female", "male"]),
    age=st.integers(3, 100),
    activity=st.sampled_from(["inactive", "low_active", "active", "very_active"]),
    weight=st.floats(25, 40),
)
def test_heavier_needs_more(sex: Sex, age: int, activity: Activity, weight: float) -> None:
    """At every age, sex and activity one more kilogram needs more energy."""
    light, heavy = (
        total_energy_kcal(sex, age, 130, kilograms, activity=activity)
        for kilograms in (weight, weight + 1)
    )
    assert heavy > light > 0
