"""Subproblems: the same answer by both solvers, with and without a start."""

from __future__ import annotations

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Status, solve_subproblem
from planner.request.choices import SOLVERS


def knapsack() -> LinearProblem:
    """Return a problem: weights 3, 4, 5 at costs 3, 5, 4, to carry exactly 7."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([3.0, 5.0, 4.0]), np.ones(3), integer=True)
    writer.add_row("carried", columns, np.array([3.0, 4.0, 5.0]), 7.0, np.inf)
    return writer.freeze()


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("start", [None, np.array([0.0, 1.0, 1.0])])
def test_the_cheapest_seven(solver: str, start: np.ndarray | None) -> None:
    """The cheapest solution is found, also from a start with a higher cost."""
    found = solve_subproblem(knapsack(), solver, start=start)
    assert found.x.tolist() == [1, 0, 1]
    assert found.objective == pytest.approx(7.0)


@pytest.mark.parametrize("solver", SOLVERS)
def test_what_cannot_be_carried_is_infeasible(solver: str) -> None:
    """An exact load of 13 is infeasible, since all three weigh 12."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(3), np.ones(3), integer=True)
    writer.add_row("carried", columns, np.array([3.0, 4.0, 5.0]), 13.0, np.inf)
    assert solve_subproblem(writer.freeze(), solver).status is Status.INFEASIBLE
