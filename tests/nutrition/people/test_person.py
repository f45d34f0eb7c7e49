"""People: accepted and refused values, and their messages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.errors import InputError
from planner.nutrition.people.person import (
    PERSON_OPTIONS,
    Person,
    make_person,
    person_from_options,
)

WOMAN = {"sex": "female", "age": 34, "height_cm": 167, "weight_kg": 62}
OPTION_OF = {field: option for option, field in PERSON_OPTIONS.items()}


def _refusal(**changes: Any) -> str:
    raw = {key: value for key, value in (WOMAN | changes).items() if value != "absent"}
    with pytest.raises(InputError) as caught:
        make_person(**raw)
    return str(caught.value)


def test_person_is_frozen_and_low_active_by_default() -> None:
    """A person is immutable; the default activity is low active."""
    person = make_person(**WOMAN)
    assert person.activity == "low_active"
    with pytest.raises(ValidationError):
        person.age = 35


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"activity": "active"}, "woman, 34 years, 167 cm, 62 kg, active"),
        ({"sex": "male"}, "man, 34 years, 167 cm, 62 kg, low active"),
        (
            {"age": 1, "height_cm": 74.5, "weight_kg": 9.5},
            "girl, 1 year, 74.5 cm, 9.5 kg, low active",
        ),
        (
            {"pregnant_weeks": 20},
            "woman, 34 years, 167 cm, 62 kg, low active, week 20 of pregnancy",
        ),
        (
            {"lactating_months": 3},
            "woman, 34 years, 167 cm, 62 kg, low active, month 3 of breastfeeding",
        ),
    ],
)
def test_label_says_who(changes: dict[str, Any], label: str) -> None:
    """The label names sex, age, size, activity and life stage."""
    assert make_person(**(WOMAN | changes)).label == label


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"sex": "woman"}, ["sex 'woman'", "female or male"]),
        ({"sex": "absent"}, ["sex is missing", "female or male"]),
        ({"age": 121}, ["age 121", "1 to 120"]),
        ({"age": -1}, ["age -1", "1 to 120"]),
        ({"age": 34.5}, ["age 34.5", "whole number"]),
        ({"age": True}, ["age True", "whole number"]),
        ({"age": "old"}, ["age 'old'", "whole number"]),
        ({"height_cm": 39.9}, ["height 39.9", "40 to 260 cm"]),
        ({"height_cm": 1.67}, ["height 1.67", "multiply by 100"]),
        ({"height_cm": float("nan")}, ["height nan", "40 to 260 cm"]),
        ({"weight_kg": 401}, ["weight 401", "2 to 400 kg"]),
        ({"weight_kg": float("inf")}, ["weight inf", "2 to 400 kg"]),
        ({"activity": "lazy"}, ["activity 'lazy'", "low_active"]),
        ({"pregnant_weeks": 43}, ["pregnant 43", "1 to 42"]),
        ({"pregnant_weeks": 0}, ["pregnant 0", "1 to 42"]),
        ({"lactating_months": 25}, ["lactating 25", "1 to 24"]),
        ({"energy_kcal": 6001}, ["energy 6001", "at most 6000"]),
        ({"hieght_cm": 3}, ["unknown field of a person 'hieght_cm'", "height_cm"]),
    ],
)
def test_single_value_is_refused_with_what_is_allowed(
    changes: dict[str, Any], parts: list[str]
) -> None:
    """An invalid value gives its option, the value and what is allowed."""
    message = _refusal(**changes)
    assert all(part in message for part in parts), message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"age": 0, "height_cm": 70, "weight_kg": 8}, ["ages from 2 years", "pediatrician"]),
        ({"sex": "male", "pregnant_weeks": 20}, ["pregnant 20", "sex male"]),
        ({"sex": "male", "lactating_months": 2}, ["lactating 2", "sex male"]),
        ({"pregnant_weeks": 20, "lactating_months": 2}, ["both at once"]),
        ({"age": 51, "pregnant_weeks": 20}, ["age 51", "14 to 50"]),
        ({"age": 13, "lactating_months": 2}, ["age 13", "14 to 50"]),
        ({"pre_pregnancy_weight_kg": 60}, ["without pregnant"]),
        ({"pregnant_weeks": 20, "pre_pregnancy_weight_kg": 390}, ["pre_pregnancy_weight 390"]),
        ({"height_cm": 60}, ["height 60", "34 years", "90 to 260"]),
        ({"age": 5, "weight_kg": 90}, ["height 167", "weight 90", "5 years"]),
        ({"height_cm": 250, "weight_kg": 50}, ["body mass index of 8.0", "10 to 80"]),
        ({"height_cm": 100, "weight_kg": 90}, ["body mass index of 90.0", "10 to 80"]),
        ({"energy_kcal": 1199}, ["energy 1199", "safe floor of 1200", "for women"]),
        ({"sex": "male", "energy_kcal": 1499}, ["safe floor of 1500", "for men"]),
        ({"conditions": ["kidny_disease"]}, ["condition", "kidny_disease", "kidney_disease"]),
        ({"medications": ("metformine",)}, ["medication", "metformine", "metformin"]),
    ],
)
def test_values_that_do_not_go_together_are_refused(
    changes: dict[str, Any], parts: list[str]
) -> None:
    """An impossible person, or one who cannot be planned for safely, is refused."""
    message = _refusal(**changes)
    assert all(part in message for part in parts), message


def test_childs_own_energy_stays_near_the_requirement() -> None:
    """A boy of ten needs 1957 kcal: under 95 % he would lose weight, and 75 % are the floor."""
    boy = {"sex": "male", "age": 10, "height_cm": 140, "weight_kg": 33}
    assert make_person(**boy, energy_kcal=1860).energy_kcal == 1860
    with pytest.raises(InputError, match="give 1860 or more"):
        make_person(**boy, energy_kcal=1859)
    with pytest.raises(InputError, match="safe floor of 1468"):
        make_person(**boy, energy_kcal=1467)


def test_every_bad_value_is_listed_once() -> None:
    """All invalid values are in one message, a line each."""
    message = _refusal(sex="x", age=300, height_cm="tall", weight_kg="absent", wieght_kg=60)
    assert len(message.splitlines()) == 5
    assert [line.split()[0] for line in message.splitlines()] == [
        *("sex", "age", "height", "weight", "unknown")
    ]


def test_limits_themselves_are_allowed() -> None:
    """The limits of age, pregnancy and breastfeeding are accepted."""
    assert make_person(sex="male", age=1, height_cm=75, weight_kg=10).age == 1
    assert make_person(**(WOMAN | {"age": 120})).age == 120
    for changes in (
        {"age": 14, "pregnant_weeks": 1},
        {"age": 50, "pregnant_weeks": 42},
        {"lactating_months": 24},
        {"weight_kg": 90, "energy_kcal": 1200},
        {"energy_kcal": 6000},
    ):
        assert make_person(**(WOMAN | changes))


def test_options_of_the_command_line_make_a_person() -> None:
    """Options not given, and options that are not about the person, are ignored."""
    options = {"sex": "female", "age": 34, "height": 167.0, "weight": 62.0, "pregnant": None}
    assert person_from_options(options | {"diet": "vegan"}) == make_person(**WOMAN)


def test_person_survives_json() -> None:
    """Written as JSON and read again, it is the same person."""
    person = make_person(**WOMAN, pregnant_weeks=20, pre_pregnancy_weight_kg=58)
    assert Person.model_validate_json(person.model_dump_json()) == person


@given(
    st.sampled_from([{}, WOMAN]),
    st.dictionaries(
        st.sampled_from([*Person.model_fields, "other"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text("a1.-{} ")),
        max_size=4,
    ),
)
def test_any_values_make_a_person_or_one_input_error(
    whole: dict[str, Any], some: dict[str, Any]
) -> None:
    """Any options give a person or one message that names what is missing or unknown."""
    raw = whole | some
    faults = [f"{OPTION_OF[name]} is missing: " for name in WOMAN if name not in raw]
    faults += ["unknown field of a person 'other'"] if "other" in raw else []
    try:
        person = make_person(**raw)
    except InputError as error:
        message = str(error)
        assert [fault for fault in faults if fault not in message] == []
        assert not re.search("Input should|validation error|Value error", message)
    else:
        assert faults == []
        assert make_person(**person.model_dump()) == person
