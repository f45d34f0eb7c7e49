"""One day of one person: what is returned with and without a plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.foods.portions import Portion
from planner.optimize.model.rules import RuleKey
from planner.planning import person_day
from planner.planning.attempts import SolvedDay, UnsolvedDay
from planner.planning.day import DayProblem
from planner.planning.diner import Diner
from planner.planning.person_day import solve_person_day, solve_supplemented
from planner.planning.planned_days import PlannedDays
from planner.planning.shared_meals import SharedMeals
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def test_solve_returns_what_was_solved(ask: Ask) -> None:
    """The result has problem, solution and day; the diner is not changed."""
    diner = Diner(ask("man", seed=3))
    found = solve_person_day(diner, 1, None)
    assert isinstance(found, SolvedDay)
    assert (found.day, found.context) == (1, None)
    assert found.problem.request == diner.request.for_day(1)
    assert diner.planned == PlannedDays()
    diner.planned.keep(found)
    assert diner.planned.objectives == {1: found.solution.solution.objective}
    assert {row.day for row in diner.planned.portions} == {1}
    diner.planned.discard(1)
    assert (diner.planned.portions, diner.planned.objectives) == ([], {})


def test_a_day_without_a_solution_holds_the_problem_tried(ask: Ask) -> None:
    """An unsolved day has its problem; without supplements it is returned unchanged."""
    diner = Diner(ask("woman", diet="vegan", avoid=("fortified",)))
    attempt = solve_person_day(diner, 1, None)
    assert isinstance(attempt, UnsolvedDay)
    assert attempt.problem.request == diner.request.for_day(1)
    assert solve_supplemented(diner, attempt) is attempt


def test_what_settled_days_lack_is_asked_for_if_a_day_can_supply_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day without a plan that makes up for a poor settled day is asked for its floors alone."""
    eaten = [Portion(1, "snack", "banana", 118.0)]
    diner = Diner(ask("man", days=2), planned=PlannedDays(eaten))
    floor = {rule.key: rule.lower for rule in diner.facts().rules}
    asked: list[float] = []

    def never(problem: DayProblem, *_: object) -> None:
        asked.extend(
            round(rule.lower / floor[rule.key], 3)
            for rule in problem.rules
            if rule.key == RuleKey("nutrient_floor", "day", "iron_mg")
        )

    monkeypatch.setattr(person_day, "solve_day", never)
    context = SharedMeals([diner]).context_of(diner, 2)
    attempt = solve_person_day(diner, 2, context)
    assert isinstance(attempt, UnsolvedDay)
    assert list(dict.fromkeys(asked)) == [1.2, 1.0]
    assert attempt.context is not None
    assert not attempt.context.make_up
