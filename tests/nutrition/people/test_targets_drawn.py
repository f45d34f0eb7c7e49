"""Targets of drawn people: whoever is accepted gets targets that can be met."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.nutrition.people.energy import energy_requirement
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.targets import targets_for


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Draw a person of any age, size, activity, life stage and energy that the planner accepts."""
    age = draw(st.integers(1, 120))
    sex = draw(st.sampled_from(["female", "male"]))
    raw: dict[str, Any] = {"sex": sex, "age": age}
    grown = age >= 19
    height_cm = draw(st.floats(90, 260) if grown else st.floats(70 + 5 * age, 80 + 6 * age))
    bmi = draw(st.floats(10.1, 79.9) if grown else st.floats(14, 18))
    raw["height_cm"] = height_cm
    raw["weight_kg"] = min(400.0, max(20.0 if grown else 7.0, bmi * (height_cm / 100) ** 2))
    raw["activity"] = draw(st.sampled_from(["inactive", "low_active", "active", "very_active"]))
    if sex == "female" and 14 <= age <= 50:
        stages = [{}, {"pregnant_weeks": (1, 42)}, {"lactating_months": (1, 24)}]
        for field, (low, high) in draw(st.sampled_from(stages)).items():
            raw[field] = draw(st.integers(low, high))
    if grown and draw(st.booleans()):
        estimate = energy_requirement(make_person(**raw))
        least = max(0.96 * estimate.requirement_kcal, estimate.safe_floor_kcal)
        if least < 6000:  # the most that can be asked for
            raw["energy_kcal"] = draw(st.floats(least, 6000))
    return make_person(**raw)


@settings(deadline=None)
@given(person=people(), vegetarian=st.booleans())
def test_everybody_gets_targets_that_can_be_met(person: Person, vegetarian: bool) -> None:
    """Any person has energy, the five core floors, and no floor above a ceiling in total."""
    targets = targets_for(person, vegetarian_iron=vegetarian)
    for nutrient in (
        "magnesium_mg",
        "calcium_mg",
        "potassium_mg",
        "vitamin_d_ug",
        "vitamin_b12_ug",
    ):
        assert (targets[nutrient].floor or 0) > 0
    for row in targets.rows:
        assert row.floor is not None or row.ceiling is not None
        assert (row.floor or 0) >= 0
        if row.ceiling_scope == "total" and row.floor is not None:
            assert row.ceiling is not None
            assert row.floor <= row.ceiling
    energy = targets["energy_kcal"]
    assert (energy.floor or 0) >= (
        0 if person.age < 19 else 1200 if person.sex == "female" else 1500
    )
    assert len(targets.to_frame()) == len(targets.rows)
