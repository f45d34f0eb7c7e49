"""Conditions and medicines: ids, conflicts, and people the planner declines."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputError
from planner.nutrition import tables
from planner.nutrition.checks.clinical import circumstance_faults, decline_faults, effect_faults
from planner.nutrition.people.clinical import load_effects
from planner.nutrition.people.conditions import (
    HealthFactor,
    care_problems,
    circumstances,
    labels_of,
    load_conditions,
    load_medications,
)
from planner.nutrition.people.declines import declined_because, load_declines
from planner.nutrition.people.person import Person, make_person
from planner.request.plan_request import PlanRequest

CONDITIONS = (
    "kidney_disease", "high_blood_pressure", "kidney_stones", "diabetes", "osteoporosis",
    "hypothyroidism", "hyperthyroidism", "lactose_intolerance", "coeliac_disease", "gout",
    "heart_failure",
)  # fmt: skip
MEDICATIONS = (
    "potassium_sparing_diuretic", "loop_diuretic", "thiazide_diuretic", "ace_inhibitor", "arb",
    "ppi", "h2_blocker", "metformin", "warfarin", "levothyroxine", "tetracycline", "quinolone",
    "bisphosphonate", "statin", "maoi",
)  # fmt: skip
ADULT: dict[str, Any] = {"sex": "female", "age": 60, "height_cm": 165, "weight_kg": 70}
PREGNANT = {**ADULT, "age": 30, "pregnant_weeks": 20}
EVERY = (*load_conditions().values(), *load_medications().values())


def test_the_promised_ids_are_there() -> None:
    """Every condition and medicine of the promise, beside the three that are declined."""
    declined = {"dialysis", "eating_disorder", "complicated_pregnancy"}
    assert set(load_conditions()) >= {*CONDITIONS, *declined}
    assert set(load_medications()) >= {*MEDICATIONS}


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.id)
def test_every_row_speaks_and_cites(row: HealthFactor) -> None:
    """Each has a label for sentences, a message that starts with it, a rank and a source."""
    assert row.message.startswith(row.label.split(",")[0].removeprefix("an ")), row.message
    assert row.source
    assert row.rank in (1, 2, 3)
    assert labels_of((row.id,), (row.id,)) == [row.label]


def test_tables_hold_no_fault() -> None:
    """The shipped tables have no unknown names and no missing values."""
    for faults in (circumstance_faults, effect_faults, decline_faults):
        assert list(faults()) == []


@pytest.fixture
def faults(data_copy: Path) -> Iterator[Callable[[str, str, str], list[str]]]:
    """Change a cell of a table in a copy of the data, and return the faults found."""
    readers = (load_conditions, load_medications, load_declines, load_effects)

    def find(file: str, old: str, new: str) -> list[str]:
        path = data_copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        for reader in readers:
            reader.cache_clear()
        return [*circumstance_faults(), *effect_faults(), *decline_faults()]

    yield find
    for reader in readers:
        reader.cache_clear()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("conditions.csv", ",hyperthyroidism,iodine_ug,", ",hyperthyroid,,"), "conflicts_with"),
        (("medications.csv", "vitamin_k_ug;vitamin_e_mg,", "vitamin_k;vitamin_e_mg,"), "nutrient"),
        (("medications.csv", "potassium_risk", "potassium_risks"), "no group"),
        (("medications.csv", "magnesium_mg,2,", "magnesium_mg,,"), "all of apart_from"),
        (("clinical_effects.csv", "warfarin,", "warfarine,"), "is not a condition or medicine"),
        (("clinical_effects.csv", "{floor}", "{least}"), "says may hold"),
        (("clinical_effects.csv", "ceiling,2000,day", "ceiling,,day"), "need a value"),
        (("declined.csv", ",,dialysis,", ",,dialisis,"), "is not a condition or medicine"),
        (("declined.csv", ",,dialysis,", ",,,"), "give an age or a condition"),
    ],
)
def test_faults_are_named(
    change: tuple[str, str, str], words: str, faults: Callable[[str, str, str], list[str]]
) -> None:
    """Unknown names, missing values and exclusions without criteria are faults."""
    assert any(words in fault for fault in faults(*change))


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "medications", "words"),
    [
        (("kidny_disease",), (), "is not modelled"),
        (("hyperparathyroidsm",), (), "is not modelled"),
        (("pheochromocytoma",), (), "plan only with your clinician"),
        (("Kidney-Disease",), (), "use kidney_disease instead"),
        ((), ("MAO inhibitor",), "use maoi instead"),
        (("celiac disease",), (), "use coeliac_disease instead"),
        ((), ("lisinopril",), "use ace_inhibitor instead"),
        ((), ("Furosemide",), "use loop_diuretic instead"),
        ((), ("metformine",), "is not modelled"),
        ((), ("clopidogrel",), "clinician or pharmacist"),
        ((), ("",), "''"),
        (("warfarin",), (), "is a medication here"),
    ],
)
def test_unknown_names_are_never_guessed(
    conditions: tuple[str, ...], medications: tuple[str, ...], words: str
) -> None:
    """Only the same words or a known example lead to an id; else what is modelled is listed."""
    (problem,) = care_problems(conditions, medications)
    assert words in problem
    assert "did you mean" not in problem
    if "not modelled" in problem:
        table = load_conditions() if conditions else load_medications()
        assert all(name in problem for name in table)
    with pytest.raises(InputError):
        make_person(**ADULT, conditions=conditions, medications=medications)


@pytest.mark.parametrize("row", [row for row in EVERY if row.conflicts_with], ids=lambda r: r.id)
def test_contradictions_are_named_once(row: HealthFactor) -> None:
    """Each conflicting pair is refused in one sentence, in either order."""
    for other in row.conflicts_with:
        own = (row.id, other)
        problems = care_problems([name for name in own if name in load_conditions()],
                                 [name for name in own if name in load_medications()])  # fmt: skip
        assert len(problems) == 1
        assert all(name in problems[0] for name in own)
        assert "contradict" in problems[0]


def test_table_order_not_theirs() -> None:
    """Conditions come first, in the order of the tables, each once."""
    found = circumstances(("gout", "diabetes", "gout"), ("arb", "ppi"))
    assert [row.id for row in found] == ["diabetes", "gout", "arb", "ppi"]


# --- whom the planner declines ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"age": 1, "height_cm": 75, "weight_kg": 9.5}, "under 2 years"),
        ({"conditions": ("dialysis",)}, "kidney dietitian"),
        ({"conditions": ("eating_disorder",)}, "somebody you trust"),
        ({**PREGNANT, "conditions": ("complicated_pregnancy",)}, "midwife"),
        ({"conditions": ("complicated_pregnancy",), "age": 30}, "midwife"),
        ({**PREGNANT, "conditions": ("diabetes",)}, "midwife"),
        ({**PREGNANT, "conditions": ("kidney_disease",)}, "midwife"),
        ({**PREGNANT, "medications": ("warfarin",)}, "do not stop a medicine"),
        ({**PREGNANT, "medications": ("ace_inhibitor",)}, "call your clinician today"),
        ({"age": 12, "height_cm": 150, "weight_kg": 42, "conditions": ("kidney_disease",)},
         "dietitian"),
        ({"age": 17, "conditions": ("heart_failure",)}, "dietitian"),
        ({"age": 30, "lactating_months": 3, "conditions": ("kidney_disease_stage_3",)},
         "breastfeeding"),
        ({"age": 30, "lactating_months": 3, "medications": ("lithium",)}, "advise against"),
        ({"conditions": ("hyperkalaemia",), "medications": ("potassium_sparing_diuretic",)},
         "label forbids"),
        ({"conditions": ("hypercalcaemia",), "medications": ("thiazide_diuretic",)},
         "holds calcium back"),
        ({"medications": ("maoi", "levodopa")}, "do not stop a medicine"),
    ],
)  # fmt: skip
def test_declines_are_kind_and_sourced(changes: dict[str, Any], words: str) -> None:
    """The request is refused with the reason and its source."""
    person = make_person(**{**ADULT, **changes})
    (reason,) = declined_because(person)
    assert words in reason
    assert "source: " in reason
    with pytest.raises(InputError, match="we are sorry"):
        PlanRequest(person=person)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"age": 2, "height_cm": 88, "weight_kg": 12.5},
        {"conditions": ("kidney_disease",), "medications": ("arb", "warfarin")},
        {"age": 12, "height_cm": 150, "weight_kg": 42, "conditions": ("diabetes",)},
        PREGNANT,
        {**PREGNANT, "conditions": ("hypothyroidism",), "medications": ("levothyroxine",)},
        {"age": 30, "lactating_months": 3, "conditions": ("high_blood_pressure",)},
    ],
)
def test_everybody_else_is_planned_for(changes: dict[str, Any]) -> None:
    """A child of two, ill adults and a healthy pregnancy are not declined."""
    person = make_person(**{**ADULT, **changes})
    assert declined_because(person) == ()
    assert isinstance(PlanRequest(person=person).person, Person)


def test_each_decline_of_the_table_happens() -> None:
    """A person who meets the criteria of a row is declined with its message."""
    with tables.data_path("declined.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(load_declines())
    for row in rows:
        for name in row["any_of"].split(";"):
            for other in row["with_any"].split(";"):
                age = int(row["age_under"] or 31) - 1
                size = {1: (75, 9.5), 11: (150, 42), 17: (175, 65)}.get(age, (165, 70))
                raw = {**ADULT, "age": age, "height_cm": size[0], "weight_kg": size[1]}
                if row["bmi_under"] or row["bmi_z_under"]:
                    age, size = (31, (165, 43)) if row["bmi_under"] else (17, (175, 42))
                    raw |= {"age": age, "height_cm": size[0], "weight_kg": size[1]}
                own = {one for one in (name, other) if one}
                raw |= {"conditions": own & {*load_conditions()}}
                raw |= {"medications": own & {*load_medications()}}
                raw |= {"pregnant_weeks": 20} if row["life_stage"] == "pregnant" else {}
                raw |= {"lactating_months": 3} if row["life_stage"] == "lactating" else {}
                raw |= {"unintended_weight_loss": row["life_stage"] == "unintended_weight_loss"}
                reasons = declined_because(make_person(**raw))
                assert any(row["message"] in reason for reason in reasons), row["decline"]
                if other:  # one of the two alone is planned for
                    alone = make_person(**{**raw, "conditions": (), "medications": ()})
                    assert not any(row["message"] in words for words in declined_because(alone))
