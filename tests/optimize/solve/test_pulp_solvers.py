"""Mixed-integer solves: hand solutions with both solvers, and every failure."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import SolverError
from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Status, solve, solve_relaxation
from planner.optimize.solve.level_search import rank_choices
from planner.optimize.solve.solution import satisfies
from planner.planning.day import build_day_problem, structure_of
from planner.request.choices import SOLVERS, Solver
from planner.request.plan_request import PlanRequest

BOTH = sorted(SOLVERS)


def knapsack(weight: float = 10.0) -> LinearProblem:
    """Return a knapsack of 10: values 10, 13, 7, weights 4, 6, 3; the first two are best."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([-10.0, -13.0, -7.0]), np.ones(3), integer=True)
    writer.add_row("room", columns, np.array([4.0, 6.0, 3.0]), -np.inf, weight)
    return writer.freeze()


def hard_knapsack(size: int = 60) -> LinearProblem:
    """Partition of random numbers, which takes far too long to prove."""
    random = np.random.default_rng(3)
    writer = ProblemWriter()
    columns = writer.add_columns(
        -random.integers(900, 1000, size).astype(float), np.ones(size), integer=True
    )
    for number in range(12):
        weights = random.integers(1, 1000, size).astype(float)
        writer.add_row(f"r{number}", columns, weights, -np.inf, weights.sum() / 2)
    return writer.freeze()


def test_every_solver_can_be_built() -> None:
    """The functions named in the registry exist."""
    for solver in SOLVERS.values():
        assert inspect.getdoc(inspect.unwrap(solver.build))
        assert solver.solve_arrays is None or callable(inspect.unwrap(solver.solve_arrays))


@pytest.mark.parametrize("solver", BOTH)
def test_solved_by_hand(solver: str) -> None:
    """The best knapsack has the first two items."""
    answer = solve(knapsack(), solver)
    assert answer.status is Status.OPTIMAL
    assert answer.x.tolist() == [1, 1, 0]
    assert answer.objective == pytest.approx(-23)


@pytest.mark.parametrize("solver", BOTH)
def test_equalities_ranges_and_free_columns(solver: str) -> None:
    """X + y = 3, 1 <= x - y <= 2, y free, minimise y: x = 2.5, y = 0.5; whole: x = 2, y = 1."""
    for whole, expected in ((False, [2.5, 0.5]), (True, [2.0, 1.0])):
        writer = ProblemWriter()
        x = writer.add_columns(np.zeros(1), np.array([5.0]), integer=whole)
        y = writer.add_columns(np.ones(1), np.array([np.inf]), integer=False, lower=-np.inf)
        both = np.concatenate([x, y])
        writer.add_row("sum", both, np.array([1.0, 1.0]), 3.0, 3.0)
        writer.add_row("difference", both, np.array([1.0, -1.0]), 1.0, 2.0)
        assert solve(writer.freeze(), solver).x == pytest.approx(expected)


@pytest.mark.parametrize("solver", BOTH)
def test_infeasible_is_told(solver: str) -> None:
    """Two items of weight 2 cannot fill exactly 3, although the relaxation can."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(2), np.ones(2), integer=True)
    writer.add_row("odd", columns, np.array([2.0, 2.0]), 3.0, 3.0)
    answer = solve(writer.freeze(), solver)
    assert answer.status is Status.INFEASIBLE
    assert not answer.found


@pytest.mark.parametrize("solver", BOTH)
def test_unbounded_has_no_solution(solver: str) -> None:
    """An unbounded problem is never reported as solved."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([-1.0, 1.0]), np.full(2, np.inf), integer=False)
    writer.add_row("difference", columns, np.array([1.0, -1.0]), -np.inf, np.inf)
    answer = solve(writer.freeze(), solver)
    assert not answer.found
    assert answer.status is not Status.OPTIMAL


@pytest.mark.parametrize("solver", BOTH)
def test_time_limit_gives_a_checked_plan_or_none(solver: str) -> None:
    """A solve that is stopped early gives a feasible solution or none."""
    problem = hard_knapsack()
    answer = solve(problem, solver, time_limit_seconds=0.3)
    assert answer.status in (Status.FEASIBLE, Status.TIME_LIMIT)
    assert answer.found == (len(answer.x) > 0)
    if answer.found:
        assert satisfies(problem, answer.x)
        assert answer.objective == pytest.approx(float(problem.cost @ answer.x))


def test_bound_lies_below_the_objective() -> None:
    """The bound of HiGHS is never above its objective, also at the node limit."""
    answer = solve(hard_knapsack(), node_limit=3, time_limit_seconds=20)
    assert answer.found
    assert answer.bound <= answer.objective + 1e-6
    assert answer.status is Status.FEASIBLE


def test_nodes_run_out_at_the_same_plan() -> None:
    """A node limit gives the same values in every run."""
    one, other = (solve(hard_knapsack(), node_limit=5, time_limit_seconds=20) for _ in range(2))
    assert one.x.tolist() == other.x.tolist()


class _Liar:
    """A stand-in solver that claims an optimum with wrong values."""

    def __init__(self, value: float | None) -> None:
        self.value = value

    def actualSolve(self, lp: Any, **_: Any) -> int:  # noqa: N802 - PuLP's name
        for variable in lp.variables():
            variable.varValue = self.value
        lp.assignStatus(pulp.LpStatusOptimal, pulp.LpSolutionOptimal)
        return int(pulp.LpStatusOptimal)


@pytest.mark.parametrize("value", [1.0, -1.0, None])
def test_a_lying_solver_is_not_believed(
    value: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Infeasible or missing values are a failure, whatever the status."""
    monkeypatch.setitem(SOLVERS, "liar", Solver("Liar", lambda _: _Liar(value)))
    answer = solve(knapsack(), "liar")
    assert answer.status is Status.FAILED
    assert len(answer.x) == 0


def test_solver_that_cannot_run_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing solver raises an error and is not an infeasible problem."""
    missing = lambda _: pulp.COIN_CMD(path="/nowhere/cbc", msg=False)  # noqa: E731
    monkeypatch.setitem(SOLVERS, "missing", Solver("Missing", missing))
    with pytest.raises(SolverError, match="missing could not be run"):
        solve(knapsack(), "missing")


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_small_problems_equal_trying_everything(seed: int) -> None:
    """For five integer columns the answer is the best of all 243 combinations."""
    random = np.random.default_rng(seed)
    writer = ProblemWriter()
    columns = writer.add_columns(
        random.integers(-9, 10, 5).astype(float), np.full(5, 2.0), integer=True
    )
    for number in range(3):
        low = float(random.integers(-4, 4))
        values = random.integers(-3, 4, 5).astype(float)
        writer.add_row(f"r{number}", columns, values, low, low + random.integers(0, 4))
    problem = writer.freeze()
    tried = [np.array(x, dtype=float) for x in product(range(3), repeat=5)]
    allowed = [float(problem.cost @ x) for x in tried if satisfies(problem, x)]
    answer = solve(problem)
    assert answer.found == bool(allowed)
    if allowed:
        assert answer.objective == pytest.approx(min(allowed))


WHO = ("woman", "man", "girl", "boy", "pregnant", "breastfeeding", "old_man", "old_woman")
DIETS = ("omnivore", "vegan", "kosher_style", "mediterranean", "pescatarian")
REQUESTS = [(who, diet) for who in WHO for diet in DIETS][::2]


@pytest.mark.parametrize(("who", "diet"), REQUESTS, ids=lambda name: name)
def test_both_solvers_reach_the_same_objective(
    who: str, diet: str, ask: Callable[..., PlanRequest]
) -> None:
    """On a real day reduced to its best choices, both solvers' optima agree to 1e-6.

    There are twenty requests. Nutrient rules are relaxed, so that few choices suffice; the rules on
    meals stay hard.
    """
    question = build_day_problem(ask(who, diet=diet, seed=REQUESTS.index((who, diet))))
    soft = {"nutrient_floor", "nutrient_ceiling", "energy", "macronutrient_range"}
    model = question.model(relaxed=frozenset(r.key for r in question.rules if r.family in soft))
    relaxed = solve_relaxation(model.problem)
    structure = structure_of(model)
    ranked = rank_choices(relaxed, structure, 1)
    for size in (20, 26, 32, 40, 48, 64):
        small = model.problem.restricted_to(structure.columns_of(ranked[:size]))
        one, other = (solve(small, name, time_limit_seconds=60, absolute_gap=1e-7) for name in BOTH)
        assert one.status is other.status
        if one.found:
            break
    assert one.status is Status.OPTIMAL
    assert one.objective == pytest.approx(other.objective, rel=1e-6, abs=1e-6)
    assert one.objective >= relaxed.objective - 1e-6
