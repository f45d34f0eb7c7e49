"""The relaxation: small linear problems solved by hand, and every failure."""

from __future__ import annotations

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Status, solve_relaxation


def furniture(*, least: float = -np.inf, upper: float = np.inf) -> LinearProblem:
    """Maximise 3 x + 2 y: x + y <= 4, x + 3 y <= 6; best at (4, 0) with 12."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([-3.0, -2.0]), np.full(2, upper), integer=True)
    writer.add_row("sum", columns, np.array([1.0, 1.0]), least, 4.0)
    writer.add_row("weighted", columns, np.array([1.0, 3.0]), -np.inf, 6.0)
    return writer.freeze()


def test_solved_by_hand() -> None:
    """Values, objective, dual of the binding row and reduced cost of the unused column."""
    answer = solve_relaxation(furniture())
    assert answer.status is Status.OPTIMAL
    assert answer.x == pytest.approx([4, 0])
    assert answer.objective == pytest.approx(-12)
    assert answer.bound == pytest.approx(-12)
    assert answer.reduced_cost == pytest.approx([0, 1])
    assert answer.dual == pytest.approx([-3, 0])


def test_whole_numbers_are_not_asked_for() -> None:
    """Minimise x with 2 x >= 1: a half, although x is an integer column."""
    writer = ProblemWriter()
    column = writer.add_columns(np.ones(1), np.ones(1), integer=True)
    writer.add_row("half", column, np.array([2.0]), 1.0, np.inf)
    assert solve_relaxation(writer.freeze()).x == pytest.approx([0.5])


def test_infeasible_is_told() -> None:
    """At least five and at most four is infeasible."""
    answer = solve_relaxation(furniture(least=5.0))
    assert answer.status is Status.INFEASIBLE
    assert not answer.found


def test_unbounded_is_told() -> None:
    """Minimising -x without a bound is unbounded."""
    writer = ProblemWriter()
    writer.add_columns(np.array([-1.0, 0.0]), np.full(2, np.inf), integer=False)
    writer.add_row("other", np.array([1]), np.ones(1), 0.0, 1.0)
    assert solve_relaxation(writer.freeze()).status is Status.UNBOUNDED


def test_time_limit_is_told() -> None:
    """Without time the status is time limit or optimal."""
    random = np.random.default_rng(1)
    writer = ProblemWriter()
    columns = writer.add_columns(-random.random(400), np.full(400, np.inf), integer=False)
    for number in range(300):
        writer.add_row(f"r{number}", columns, random.random(400), -np.inf, 1.0)
    answer = solve_relaxation(writer.freeze(), time_limit_seconds=0.0)
    assert answer.status in (Status.TIME_LIMIT, Status.OPTIMAL)
    assert answer.found == (answer.status is Status.OPTIMAL)
