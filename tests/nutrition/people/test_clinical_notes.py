"""What two things about a person ask for together."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.clinical_notes import clinical_notes, load_clinical_notes
from planner.nutrition.people.declines import declined_because
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.safety import known_categories
from planner.request.own_limits import own_targets
from planner.request.plan_request import PlanRequest

WOMAN: dict[str, Any] = {"sex": "female", "age": 30, "height_cm": 165, "weight_kg": 62}
MAN: dict[str, Any] = {"sex": "male", "age": 66, "height_cm": 175, "weight_kg": 80}
KIDNEY = ("kidney_disease", "kidney_disease_stage_3", "kidney_disease_stage_4",
          "kidney_disease_stage_5")  # fmt: skip
RAISING = ("ace_inhibitor", "arb", "aliskiren", "trimethoprim", "ciclosporin", "tacrolimus",
           "heparin", "nsaid", "drospirenone")  # fmt: skip


def words(person: Person) -> list[str]:
    """Return the notes on a person."""
    return [message for _, message in clinical_notes(person)]


@pytest.mark.parametrize("name", KIDNEY)
def test_potassium_tablets_with_kidney_disease_are_declined(name: str) -> None:
    """On top of a limit of 2000 to 3000 mg nobody plans 780 to 1560 mg of tablets."""
    person = make_person(**MAN, conditions=(name,), medications=("potassium_chloride",))
    with pytest.raises(InputError, match="potassium on prescription with kidney disease"):
        PlanRequest(person=person)


@pytest.mark.parametrize("name", RAISING)
def test_potassium_tablets_with_a_medicine_that_raises_it_come_first(name: str) -> None:
    """Planned with a note of the first rank that names both and what a tablet brings."""
    person = make_person(**MAN, medications=("potassium_chloride", name))
    assert not declined_because(person)
    ((rank, note),) = clinical_notes(person)
    assert rank == 1
    assert "390 to 780 mg" in note
    assert note in clinical_messages(own_targets(person, "omnivore", "nasem"))
    assert not words(make_person(**MAN, medications=("potassium_chloride",)))
    assert not words(make_person(**MAN, medications=(name,)))


def test_methotrexate_asks_for_no_pregnancy() -> None:
    """A woman of childbearing age is told; a man and a woman of 60 are not."""
    (note,) = words(make_person(**WOMAN, medications=("methotrexate",)))
    assert "do not become pregnant" in note
    for other in (MAN, {**WOMAN, "age": 60}):
        assert not words(make_person(**other, medications=("methotrexate",)))


@pytest.mark.parametrize("name", ["warfarin", "lithium", "arb", "anticonvulsant"])
def test_medicines_that_harm_a_child_ask_for_a_talk_before(name: str) -> None:
    """Before a pregnancy, not in it, where the medicine has words of its own."""
    (note,) = words(make_person(**WOMAN, medications=(name,)))
    assert "ask your clinician beforehand" in note
    assert not words(make_person(**WOMAN, medications=(name,), pregnant_weeks=8))


@pytest.mark.parametrize(
    ("who", "stopped"),
    [
        ({**MAN, "conditions": ("kidney_disease",)}, "kidney team this week"),
        ({**WOMAN, "age": 40, "weight_kg": 45}, "refeeding"),
        ({**WOMAN, "age": 10, "height_cm": 140, "weight_kg": 26}, "pediatrician soon"),
        ({**MAN}, ""),
    ],
)
def test_weight_lost_unintentionally_stops_where_it_is_dangerous(
    who: dict[str, Any], stopped: str
) -> None:
    """With kidney disease, or at low weight; nobody of them is stopped without the loss."""
    assert not declined_because(make_person(**who))
    reasons = declined_because(make_person(**who, unintended_weight_loss=True))
    assert bool(reasons) is bool(stopped)
    assert stopped in " ".join(reasons)


@pytest.mark.parametrize("age", [14, 16, 18, 30])
@pytest.mark.parametrize("standard", ["nasem", "efsa", "uk"])
def test_warfarin_holds_vitamin_k_at_every_age(age: int, standard: str) -> None:
    """A band, the ceiling half as much again as the floor; under 12 years declined."""
    who = {"sex": "female", "age": age, "height_cm": 163, "weight_kg": 55}
    person = make_person(**who, medications=("warfarin",))
    row = own_targets(person, "omnivore", standard)["vitamin_k_ug"]
    assert row.floor is not None
    assert row.ceiling == pytest.approx(1.5 * row.floor)
    child = {"sex": "male", "age": 11, "height_cm": 145, "weight_kg": 38}
    assert declined_because(make_person(**child, medications=("warfarin",)))


@pytest.mark.parametrize("name", ["kidney transplant", "Nierentransplantation"])
def test_a_kidney_transplant_is_both_kidney_and_immunity(name: str) -> None:
    """The name leads to both ids."""
    with pytest.raises(InputError, match="use kidney_disease and weakened_immunity instead"):
        make_person(**MAN, conditions=(name,))


def test_the_table_is_sound() -> None:
    """Every note is for known people and cites a source."""
    for note in load_clinical_notes():
        assert note.any_of | note.with_any | note.not_for <= known_categories()
        assert note.source
