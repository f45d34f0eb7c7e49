"""Inquiries in links: encoding, decoding and invalid links."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from planner.dashboard.session.plan_links import LONGEST, EatenPlan, read_link, write_link
from planner.dashboard.session.question import Inquiry, one
from planner.errors import InputError
from planner.nutrition.foods.supplements import Dose
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def pack(content: Any) -> str:
    """Encode any content as a link."""
    packed = zlib.compress(json.dumps(content).encode())
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def test_a_question_comes_back_as_it_was(ask: Ask) -> None:
    """Person, diet, locks, tastes and week rules survive a round trip."""
    request = ask("pregnant", diet="vegetarian", avoid=("peanut",), days=3, snacks=2, seed=9,
                  tastes=(("oily_fish", -2.0),), week={"wishes": ("beans>=2",)})  # fmt: skip
    assert read_link(write_link(one(request))) == (one(request), ())


def test_a_household_comes_back_with_who_eats_at_home(ask: Ask) -> None:
    """Names and shared meals of several people survive a round trip."""
    people = (ask("woman", name="Ada"), ask("man", name="Ben"))
    question = Inquiry(people, (frozenset({"dinner"}), frozenset({"dinner", "lunch"})))
    assert read_link(write_link(question))[0] == question


def test_portions_come_back_to_the_gram(omnivore_plan: Plan) -> None:
    """The link of an edited plan has its portions: servings of dishes and grams of foods."""
    question = one(omnivore_plan.request)
    word = write_link(question, [EatenPlan(omnivore_plan.portions)])
    assert len(word) < 2_000
    assert read_link(word) == (question, (EatenPlan(omnivore_plan.portions),))


def test_supplements_come_back_with_the_food(omnivore_plan: Plan) -> None:
    """The link has each person's doses too."""
    doses = (Dose(1, "lunch", "vitamin_d3_lichen_10", 2, omnivore_plan.request.name),)
    word = write_link(one(omnivore_plan.request), [EatenPlan(omnivore_plan.portions, doses)])
    assert read_link(word)[1] == (EatenPlan(omnivore_plan.portions, doses),)


def test_portions_are_left_out_where_the_link_would_be_too_long(omnivore_plan: Plan) -> None:
    """A plan too large for a link is left out, and the link has the inquiry only."""
    many = [EatenPlan(omnivore_plan.portions[:2] * 4000) for _ in range(30)]
    word = write_link(one(omnivore_plan.request), many)
    assert len(word) <= LONGEST


@pytest.mark.parametrize(
    "word",
    ["", "x", "a" * (LONGEST + 1), "AAAA", pack([]), pack({"ask": []}), pack({"ask": [[{}, []]]}),
     pack({"ask": [["x"]]}), pack({"ask": 3}), "../../etc", pack({"ask": [[{"person": 1}, []]]})],
)  # fmt: skip
def test_what_is_no_link_is_refused_in_words(word: str) -> None:
    """A truncated, changed, empty or foreign link raises InputError, nothing else."""
    with pytest.raises(InputError):
        read_link(word)


def test_a_link_that_unpacks_to_far_more_is_refused() -> None:
    """A small link that unpacks to a megabyte is refused without unpacking it in full."""
    packed = zlib.compress(b" " * 5_000_000 + b"{}")
    with pytest.raises(InputError, match="is incomplete"):
        read_link(base64.urlsafe_b64encode(packed).decode().rstrip("="))


@pytest.mark.parametrize(
    "row",
    [[0, "lunch", "", "banana", 50], [1, "tea", "", "banana", 50], [1, "lunch", "", "none", 50],
     [1, "lunch", "", "banana", -5], [1, "lunch", "", "banana", True],
     [1, "lunch", "no_dish", "", 1], [1, "lunch", "", "banana", 1e12],
     [1.5, "lunch", "", "banana", 50], "row", [1, 2, 3, 4, 5]],
)  # fmt: skip
def test_portions_that_cannot_be_are_refused(ask: Ask, row: Any) -> None:
    """Days, meals, foods, dishes and amounts of portions are checked."""
    content = {"ask": [[json.loads(ask().model_dump_json()), []]], "eat": [[row]]}
    with pytest.raises(InputError):
        read_link(pack(content))


@pytest.mark.parametrize(
    "row",
    [[0, "lunch", "vitamin_d3_lichen_10", 1], [1, "tea", "vitamin_d3_lichen_10", 1],
     [1, ["lunch"], "vitamin_d3_lichen_10", 1], [1, "lunch", "vitamin_x", 1],
     [1, "lunch", ["vitamin_d3_lichen_10"], 1], [1, "lunch", "vitamin_d3_lichen_10", 0],
     [1, "lunch", "vitamin_d3_lichen_10", 1.5], [1, "lunch", "vitamin_d3_lichen_10", 101],
     "row", [1, 2, 3]],
)  # fmt: skip
def test_doses_that_cannot_be_are_refused(ask: Ask, row: Any) -> None:
    """Days, meals, products and units of doses are checked."""
    asked = [[json.loads(ask().model_dump_json()), []]]
    with pytest.raises(InputError):
        read_link(pack({"ask": asked, "eat": [[]], "take": [[row]]}))
