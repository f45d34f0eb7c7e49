"""The plan as JSON: documented keys, and numbers equal to those of the plan."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.formats import EXPORTERS
from planner.nutrition.foods.absorption import credited_nutrients
from planner.nutrition.nutrients import nutrient_ids
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest


@pytest.fixture(scope="module")
def answer(vegan_plan: Plan) -> dict[str, Any]:
    """Return the plan as JSON, read back."""
    found: dict[str, Any] = json.loads(EXPORTERS["json"].write([vegan_plan]).decode())
    return found


def test_keys_are_the_promised_ones(answer: dict[str, Any]) -> None:
    """Every documented key is present on every level; newer keys follow them."""
    assert list(answer) == [
        *("request", "person", "standard", "status", "solver", "days", "targets", "adequacy"),
        *("scores", "explanation", "warnings"),
        "counting",
        "targets_met",
        "sources",
    ]
    assert set(answer["targets_met"]) == {"every_day", "over_the_days", "not_met"}
    assert {"name", "seconds", "gap"} <= set(answer["solver"])
    (day,) = answer["days"]
    assert set(day) == {"day", "meals", "totals", "supplements"}
    assert day["supplements"] == []
    assert list(day["totals"]) == list(nutrient_ids())
    for meal in day["meals"]:
        assert set(meal) == {"meal", "dishes"}
        for dish in meal["dishes"]:
            assert set(dish) == {"dish_id", "name", "scale", "foods"}
            for food in dish["foods"]:
                assert set(food) == {"food_id", "food", "measure", "grams"}
    for row in answer["targets"]:
        assert set(row) == {*("nutrient", "floor", "ceiling", "basis", "source", "need", "guide")}
    for row in answer["adequacy"]:
        assert set(row) == {
            *("day", "nutrient", "intake", "floor", "ceiling", "percent", "status", "coverage"),
            *("from_food", "from_supplements"),
            *("counted", "presumed", "foods", "foods_known"),
        }


def test_request_can_be_asked_again(answer: dict[str, Any], vegan_plan: Plan) -> None:
    """The JSON has the whole request."""
    assert PlanRequest.from_json(json.dumps(answer["request"])) == vegan_plan.request
    assert answer["status"] == "certified"
    assert answer["person"]["age"] == vegan_plan.request.person.age


def test_every_portion_is_there_once(answer: dict[str, Any], vegan_plan: Plan) -> None:
    """Meals and foods have the order of the plan."""
    found = [
        (meal["meal"], food["food_id"], food["grams"])
        for meal in answer["days"][0]["meals"]
        for dish in meal["dishes"]
        for food in dish["foods"]
    ]
    assert found == [(p.meal, p.food_id, p.grams) for p in vegan_plan.portions]


def test_totals_are_the_intakes(answer: dict[str, Any]) -> None:
    """The day's totals equal the intakes of the adequacy."""
    totals = answer["days"][0]["totals"]
    for row in answer["adequacy"]:
        assert row["intake"] == pytest.approx(totals[row["nutrient"]], abs=1e-3)


def test_counting_rules_stand_with_their_sources(answer: dict[str, Any]) -> None:
    """What counts is present and never above the intake, but for niacin of tryptophan."""
    rules = [rule["rule"] for rule in answer["counting"]]
    assert any("2.5 µg" in rule for rule in rules)
    assert not any("seaweed" in rule and "iodine" in rule for rule in rules)
    assert all(rule["source"] for rule in answer["counting"])
    for row in answer["adequacy"]:
        if row["nutrient"] == "niacin_mg":  # counts with what the body makes of tryptophan
            continue
        assert row["counted"] <= row["intake"] + 2e-4  # both are rounded to four places
        if row["nutrient"] not in credited_nutrients():
            assert row["counted"] == pytest.approx(row["intake"], abs=2e-4)
