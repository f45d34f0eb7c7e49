"""Names people type: each leads to what it is a name of, and to nothing else."""

from __future__ import annotations

import pytest

from planner.nutrition.people.clinical_names import ids_named, load_names, names_of, plain
from planner.nutrition.people.conditions import (
    care_problems,
    known_names,
    load_conditions,
    load_medications,
)

KINDS = ("condition", "medication")
EVERY = [(kind, name, ids) for kind in KINDS for name, ids in names_of(kind, known_names(kind))]

# Two names in use differ by this one letter; the one without it leads to the stricter rules. Names
# of up to five letters and digits ("CKD 3", "CKD 4") are all told apart by one.
ONE_LETTER_APART = {"MAO-B inhibitor", "MAO-B-Hemmer"}


def problem(kind: str, name: str) -> str:
    """Return the one message about a name that is no id."""
    (found,) = care_problems([name], []) if kind == "condition" else care_problems([], [name])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_leads_to_its_ids(kind: str) -> None:
    """As written, in capitals, without accents, with hyphens as blanks, in the plural."""
    ids = load_conditions() if kind == "condition" else load_medications()
    for _, name, expected in (row for row in EVERY if row[0] == kind):
        for typed in (name, name.upper(), name.replace("-", " "), f" {name} "):
            assert ids_named(typed, kind, known_names(kind)) == expected, typed
        if name not in ids:
            assert f"use {' and '.join(expected)} instead" in problem(kind, name)


def test_no_name_is_a_name_of_something_else() -> None:
    """Over all pairs of names: two that are written alike stand for the same ids."""
    seen: dict[str, tuple[str, ...]] = {}
    for _, name, ids in EVERY:
        assert seen.setdefault(plain(name), ids) == ids, name


def test_a_misspelt_name_never_leads_to_another_thing() -> None:
    """Each name with a letter left out, doubled or swapped: its own ids, or "not modelled"."""
    known = {(kind, plain(name)): ids for kind, name, ids in EVERY}
    for kind, name, ids in EVERY:
        if len(plain(name)) <= 5 or name in ONE_LETTER_APART:
            continue
        for place in range(len(name) - 1):
            for typed in (
                name[:place] + name[place + 1 :],
                name[:place] + name[place] + name[place:],
                name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            ):
                assert known.get((kind, plain(typed)), ids) == ids, (name, typed)


@pytest.mark.parametrize(
    ("kind", "typed", "ids"),
    [
        ("condition", "hemochromatosis", "haemochromatosis"),
        ("condition", "Celiac", "coeliac_disease"),
        ("condition", "Crohn's", "crohns_disease"),
        ("condition", "Crohn’s disease", "crohns_disease"),
        ("condition", "CKD G3a", "kidney_disease_stage_3"),
        ("condition", "ckd stage-4", "kidney_disease_stage_4"),
        ("condition", "Type 2 Diabetes", "diabetes"),
        ("condition", "Zoeliakie", "coeliac_disease"),
        ("condition", "Zöliakie", "coeliac_disease"),
        ("condition", "Bluthochdruck", "high_blood_pressure"),
        ("condition", "gestational diabetes", "complicated_pregnancy"),
        ("medication", "Lisinopril 10 mg", "ace_inhibitor"),
        ("medication", "warfarin 5mg tablets", "warfarin"),
        ("medication", "statins", "statin"),
        ("medication", "NSAIDs", "nsaid"),
        ("medication", "cyclosporine", "ciclosporin"),
        ("medication", "Ozempic", "glp1_agonist"),
        ("medication", "Yasmin", "drospirenone"),
        ("medication", "Bactrim", "trimethoprim"),
        ("medication", "sulphonylureas", "sulfonylurea"),
        ("medication", "Entresto", "arb"),
        ("medication", "Moduretic", "potassium_sparing_diuretic and thiazide_diuretic"),
        ("medication", "Protonenpumpenhemmer", "ppi"),
    ],
)
def test_common_names(kind: str, typed: str, ids: str) -> None:
    """Synonyms, brands, plurals, doses, British, American and German: stated here."""
    assert f"use {ids} instead" in problem(kind, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("condition", "hypoparathyroidism"),
        ("condition", "secondary hyperparathyroidism"),
        ("condition", "diabetes insipidus"),
        ("condition", "prediabetes"),
        ("condition", "hypotension"),
        ("condition", "pulmonary hypertension"),
        ("condition", "hypokalaemia"),
        ("condition", "hypocalcaemia"),
        ("condition", "acute kidney injury"),
        ("condition", "Cushing's disease"),
        ("condition", "fructose malabsorption"),
        ("condition", "gallstones"),
        ("medication", "hydroxyzine"),
        ("medication", "metronidazole"),
        ("medication", "methyldopa"),
        ("medication", "phenprocoumon"),
        ("medication", "apixaban"),
        ("medication", "lamotrigine"),
        ("medication", "aspirin"),
        ("medication", "zoledronic acid"),
        ("medication", "500 mg"),
    ],
)
def test_what_is_alike_but_another_thing_is_not_modelled(kind: str, typed: str) -> None:
    """Diseases and medicines that sound like one that is modelled, and products of other kinds."""
    assert "is not modelled" in problem(kind, typed)
    assert "instead" not in problem(kind, typed)


def test_a_medicine_among_the_conditions_is_named_as_one() -> None:
    """And the other way round."""
    assert "is a medication here: give warfarin" in problem("condition", "Coumadin")
    assert "is a condition here: give gout" in problem("medication", "gout")


def test_the_table_names_known_ids() -> None:
    """Of its own kind."""
    for row in load_names():
        assert set(row.ids) <= known_names(row.kind).keys()
