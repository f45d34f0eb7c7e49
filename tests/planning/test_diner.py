"""`Diner`: when it solves, and when it plans a single day alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.errors import SolverError
from planner.planning import day, supplements
from planner.planning.diner import Diner
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
