"""Saved plans and households: round trip and judging again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.errors import InputError
from planner.planning.make import Plan
from planner.request.household import household_from_raw
from planner.request.plan_request import PlanRequest
from planner.store.documents import CHANGED, HOUSEHOLD, PLAN, SavedHousehold, SavedPlan


def test_a_plan_comes_back_as_it_was(vegan_plan: Plan) -> None:
    """Portions, certificate, scores and texts equal those of the saved plan."""
    text = SavedPlan.of([vegan_plan]).model_dump_json()
    (back,) = PLAN.read(text, "mine").as_plans()
    assert back == vegan_plan


def test_nutrients_out_of_reach_stay_so(ask: Callable[..., PlanRequest], vegan_plan: Plan) -> None:
    """A floor out of reach is a shortfall after a round trip, not a breach."""
    short = replace(vegan_plan.certificate.adequacy[0], nutrient="choline_mg", status="short")
    plan = replace(
        vegan_plan,
        certificate=replace(vegan_plan.certificate, adequacy=(short,), breaches=()),
    )
    assert SavedPlan.of([plan]).plates[0].out_of_reach == ("choline_mg",)


def test_a_plan_that_no_longer_passes_says_so(vegan_plan: Plan) -> None:
    """With half the portions the opened plan is not certified."""
    saved = SavedPlan.of([replace(vegan_plan, portions=vegan_plan.portions[::2])])
    (back,) = saved.as_plans()
    assert back.status == "nearest"
    assert back.warnings[0] == CHANGED


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("grams", -1.0, "allowed are more than 0"),
        ("food_id", "dodo", "unknown food id"),
        ("day", "x", "day"),
    ],
)
def test_portions_are_checked(vegan_plan: Plan, field: str, value: object, words: str) -> None:
    """Values that no plan can have are refused when a plan is opened."""
    raw = SavedPlan.of([vegan_plan]).model_dump(mode="json")
    raw["plates"][0]["portions"][0][field] = value
    with pytest.raises(InputError, match=f"(?s)plan 'mine'.*{words}"):
        PLAN.read(json.dumps(raw), "mine")


def test_a_household_comes_back_as_it_was() -> None:
    """Members, their rules and their meals at home survive a round trip."""
    raw = {
        "days": 2,
        "person": [
            {"name": "Ann", "sex": "female", "age": 40, "height": 165, "weight": 60},
            {
                "name": "Bo", "sex": "male", "age": 12, "height": 150, "weight": 40,
                "diet": "vegetarian", "at_home": ["dinner"],
            },
        ],
    }  # fmt: skip
    household = household_from_raw(raw, "test")
    text = SavedHousehold.of(household).model_dump_json()
    saved = HOUSEHOLD.read(text, "us").members
    assert [(one.request, frozenset(one.at_home)) for one in saved] == [
        (one.request, one.at_home) for one in household.members
    ]
