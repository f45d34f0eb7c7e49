"""HiGHS on arrays: starts, limits, and a relaxation that is re-solved."""

from __future__ import annotations

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Status, solve
from planner.optimize.solve.highs import Relaxation, solve_highs_mip

LIMITS = {"time_limit_seconds": 10.0, "relative_gap": 0.0, "absolute_gap": 1e-6, "node_limit": 100}


def knapsack(*, least: float = 7.0, upper: float = 1.0) -> LinearProblem:
    """Weights 5, 4, 3 at costs 5, 3.5, 3 to make up 7: the last two, for 6.5."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([5.0, 3.5, 3.0]), np.full(3, upper), integer=True)
    writer.add_row("weight", columns, np.array([5.0, 4.0, 3.0]), least, np.inf)
    return writer.freeze()


def test_equals_the_way_through_pulp() -> None:
    """Values and objective equal PuLP's HiGHS and a hand solution."""
    answer = solve_highs_mip(knapsack(), **LIMITS)
    assert answer.status is Status.OPTIMAL
    assert answer.x.tolist() == solve(knapsack()).x.tolist() == [0, 1, 1]
    assert answer.objective == answer.bound == pytest.approx(6.5)


def test_a_start_stands_where_the_gap_allows() -> None:
    """A start of 8 within a gap of 3 is returned; without a gap it is improved."""
    start = np.array([1.0, 0.0, 1.0])
    kept = solve_highs_mip(knapsack(), start=start, **(LIMITS | {"absolute_gap": 3.0}))
    assert kept.objective <= 8.0
    assert solve_highs_mip(knapsack(), start=start, **LIMITS).objective == pytest.approx(6.5)


def test_no_plan_is_told() -> None:
    """An infeasible problem has no solution, and its values are not zeros."""
    answer = solve_highs_mip(knapsack(least=13.0), **LIMITS)
    assert answer.status is Status.INFEASIBLE
    assert answer.x.size == 0


def test_closed_columns_are_held_at_zero_and_open_again() -> None:
    """Closing a column changes the relaxation; opening all restores it."""
    relaxation = Relaxation(knapsack())
    first = relaxation.solve(10.0)
    relaxation.open_only(np.array([0, 2]))
    closed = relaxation.solve(10.0)
    assert closed.x[1] == 0
    assert closed.objective == pytest.approx(7.0)
    relaxation.open_only(np.arange(3))
    assert relaxation.solve(10.0).objective == pytest.approx(first.objective)
    assert first.objective == pytest.approx(3.5 + 3.0)
