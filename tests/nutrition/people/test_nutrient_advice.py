"""What to do about iodine, EPA, DHA and folic acid, and what is not covered."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.declines import declined_because
from planner.nutrition.people.nutrient_advice import (
    FARE,
    load_advice,
    nutrient_advice,
    uncovered_note,
    uncovered_nutrients,
)
from planner.nutrition.people.person import make_person
from planner.nutrition.people.reference_intakes import all_standards
from planner.nutrition.people.safety import known_categories
from planner.nutrition.people.targets import targets_for

NOTHING: dict[str, float] = defaultdict(float)
PLENTY: dict[str, float] = defaultdict(lambda: 1e6)
WOMAN: dict[str, Any] = {"sex": "female", "age": 30, "height_cm": 165, "weight_kg": 62}
MAN: dict[str, Any] = {"sex": "male", "age": 40, "height_cm": 178, "weight_kg": 76}


def said(standard: str, amounts: dict[str, float] | None, **who: Any) -> str:
    """Return the advice in one text."""
    advice = nutrient_advice(targets_for(make_person(**who), standard), amounts)
    return " | ".join(note.sentence for note in advice)


@pytest.mark.parametrize("standard", all_standards())
def test_who_eats_neither_fish_nor_dairy_is_told_what_to_do(standard: str) -> None:
    """In every standard: iodine of 150 µg as potassium iodide, never kelp, and algal oil."""
    words = said(standard, NOTHING, **MAN)
    assert "supplement of 150 µg a day as potassium iodide, never kelp" in words
    assert "algal oil with 250 mg" in words
    assert said(standard, PLENTY, **MAN) == ""


@pytest.mark.parametrize("standard", all_standards())
@pytest.mark.parametrize("life_stage", [{"pregnant_weeks": 8}, {}])
def test_folic_acid_around_conception(standard: str, life_stage: dict[str, int]) -> None:
    """400 µg as a tablet, whatever the food brings, for women who may become pregnant."""
    assert "400 µg of folic acid a day as a tablet" in said(standard, PLENTY, **WOMAN, **life_stage)
    assert "folic acid" not in said(standard, PLENTY, **MAN)
    assert "folic acid" not in said(standard, PLENTY, **(WOMAN | {"age": 60}))


@pytest.mark.parametrize("standard", all_standards())
def test_pregnancy_asks_for_iodine_and_dha(standard: str) -> None:
    """Without fish and dairy both are named, with potassium iodide and algal oil."""
    words = said(standard, NOTHING, **WOMAN, pregnant_weeks=20)
    assert "potassium iodide" in words
    assert "algal oil with 200 mg of DHA" in words
    assert "DHA" not in said(standard, PLENTY, **WOMAN, pregnant_weeks=20)


def test_nasem_advises_iodine_to_everyone_who_is_pregnant() -> None:
    """The American Thyroid Association: 150 µg in pregnancy, whatever the food."""
    assert "150 µg a day as potassium iodide" in said("nasem", PLENTY, **WOMAN, pregnant_weeks=20)
    assert "iodide" not in said("uk", PLENTY, **WOMAN, pregnant_weeks=20)


def test_thyroid_disease_and_childhood_go_to_a_clinician() -> None:
    """No dose of iodine is named to a child or with thyroid disease."""
    ill = said("nasem", NOTHING, **MAN, conditions=("hyperthyroidism",))
    assert "take no iodine as a supplement" in ill
    assert "150 µg" not in ill
    child = said("nasem", NOTHING, sex="male", age=6, height_cm=116, weight_kg=21)
    assert "ask a pediatrician" in child
    assert "150 µg" not in child


@pytest.mark.parametrize("standard", all_standards())
@pytest.mark.parametrize("week", [13, 20, 28, 34, 40])
def test_folic_acid_is_over_after_week_twelve(standard: str, week: int) -> None:
    """The neural tube has closed: no tablet, and no "if you may become pregnant"."""
    assert "folic acid" in said(standard, PLENTY, **WOMAN, pregnant_weeks=12)
    assert "folic acid" not in said(standard, PLENTY, **WOMAN, pregnant_weeks=week)


@pytest.mark.parametrize("standard", all_standards())
@pytest.mark.parametrize(("name", "weeks"), [("methotrexate", None), ("anticonvulsant", None),
                                             ("anticonvulsant", 8)])  # fmt: skip
def test_folic_acid_is_prescribed_with_some_medicines(
    standard: str, name: str, weeks: int | None
) -> None:
    """No 400 µg tablet on one's own with methotrexate or epilepsy medicines."""
    words = said(standard, PLENTY, **WOMAN, medications=(name,), pregnant_weeks=weeks)
    assert "400 µg" not in words
    assert "ask your clinician now" in words


@pytest.mark.parametrize("who", [{"medications": ("lithium",)}, {"conditions": ("kidney_disease",)},
                                 {"conditions": ("hypothyroidism",)}])  # fmt: skip
def test_iodine_is_not_taken_where_it_is_to_be_asked_about(who: dict[str, Any]) -> None:
    """Lithium, kidney disease, thyroid disease: no dose, and the clinician is named."""
    words = said("nasem", NOTHING, **MAN, **who)
    assert "150 µg" not in words
    assert "take no iodine as a supplement unless your clinician says so" in words


@pytest.mark.parametrize("name", [*load_conditions(), *load_medications()])
def test_no_advice_contradicts_what_is_forbidden(name: str) -> None:
    """Whatever the illness or medicine, life stage and standard: no forbidden supplement."""
    kind = "conditions" if name in load_conditions() else "medications"
    for stage in ({}, {"pregnant_weeks": 8}, {"lactating_months": 3}):
        person = make_person(**WOMAN, **stage, **{kind: (name,)})
        if declined_because(person):
            continue
        forbidden = effects_for(person).supplements_forbidden
        for standard in all_standards():
            advice = nutrient_advice(targets_for(person, standard), NOTHING)
            words = " | ".join(note.sentence for note in advice)
            for row in load_advice():
                if row.where == "allowed" and set(row.supplements) & forbidden.keys():
                    assert row.sentence not in words


def test_advice_on_a_supplement_names_it_in_the_table() -> None:
    """A sentence that gives a dose of iodide or folic acid is for whoever may take it."""
    for row in load_advice():
        if "potassium iodide" in row.sentence or "tablet" in row.sentence:
            assert (row.where, bool(row.supplements)) == ("allowed", True), row.id


def test_without_a_plan_only_what_always_holds_is_said() -> None:
    """The targets alone tell of folic acid, not of what food lacks."""
    words = said("uk", None, **WOMAN)
    assert "folic acid" in words
    assert "fish" not in words


def test_the_table_is_sound() -> None:
    """Every row is for known people, a known nutrient and a standard, and has a source."""
    known = known_categories() | set(FARE)
    for row in load_advice():
        assert row.source
        assert row.applies_to | row.not_for <= known, row.id
        assert row.nutrient in nutrient_ids()
        assert set(row.standards) <= set(all_standards())


def test_what_is_not_covered_is_named() -> None:
    """Five essential nutrients have no column, and the note names each."""
    assert set(uncovered_nutrients()) == {
        "biotin", "chromium", "molybdenum", "chloride", "fluoride",
    }  # fmt: skip
    assert not any(name in column for name in uncovered_nutrients() for column in nutrient_ids())
    assert all(name in uncovered_note() for name in uncovered_nutrients())
    assert "SR28" in uncovered_note(with_reasons=True)


@pytest.mark.parametrize("standard", all_standards())
@pytest.mark.parametrize("life_stage", [{"pregnant_weeks": 20}, {}])
def test_nobody_is_told_to_eat_what_the_diet_leaves_out(
    standard: str, life_stage: dict[str, int]
) -> None:
    """A vegan woman reads of algal oil and iodide, and neither of portions of fish nor of milk."""
    targets = targets_for(make_person(**WOMAN, **life_stage), standard)
    fare = frozenset({"eats_no_fish", "eats_plants"})
    notes = nutrient_advice(targets, NOTHING, fare)
    words = " | ".join(note.sentence for note in notes)
    assert "of fish a week" not in words
    assert "oily" not in words
    assert "algal oil" in words
    assert {"iodine_ug", "epa_dha_mg"} >= {note.nutrient for note in notes if note.nutrient}
    if not life_stage:
        assert "milk" not in words
        assert "150 µg a day as potassium iodide" in words
