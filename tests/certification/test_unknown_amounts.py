"""Unknown is not zero: nothing toward a floor, the worst of its kind toward a ceiling."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.certification.adequacy import adequacy_of
from planner.certification.certificate import Adequacy
from planner.certification.healthy_eating_index import hei2020
from planner.certification.judge import certify
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient, nutrient_ids, nutrient_index
from planner.nutrition.people.person import make_person
from planner.nutrition.people.reference_intakes import CeilingKind, Scope
from planner.nutrition.people.targets import Target
from planner.planning.make import make_plan
from planner.request.plan_request import PlanRequest

FOODS = load_foods()
UNKNOWN = [
    (FOODS.foods[row].id, nutrient_ids()[column])
    for row, column in zip(*np.nonzero(np.isnan(FOODS.composition)), strict=True)
]
REQUEST = PlanRequest(
    person=make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
)


def _limit(name: str, ceiling: float, scope: Scope = "total") -> Target:
    return Target(
        name, nutrient(name).unit, 1.0, ceiling, "floor", "ceiling", "all intake", scope, (),
        ceiling_kind=CeilingKind.UL,
    )  # fmt: skip


def _judged(eaten: list[Portion], row: Target) -> Adequacy:
    return adequacy_of(1, eaten, row, FOODS, request=REQUEST, doses=())


@given(
    cell=st.sampled_from(UNKNOWN),
    others=st.lists(st.sampled_from([food.id for food in FOODS.foods]), max_size=4),
    grams=st.floats(1.0, 500.0),
    more=st.floats(1.0, 500.0),
    ceiling=st.floats(0.01, 5000.0),
)
@settings(max_examples=300, deadline=None)
def test_more_of_what_is_unknown_never_helps(
    cell: tuple[str, str], others: list[str], grams: float, more: float, ceiling: float
) -> None:
    """Any ceiling, any unknown: more of it never counts less, and no floor gains from it."""
    food_id, name = cell
    row = _limit(name, ceiling)
    base = [Portion(1, "lunch", other, 50.0) for other in others]
    steps = [
        _judged([*base, *([Portion(1, "lunch", food_id, amount)] if amount else [])], row)
        for amount in (0.0, grams, grams + more)
    ]
    counted = [step.intake + step.presumed for step in steps]
    assert counted == sorted(counted)
    over = [step.status == "over" for step in steps]
    assert over == sorted(over)
    assert over == [amount > ceiling * (1 + 1e-6) for amount in counted]
    assert len({step.credited for step in steps}) == 1
    assert len({step.intake for step in steps}) == 1
    bound = FOODS.upper_bounds[cell].per_100_g
    assert counted[1] - counted[0] == pytest.approx(bound * grams / 100.0, abs=1e-6)
    assert (counted[1] > counted[0]) == (bound > 0)
    assert food_id in steps[1].unknown


@given(cell=st.sampled_from(UNKNOWN), grams=st.floats(1.0, 500.0))
@settings(max_examples=100, deadline=None)
def test_model_counts_what_the_judge_counts(cell: tuple[str, str], grams: float) -> None:
    """The coefficient of a ceiling in the model is the figure of the certificate."""
    food_id, name = cell
    items = REQUEST.catalog.items
    per_gram = items.nutrients_at_most[items.foods.row(food_id), nutrient_index()[name]]
    found = _judged([Portion(1, "lunch", food_id, grams)], _limit(name, 1.0))
    assert found.intake + found.presumed == pytest.approx(per_gram * grams, abs=1e-9)


def test_added_nutrients_only_where_they_may_be_added() -> None:
    """A ceiling on what is added counts an unknown of fortified and of undeclared foods alone."""
    row = _limit("niacin_mg", 35.0, "fortified")
    plain = next(
        food for food, name in UNKNOWN
        if name == "niacin_mg" and not FOODS.food(food).fortified
        and FOODS.upper_bounds[food, name].per_100_g > 0
    )  # fmt: skip
    eaten = [Portion(1, "lunch", plain, 100.0)]
    assert _judged(eaten, row).presumed == 0
    at = FOODS.row(plain)
    changed = replace(FOODS.foods[at], is_declared=False)
    hidden = replace(FOODS, foods=(*FOODS.foods[:at], changed, *FOODS.foods[at + 1 :]))
    assert adequacy_of(1, eaten, row, hidden, request=REQUEST, doses=()).presumed > 0


@pytest.fixture(scope="module")
def warfarin_request() -> PlanRequest:
    return PlanRequest(
        person=make_person(
            sex="female", age=66, height_cm=165, weight_kg=65, activity="low_active",
            medications=("warfarin",),
        )
    )  # fmt: skip


def test_amaranth_breaks_a_warfarin_plan(warfarin_request: PlanRequest) -> None:
    """100 g of boiled amaranth leaves, whose vitamin K is blank, do not stay certified."""
    plan = make_plan(warfarin_request)
    assert plan.certificate.certified
    leaves = Portion(1, "lunch", "amaranth_leaves_boiled", 100.0)
    found = certify([*plan.portions, leaves], warfarin_request)
    (breach,) = (one for one in found.breaches if one.rule == "ceiling vitamin_k_ug")
    assert "the worst of" in breach.message
    row = next(row for row in found.adequacy if row.nutrient == "vitamin_k_ug")
    assert row.presumed > 1140
    assert "amaranth_leaves_boiled" in row.unknown
    known, total = len(row.foods - row.unknown), len(row.foods)
    assert row.coverage_words.startswith(f"vitamin K: {known} of {total} foods known; ")


def test_unmapped_food_is_no_free_sugar() -> None:
    """A drink without pattern equivalents counts all its sugars as added in the score."""
    base = [Portion(1, "lunch", "brown_rice_cooked", 300.0)]
    oat = [*base, Portion(1, "lunch", "oat_milk_barista_fortified", 2000.0)]
    assert hei2020(FOODS, oat)["added_sugars"] < hei2020(FOODS, base)["added_sugars"] == 10
