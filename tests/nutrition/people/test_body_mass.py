"""Low weight, weight goals: referred, stopped, or planned within safe bounds."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition.people.body_mass import bmi_z, load_weight_notes, weight_notes
from planner.nutrition.people.declines import declined_because
from planner.nutrition.people.energy import energy_requirement
from planner.nutrition.people.person import make_person
from planner.nutrition.people.targets import targets_for
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
    assert any("low weight" in note.sentence for note in weight_notes(person)) is noted
    if stopped:
        with pytest.raises(InputError, match="call your doctor"):
            PlanRequest(person=person)


@pytest.mark.parametrize(("bmi", "stopped", "noted"), [(11.6, True, False), (13.0, False, True),
                                                       (15.0, False, False)])  # fmt: skip
def test_thin_children_are_referred_or_stopped(bmi: float, stopped: bool, noted: bool) -> None:
    """A girl of 5: under 3 standard deviations no plan, under the 3rd centile a note."""
    girl = make_person(sex="female", age=5, height_cm=110, weight_kg=kg(bmi, 110))
    assert any("pediatrician soon" in reason for reason in declined_because(girl)) is stopped
    assert any("3rd centile" in note.sentence for note in weight_notes(girl)) is noted


def test_weight_lost_unintentionally_is_named() -> None:
    """At any weight, with the doctor first."""
    person = make_person(**HEAVY, unintended_weight_loss=True)
    assert any("see a doctor soon" in note.sentence for note in weight_notes(person))
    assert weight_notes(make_person(**HEAVY)) == ()


def test_late_pregnancy_without_the_weight_before_is_named() -> None:
    """82 kg in week 34 is not taken for obesity before pregnancy without a word."""
    pregnant = {**WOMAN, "age": 30, "weight_kg": 82, "height_cm": 165, "pregnant_weeks": 34}
    assert any(
        "weight before pregnancy" in note.sentence for note in weight_notes(make_person(**pregnant))
    )
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
    small = {"sex": "female", "age": 85, "height_cm": 150, "weight_kg": 68, "activity": "inactive"}
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
        ({**WOMAN, "age": 82, "weight_kg": kg(25.05), "weight_goal": "lose"}, "ask your doctor"),
        ({**WOMAN, "age": 65, "weight_kg": kg(29.9), "weight_goal": "lose"}, "30 or more"),
    ],
)
def test_goals_that_are_not_safe_are_refused(who: dict[str, Any], words: str) -> None:
    """Each with its reason."""
    with pytest.raises(InputError, match=words):
        make_person(**who)


LITTLE: list[tuple[dict[str, Any], str]] = [
    ({"weight_kg": kg(17.3)}, "is under 25"),
    ({"weight_kg": kg(22.0)}, "is under 25"),
    ({"weight_kg": kg(27.0), "pregnant_weeks": 30}, "not in pregnancy"),
    ({"weight_kg": kg(27.0), "lactating_months": 2}, "while breastfeeding"),
    ({"weight_kg": kg(27.0), "unintended_weight_loss": True}, "lost unintentionally"),
    ({"weight_kg": kg(27.0), "conditions": ("frailty",)}, "frailty"),
    ({"weight_kg": kg(27.0), "age": 16}, "ask a pediatrician"),
    ({"weight_kg": kg(27.0), "age": 70}, "ESPEN"),
]


@pytest.mark.parametrize(("changes", "words"), LITTLE)
def test_own_energy_obeys_the_rules_of_losing(changes: dict[str, Any], words: str) -> None:
    """Far under the estimate it is a diet, refused to whom the goal "lose" is; near it, planned."""
    who = {**WOMAN, "age": 30, **changes}
    estimate = energy_requirement(make_person(**who)).requirement_kcal
    for share in (0.78, 0.84):
        with pytest.raises(InputError, match=f"(?s)a diet to lose weight.*{words}"):
            make_person(**who, energy_kcal=round(estimate * share))
    assert make_person(**who, energy_kcal=round(estimate * 0.96))


def test_who_must_not_lose_weight_keeps_within_the_energy_band() -> None:
    """90 % of the estimate: fine at a usual weight, refused in pregnancy and at low weight."""
    who = {**WOMAN, "age": 30, "weight_kg": kg(22.0)}
    estimate = energy_requirement(make_person(**who)).requirement_kcal
    assert make_person(**who, energy_kcal=0.9 * estimate)
    for changes in ({"weight_kg": kg(17.5)}, {"pregnant_weeks": 30}, {"lactating_months": 2}):
        other = {**who, **changes}
        estimate = energy_requirement(make_person(**other)).requirement_kcal
        with pytest.raises(InputError, match="a diet to lose weight"):
            make_person(**other, energy_kcal=0.9 * estimate)


@pytest.mark.parametrize(
    ("who", "share", "words"),
    [(HEAVY, 0.7, "weight falls with it"), (HEAVY, 1.3, "weight rises with it"),
     ({**HEAVY, "age": 82}, 2.0, "200 % of the estimated need")],
)  # fmt: skip
def test_own_energy_apart_from_the_estimate_is_named(
    who: dict[str, Any], share: float, words: str
) -> None:
    """Percents are of the estimate, and the note says which way weight goes."""
    estimate = energy_requirement(make_person(**who)).requirement_kcal
    person = make_person(**who, energy_kcal=share * estimate)
    assert any(words in note.sentence for note in weight_notes(person))
    assert targets_for(person)["energy_kcal"].percent(share * estimate) == pytest.approx(
        100 * share, abs=0.1
    )


@pytest.mark.parametrize(("goal", "share", "said"), [
    ("hold", None, True), ("hold", 1.0, True), ("gain", None, False), ("hold", 1.3, False),
])  # fmt: skip
def test_weight_is_said_to_be_held_only_where_it_is(
    goal: str, share: float | None, said: bool
) -> None:
    """Not with a goal to gain, and not with an own energy target far from the estimate."""
    who = {**WOMAN, "weight_kg": kg(17.5), "weight_goal": goal}
    if share is not None:
        who["energy_kcal"] = share * energy_requirement(make_person(**who)).requirement_kcal
    assert any("holds weight" in note.sentence for note in weight_notes(make_person(**who))) is said


def test_who_is_old_and_obese_is_told_to_lose_with_a_doctor() -> None:
    """Planned from a body mass index of 30, never without the note."""
    person = make_person(**{**HEAVY, "age": 70}, weight_goal="lose")
    assert any("only with your doctor" in note.sentence for note in weight_notes(person))


def test_the_note_on_pregnancy_names_both_figures() -> None:
    """82 kg in week 34, 165 cm: 2675 kcal as obesity before it, about 2900 with the usual gain."""
    who = {"sex": "female", "age": 30, "height_cm": 165, "weight_kg": 82, "pregnant_weeks": 34}
    ((note, source, _),) = weight_notes(make_person(**who))
    assert source
    assert source not in note
    likely = energy_requirement(make_person(**who, pre_pregnancy_weight_kg=72)).kcal
    assert f"gives {energy_requirement(make_person(**who)).kcal:.0f} kcal" in note
    assert f"about 72 kg, which would give {likely:.0f} kcal" in note


@pytest.mark.parametrize(("before", "fine"), [(100, False), (58, True), (50, True), (4, False)])
def test_weights_before_and_now_fit_together(before: float, fine: bool) -> None:
    """50 kg now and 100 kg before pregnancy is a mistyped value."""
    who = {**WOMAN, "weight_kg": 50, "pregnant_weeks": 20, "pre_pregnancy_weight_kg": before}
    if fine:
        assert make_person(**who)
    else:
        with pytest.raises(InputError, match="pre_pregnancy_weight"):
            make_person(**who)


def test_notes_speak_and_cite() -> None:
    """Every row has a message and a source, and a span of ages."""
    for note in load_weight_notes():
        assert note.message
        assert note.source
        assert note.age_from < note.age_under
        assert note.least < note.below
