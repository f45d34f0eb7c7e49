"""`Diner`: when it solves, and what `solve` returns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.errors import SolverError
from planner.nutrition.foods.portions import Portion
from planner.optimize.model.rules import RuleKey
from planner.planning import day, supplements
from planner.planning import diner as diners
from planner.planning.attempts import SolvedDay, UnsolvedDay
from planner.planning.day import DayProblem
from planner.planning.diner import Diner, PlannedDays, solve_supplemented
from planner.planning.make import make_plan
from planner.planning.shared_meals import SharedMeals
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
DOSED = {"diet": "vegan", "avoid": ("fortified",), "supplements": "auto"}


def refuse_to_solve(*_: object, **__: object) -> None:
    """Fail the test if the solver is called."""
    raise AssertionError("something was solved")


def test_building_a_diner_solves_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building diners and ordering them solves nothing."""
    monkeypatch.setattr(day, "solve_relaxation", refuse_to_solve)
    monkeypatch.setattr(day, "search_levels", refuse_to_solve)
    monkeypatch.setattr(supplements, "solve_subproblem", refuse_to_solve)
    diner = Diner(ask("woman", days=2, **DOSED), frozenset({"dinner"}))
    SharedMeals([diner, Diner(ask("man", days=2), frozenset({"dinner"}))])
    with pytest.raises(AssertionError, match="something was solved"):
        diner.daily_problem()


def test_solve_returns_what_was_solved(ask: Ask) -> None:
    """The result has problem, solution and day; the diner is not changed."""
    diner = Diner(ask("man", seed=3))
    found = diner.solve(1, None)
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
    attempt = diner.solve(1, None)
    assert isinstance(attempt, UnsolvedDay)
    assert attempt.problem.request == diner.request.for_day(1)
    assert solve_supplemented(diner, attempt) is attempt


def test_a_single_day_of_one_person_has_no_context(ask: Ask) -> None:
    """A day has a context if there is another day, person or shared meal."""
    alone = SharedMeals([Diner(ask("man"))])
    assert alone.is_single_day
    assert alone.context_of(alone.diners[0], 1) is None
    assert not SharedMeals([Diner(ask("man", days=2))]).is_single_day
    assert not SharedMeals([Diner(ask("man"), frozenset({"dinner"}))]).is_single_day
    assert not SharedMeals([Diner(ask("man")), Diner(ask("woman"))]).is_single_day


def test_a_single_day_can_be_stopped_before_it_begins(ask: Ask) -> None:
    """The progress function is called once before the solve of a single day."""
    with pytest.raises(SolverError, match="nothing is planned"):
        make_plan(ask("man"), lambda _: False)


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

    monkeypatch.setattr(diners, "solve_day", never)
    context = SharedMeals([diner]).context_of(diner, 2)
    attempt = diner.solve(2, context)
    assert isinstance(attempt, UnsolvedDay)
    assert list(dict.fromkeys(asked)) == [1.2, 1.0]
    assert attempt.context is not None
    assert not attempt.context.make_up
