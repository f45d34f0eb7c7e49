"""Every pair of conditions and medicines: no contradiction, no free potassium."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from planner.errors import InputError
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.clinical_targets import standing_effects
from planner.nutrition.people.conditions import load_conditions, load_medications, with_groups
from planner.nutrition.people.declines import declined_because
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.reference_intakes import CeilingKind, FloorKind
from planner.nutrition.people.targets import Targets, targets_for
from planner.nutrition.tables import read_rows
from planner.request.own_limits import own_targets

CAUSES = (*load_conditions(), *load_medications())
BODIES = {
    "woman": {"sex": "female", "age": 68, "height_cm": 165, "weight_kg": 63},
    "man": {"sex": "male", "age": 45, "height_cm": 178, "weight_kg": 82},
    "girl": {"sex": "female", "age": 15, "height_cm": 163, "weight_kg": 54},
}


def somebody(body: str, *names: str) -> Person | None:
    """Return a person with these conditions and medicines; None where the planner declines."""
    try:
        person = make_person(
            **BODIES[body],
            conditions=tuple(name for name in names if name in load_conditions()),
            medications=tuple(name for name in names if name in load_medications()),
        )
    except InputError:  # two that contradict each other are refused before anything is planned
        return None
    return None if declined_because(person) else person


def check_bounds(person: Person, targets: Targets) -> None:
    """Fail where a floor has no room under its ceiling, or potassium lacks the limit it needs."""
    for row in targets.rows:
        if row.floor is not None and row.ceiling is not None and row.ceiling_scope == "total":
            assert 0 < row.floor < row.ceiling, row
    if "potassium_risk" in with_groups((*person.conditions, *person.medications)):
        row, healthy = targets["potassium_mg"], targets_for(person, targets.standard)
        assert row.floor is None
        assert row.ceiling_kind is CeilingKind.CLINICAL
        assert row.ceiling_scope == "total"
        assert row.ceiling is not None
        assert row.ceiling <= healthy["potassium_mg"].floor
        assert "potassium_mg" in effects_for(person).supplements_forbidden
    if "kidney_disease" in with_groups(person.conditions):
        assert targets["magnesium_mg"].floor is None
        assert targets["phosphorus_mg"].floor is None
        assert "calcium_mg" in effects_for(person).supplements_forbidden
        assert targets["sodium_mg"].ceiling <= 2000
        grams = 1.3 if "frailty" in person.conditions else 0.8
        assert targets["protein_g"].ceiling <= grams * person.weight_kg + 0.01


def check_precedence(person: Person, targets: Targets) -> None:
    """Fail where what gives way still acts, or two that stand contradict each other."""
    effects = effects_for(person, targets.standard)
    for found in standing_effects(effects):
        row = targets[found.nutrient]
        for limit in effects.of(found.nutrient, "no_floor"):
            floors = effects.of(found.nutrient, "floor")
            if all(limit.precedence <= floor.precedence for floor in floors):
                assert (row.floor, row.floor_kind) == (None, FloorKind.REMOVED)
        for loser, winner in found.overruled:
            assert winner.precedence <= loser.precedence
            if loser.change == "floor" and winner.change == "no_floor":
                assert row.floor is None
            if loser.change == "ceiling":
                assert row.ceiling is None or row.ceiling > (loser.amount or 0.0)


def check_messages(person: Person, targets: Targets) -> None:
    """Fail where a message says what the targets do not, or contradicts another one."""
    said = clinical_messages(targets)
    assert len(set(said)) == len(said)
    text = "\n".join(said)
    assert "{" not in text
    assert "no fixed amount" not in text
    for found in standing_effects(effects_for(person, targets.standard)):
        row, beaten = targets[found.nutrient], {loser for loser, _ in found.overruled}
        for limit in beaten:
            others = [one.says for one in found.deciding() if one not in beaten]
            if limit.says and limit.says not in others:
                parts = map(re.escape, re.split(r"\{.*?\}", limit.says))
                assert not re.search(".*?".join(parts), text)
        for limit in found.deciding():
            if limit in beaten or not limit.says:
                continue
            if "{floor}" in limit.says:
                assert row.floor is not None
                assert f"{row.floor:g} {row.unit}" in text
            if "{ceiling}" in limit.says:
                assert row.ceiling is not None
                assert f"{row.ceiling:g} {row.unit}" in text
    if "no salt substitute" in text:
        assert "ask before you use a salt substitute" not in text
        assert f"{nutrient('potassium_mg').in_sentence} from food is raised" not in text


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("one", CAUSES)
def test_every_pair_holds_together(one: str, body: str) -> None:
    """Of each condition and medicine with every other one, for a woman, a man and a girl."""
    others = [other for pair in combinations(CAUSES, 2) if pair[0] == one for other in pair[1:]]
    for names in ((one,), *((one, other) for other in others)):
        person = somebody(body, *names)
        if person is None:
            continue
        targets = own_targets(person, "omnivore", "nasem")
        check_bounds(person, targets)
        check_precedence(person, targets)
        check_messages(person, targets)


ALONE = [name for name in CAUSES
         if name in {"dialysis", "eating_disorder", "complicated_pregnancy", "phenylketonuria",
                     "hereditary_fructose_intolerance", "cystic_fibrosis", "bariatric_surgery",
                     "swallowing_difficulty"}]  # fmt: skip


@pytest.mark.parametrize("one", ALONE)
def test_who_is_declined_is_declined_with_anything_else(one: str) -> None:
    """No other condition or medicine makes a plan possible for somebody on dialysis, say."""
    assert len(ALONE) == 8
    for other in CAUSES:
        for body in ("woman", "man"):
            assert somebody(body, one, other) is None


@pytest.mark.parametrize("one", CAUSES)
def test_one_more_condition_never_frees_potassium(one: str) -> None:
    """Beside an ACE inhibitor no condition and no medicine raises the limit or gives it a floor."""
    alone = somebody("woman", "ace_inhibitor")
    both = somebody("woman", "ace_inhibitor", one)
    assert alone is not None
    if both is None:
        return
    least, row = (own_targets(who, "omnivore", "nasem")["potassium_mg"] for who in (alone, both))
    assert row.floor is None
    assert row.ceiling <= least.ceiling


@pytest.mark.parametrize("standard", ["efsa", "uk"])
@pytest.mark.parametrize("name", [n for n in CAUSES if "potassium_risk" in with_groups((n,))])
def test_potassium_is_limited_by_every_standard(name: str, standard: str) -> None:
    """Whatever raises potassium holds it under a figure, whichever the standard."""
    for body in ("woman", "man"):
        person = somebody(body, name)
        if person is not None:
            check_bounds(person, own_targets(person, "omnivore", standard))


def test_high_blood_pressure_with_an_ace_inhibitor_says_one_thing() -> None:
    """Potassium is limited, not raised, and the reader is told which of the two goes first."""
    person = somebody("woman", "high_blood_pressure", "ace_inhibitor")
    assert person is not None
    said = clinical_messages(own_targets(person, "omnivore", "nasem"))
    assert any("held at or under 2600 mg" in words for words in said)
    assert any("ACE inhibitor goes before high blood pressure" in words for words in said)
    assert not any("raised to at least" in words for words in said)


def test_lithium_keeps_sodium_although_blood_pressure_asks_for_little() -> None:
    """1500 to 2300 mg on every day, not under 1500: too little salt makes lithium poisonous."""
    person = somebody("man", "high_blood_pressure", "lithium")
    assert person is not None
    row = own_targets(person, "omnivore", "nasem")["sodium_mg"]
    assert (row.floor, row.ceiling) == (1500, 2300)
    assert "sodium_mg" in effects_for(person).steady


def test_of_two_figures_of_one_cause_only_the_one_that_would_hold_is_set_aside() -> None:
    """A woman of 68 with osteoporosis and kidney disease: 1200 mg gives way, 1000 is not named."""
    person = somebody("woman", "kidney_disease", "osteoporosis")
    assert person is not None
    said = clinical_messages(own_targets(person, "omnivore", "nasem"))
    aside = [words for words in said if "set aside" in words and words.startswith("calcium")]
    assert len(aside) == 1
    assert "1200 mg" in aside[0]


@pytest.mark.parametrize("name", CAUSES)
def test_no_message_says_a_thing_twice(name: str) -> None:
    """No part of a row's message stands in it a second time."""
    row = {**load_conditions(), **load_medications()}[name]
    parts = re.split(r"[;:] ", f"{row.message}; {row.timing}")
    assert len(set(parts)) == len(parts)


@pytest.mark.parametrize("name", CAUSES)
def test_no_message_says_what_another_says(name: str) -> None:
    """The messages on one condition or medicine share no five words, its own name apart."""
    person = somebody("woman", name)
    if person is None:
        return
    labels = sorted((row.label for row in effects_for(person).causes), key=len, reverse=True)
    seen: set[tuple[str, ...]] = set()
    for message in clinical_messages(own_targets(person, "omnivore", "nasem")):
        unnamed = message
        for label in labels:
            unnamed = unnamed.replace(label, "|")
        words = re.findall(r"[\w%]+|\|", unnamed.lower())
        runs = {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
        assert not runs & seen, runs & seen
        seen |= runs


@pytest.mark.parametrize("name", CAUSES)
def test_the_messages_of_one_cause_say_each_thing_once(name: str) -> None:
    """No clause stands twice in all that a woman, a man and a girl are told of one cause."""
    labels = {row.label for row in (*load_conditions().values(), *load_medications().values())}
    for body in BODIES:
        person = somebody(body, name)
        if person is None:
            continue
        said = clinical_messages(own_targets(person, "omnivore", "nasem"))
        parts = [part for words in said for part in re.split(r"[;:] ", words)]
        parts = [part for part in parts if part not in labels]
        assert len(set(parts)) == len(parts), name


def test_a_core_nutrient_without_target_is_told_in_the_first_message_alone() -> None:
    """That it has no target stands there, so no condition or medicine says it again."""
    again = [
        row
        for row in read_rows("clinical_effects.csv")
        if row["change"] == "no_floor" and row["nutrient"] in core_nutrients() and row["says"]
    ]
    assert again == []
