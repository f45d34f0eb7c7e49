"""Swapping one meal of a plan."""

from __future__ import annotations

from typing import Any

import pytest

from planner import InputError, PlanRequest, make_person, make_plan
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import core_nutrients
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.solve import Solution, Status
from planner.optimize.solve.solution import no_solution
from planner.planning import swap
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


def test_where_nothing_else_fits_the_other_dishes_stay(
    standing: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Foods beside the dishes of other meals may change then, and it is said to what."""
    solve, asked = swap._solve, []

    def nothing_at_first(model: DayModel, free: BoolArray, *rest: Any) -> Solution:
        asked.append(bool((free & (model.choices.meal_name != "dinner")).any()))
        return solve(model, free, *rest) if asked[-1] else no_solution(Status.INFEASIBLE, 0.0)

    monkeypatch.setattr(swap, "_solve", nothing_at_first)
    (answer,) = alternatives(standing, "dinner", count=1)
    assert asked == [False, True]
    assert answer.plan.certificate.certified
    foods = standing.request.catalog.foods

    def rows(plan: Plan, *, dishes: bool) -> set[tuple[str, str, float]]:
        return {
            (row.meal, row.food_id, row.grams)
            for row in plan.portions
            if row.meal != "dinner"
            and bool(row.dish) == dishes
            and not foods.food(row.food_id).is_water
        }

    assert rows(answer.plan, dishes=True) == rows(standing, dishes=True)
    changed = rows(answer.plan, dishes=False) ^ rows(standing, dishes=False)
    assert set(answer.elsewhere) == {meal for meal, _, _ in changed}


def test_changes_are_the_difference(standing: Plan) -> None:
    """The changes of a swap are the new intakes minus the old ones."""
    answer = alternatives(standing, "breakfast", count=1)[0]
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
