"""Requests: every field validated, all faults in one message, and the round trip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.diets import all_avoidances, all_diets
from planner.nutrition.people.person import make_person
from planner.request.choices import EFFORTS, OBJECTIVES, SOLVERS
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
BODY = {"sex": "female", "age": 34, "height_cm": 167, "weight_kg": 62}


def test_defaults(ask: Ask) -> None:
    """A person is enough for a request."""
    request = ask()
    assert (request.diet, request.standard, request.objective) == ("omnivore", "nasem", "balanced")
    assert (request.solver, request.seed, request.avoid, request.exclude) == ("highs", 1, (), ())


def test_lists_are_sorted_and_unique(ask: Ask) -> None:
    """Repeated values in any order give the same request."""
    one = ask(avoid=("milk", "egg", "milk"), exclude=("avocado",))
    assert one == ask(avoid=("egg", "milk"), exclude=("avocado", "avocado"))
    assert hash(one) == hash(ask(avoid=("egg", "milk"), exclude=("avocado",)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"diet": "vegn"}, "did you mean vegan"),
        ({"avoid": ("mylk",)}, "milk"),
        ({"exclude": ("avocadoo",)}, "avocado"),
        ({"standard": "nasen"}, "nasem"),
        ({"objective": "cheap"}, "cheapest"),
        ({"solver": "gurobi"}, "highs"),
    ],
)
def test_unknown_names_offer_the_known(ask: Ask, changes: dict[str, Any], words: str) -> None:
    """Every unknown name gives the nearest ones."""
    with pytest.raises(InputError, match="unknown") as caught:
        ask(**changes)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"seed": -1}, {"seed": 2**31}, {"time_limit_seconds": 0}, {"time_limit_seconds": 1e6}],
)
def test_figures_out_of_range_are_refused(changes: dict[str, Any]) -> None:
    """Seeds and seconds have limits, and the message shows the value."""
    with pytest.raises(InputError) as caught:
        PlanRequest.from_raw({"person": BODY, **changes})
    assert str(next(iter(changes))) in str(caught.value)
    assert repr(next(iter(changes.values()))) in str(caught.value)


def test_every_fault_is_listed_once() -> None:
    """Several invalid values give one message."""
    with pytest.raises(InputError) as caught:
        PlanRequest.from_raw({"person": BODY, "seed": -1, "time_limit_seconds": -2, "dite": "x"})
    text = str(caught.value)
    assert all(name in text for name in ("seed", "time_limit_seconds", "dite"))


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "diet": st.sampled_from(sorted(all_diets())),
            "avoid": st.lists(st.sampled_from(sorted(all_avoidances())), max_size=4),
            "exclude": st.lists(st.sampled_from([f.id for f in load_foods().foods]), max_size=3),
            "seed": st.integers(0, 2**31 - 1),
            "objective": st.sampled_from(sorted(OBJECTIVES)),
            "solver": st.sampled_from(sorted(SOLVERS)),
            "effort": st.sampled_from(sorted(EFFORTS)),
        }
    ),
    st.none() | st.integers(1, 42),
)
def test_round_trip_loses_nothing(fields: dict[str, Any], weeks: int | None) -> None:
    """A request survives a round trip through JSON."""
    request = PlanRequest(person=make_person(**BODY, pregnant_weeks=weeks), **fields)
    assert PlanRequest.from_json(request.model_dump_json()) == request


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Invalid JSON"),
        ("", "Invalid JSON"),
        ('{"diet": 3}', "diet: Input should be a valid string"),
        ("{}", "person: Field required"),
        ('{"person": {"sex": "female"}}', "person.age: Field required"),
    ],
)
def test_what_is_no_request_is_refused(text: str, words: str) -> None:
    """Invalid JSON, wrong types and a missing person are one InputError with the place."""
    with pytest.raises(InputError, match=words):
        PlanRequest.from_json(text)


def test_requests_are_frozen(ask: Ask) -> None:
    """A request is immutable."""
    with pytest.raises(ValueError, match="frozen"):
        ask().diet = "vegan"
