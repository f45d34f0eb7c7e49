"""Swapping one meal of a plan."""

from __future__ import annotations

import pytest

from planner import InputError, PlanRequest, make_person, make_plan
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients
from planner.planning.plan import Plan
from planner.planning.swap import alternatives


@pytest.fixture(scope="module")
def standing() -> Plan:
    person = make_person(sex="male", age=45, height_cm=180, weight_kg=85, activity="low_active")
    return make_plan(PlanRequest(person=person, seed=3))


def others(portions: tuple[Portion, ...], meal: str) -> set[Portion]:
    return {row for row in portions if row.meal != meal}


def test_all_else_stays(standing: Plan) -> None:
    """Every alternative is certified, keeps the other meals to the gram, and has a new dish."""
    old = {row.dish for row in standing.portions if row.meal == "dinner"} - {""}
    answers = alternatives(standing, "dinner")
    assert 1 <= len(answers) <= 3
    dishes = []
    for answer in answers:
        assert answer.plan.certificate.certified
        assert others(answer.plan.portions, "dinner") == others(standing.portions, "dinner")
        new = {row.dish for row in answer.meal} - {""}
        assert new
        assert not new & old
        assert set(answer.changes) == set(core_nutrients())
        dishes.append(frozenset(new))
    assert len(set(dishes)) == len(dishes)


def test_changes_are_the_difference(standing: Plan) -> None:
    """The changes of a swap are the new intakes minus the old ones."""
    answer = alternatives(standing, "lunch", count=1)[0]
    before = {row.nutrient: row.intake for row in standing.certificate.adequacy}
    after = {row.nutrient: row.intake for row in answer.plan.certificate.adequacy}
    for name, change in answer.changes.items():
        assert change == pytest.approx(after[name] - before[name], abs=1e-6)


def test_nothing_to_swap(standing: Plan) -> None:
    """A dish or meal that is not in the plan is refused with a message."""
    with pytest.raises(InputError, match="brunch"):
        alternatives(standing, "brunch")
    with pytest.raises(InputError, match="no such_dish"):
        alternatives(standing, "dinner", dish="such_dish")
