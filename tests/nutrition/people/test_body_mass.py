"""Low weight, weight goals: referred, stopped, or planned within safe bounds."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition.people.body_mass import bmi_z, load_weight_notes, weight_notes
from planner.nutrition.people.declines import declined_because
from planner.nutrition.people.energy import energy_requirement
from planner.nutrition.people.person import make_person
from planner.request.plan_request import PlanRequest

WOMAN: dict[str, Any] = {"sex": "female", "age": 22, "height_cm": 170}
HEAVY = {**WOMAN, "age": 40, "weight_kg": 90}


def kg(bmi: float, height_cm: float = 170.0) -> float:
    """Return the weight of a body mass index."""
    return bmi * (height_cm / 100.0) ** 2


@pytest.mark.parametrize(
    ("sex", "age", "bmi", "z"),
    [
        ("female", 5, 15.16056419, 0.0),  # CDC: the median of girls of 66.5 months
        ("female", 5, 13.27668282, -1.881),  # CDC: their 3rd centile
        ("male", 10, 14.11652711, -1.881),  # CDC: boys of 126.5 months, 3rd centile
        ("male", 17, 21.57417053, 0.0),  # CDC: boys of 210.5 months
    ],
)
def test_scores_are_those_of_the_charts(sex: str, age: int, bmi: float, z: float) -> None:
    """Centiles as the CDC prints them in the same file, apart from the LMS values."""
    height = {5: 110.0, 10: 140.0, 17: 175.0}[age]
    child = make_person(sex=sex, age=age, height_cm=height, weight_kg=kg(bmi, height))
    assert bmi_z(child) == pytest.approx(z, abs=0.002)


def test_grown_ups_have_no_score() -> None:
    """From 20 years the index itself counts."""
    assert bmi_z(make_person(**WOMAN, weight_kg=60)) is None


@pytest.mark.parametrize(
    ("bmi", "stopped", "noted"),
    [(14.5, True, False), (15.9, True, False), (16.1, False, True), (18.4, False, True),
     (18.6, False, False), (23.0, False, False)],
)  # fmt: skip
def test_thin_adults_are_referred_or_stopped(bmi: float, stopped: bool, noted: bool) -> None:
    """Under 16 a doctor and no plan, under 18.5 a note, above neither."""
    person = make_person(**WOMAN, weight_kg=kg(bmi))
    reasons = declined_because(person)
    assert any("refeeding" in reason for reason in reasons) is stopped
    assert any("low weight" in note for note in weight_notes(person)) is noted
    if stopped:
        with pytest.raises(InputError, match="call your doctor"):
            PlanRequest(person=person)


@pytest.mark.parametrize(("bmi", "stopped", "noted"), [(11.6, True, False), (13.0, False, True),
                                                       (15.0, False, False)])  # fmt: skip
def test_thin_children_are_referred_or_stopped(bmi: float, stopped: bool, noted: bool) -> None:
    """A girl of 5: under 3 standard deviations no plan, under the 3rd centile a note."""
    girl = make_person(sex="female", age=5, height_cm=110, weight_kg=kg(bmi, 110))
    assert any("pediatrician soon" in reason for reason in declined_because(girl)) is stopped
    assert any("3rd centile" in note for note in weight_notes(girl)) is noted


def test_weight_lost_unintentionally_is_named() -> None:
    """At any weight, with the doctor first."""
    person = make_person(**HEAVY, unintended_weight_loss=True)
    assert any("see a doctor soon" in note for note in weight_notes(person))
    assert weight_notes(make_person(**HEAVY)) == ()


def test_late_pregnancy_without_the_weight_before_is_named() -> None:
    """82 kg in week 34 is not taken for obesity before pregnancy without a word."""
    pregnant = {**WOMAN, "age": 30, "weight_kg": 82, "height_cm": 165, "pregnant_weeks": 34}
    assert any("weight before pregnancy" in note for note in weight_notes(make_person(**pregnant)))
    known = make_person(**pregnant, pre_pregnancy_weight_kg=66)
    assert weight_notes(known) == ()
    assert energy_requirement(known).kcal > energy_requirement(make_person(**pregnant)).kcal


def test_energy_follows_the_goal() -> None:
    """500 kcal less to lose, 400 more to gain; never under the safe floor of 1200 kcal."""
    hold = energy_requirement(make_person(**HEAVY)).kcal
    lose = energy_requirement(make_person(**HEAVY, weight_goal="lose")).kcal
    assert hold - lose == pytest.approx(500)
    thin = {**WOMAN, "weight_kg": kg(18.0)}
    gained = energy_requirement(make_person(**thin, weight_goal="gain")).kcal
    assert gained - energy_requirement(make_person(**thin)).kcal == pytest.approx(400)
    small = {"sex": "female", "age": 85, "height_cm": 150, "weight_kg": 58, "activity": "inactive"}
    assert energy_requirement(make_person(**small, weight_goal="lose")).kcal == 1200


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ({**WOMAN, "weight_kg": 65, "weight_goal": "lose"}, "is under 25"),
        ({**HEAVY, "weight_goal": "gain"}, "is 25 or more"),
        ({**HEAVY, "age": 15, "weight_goal": "lose"}, "ask a pediatrician"),
        ({**HEAVY, "pregnant_weeks": 10, "weight_goal": "lose"}, "not in pregnancy"),
        ({**HEAVY, "energy_kcal": 1800, "weight_goal": "lose"}, "one of the two"),
        ({**HEAVY, "unintended_weight_loss": True, "weight_goal": "lose"}, "ask your doctor"),
        ({**HEAVY, "conditions": ("frailty",), "weight_goal": "lose"}, "ask your doctor"),
        ({**HEAVY, "weight_goal": "slim"}, "hold, gain or lose"),
    ],
)
def test_goals_that_are_not_safe_are_refused(who: dict[str, Any], words: str) -> None:
    """Each with its reason."""
    with pytest.raises(InputError, match=words):
        make_person(**who)


def test_notes_speak_and_cite() -> None:
    """Every row has a message and a source, and a span of ages."""
    for note in load_weight_notes():
        assert note.message
        assert note.source
        assert note.age_from < note.age_under
        assert note.least < note.below
