"""A solver's solution is checked before it is used."""

from __future__ import annotations

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve.solution import Status, no_solution, satisfies


def problem() -> LinearProblem:
    """x0 whole in [0, 3], x1 real and not negative; 2 <= x0 + x1 <= 4 and x1 <= 2.5."""
    writer = ProblemWriter()
    first = writer.add_columns(np.ones(1), np.array([3.0]), integer=True)
    second = writer.add_columns(np.ones(1), np.array([np.inf]), integer=False)
    both = np.concatenate([first, second])
    writer.add_row("sum", both, np.ones(2), 2.0, 4.0)
    writer.add_row("second", second, np.ones(1), -np.inf, 2.5)
    return writer.freeze()


@pytest.mark.parametrize("x", [[2, 0], [3, 1], [0, 2.5], [1, 1.5], [2, 1e-9], [1.9999999, 0.1]])
def test_right_values_are_accepted(x: list[float]) -> None:
    """Feasible values pass, up to rounding errors of solvers."""
    assert satisfies(problem(), np.array(x, dtype=float))


@pytest.mark.parametrize(
    "x",
    [[1, 0], [3, 1.1], [0, 2.6], [1.5, 1], [-1, 3], [4, 0], [2, -0.1], [2], [2, 0, 0], []],
    ids=str,
)
def test_wrong_values_are_rejected(x: list[float]) -> None:
    """A broken row or bound, a fraction or a wrong number of values fails."""
    assert not satisfies(problem(), np.array(x, dtype=float))


def test_zeros_after_infeasible_are_rejected() -> None:
    """The zeros that PuLP returns after "infeasible" fail."""
    assert not satisfies(problem(), np.zeros(2))


def test_not_a_number_is_rejected() -> None:
    """NaN fails."""
    assert not satisfies(problem(), np.array([np.nan, 1.0]))


@pytest.mark.parametrize("status", Status)
def test_only_two_statuses_carry_values(status: Status) -> None:
    """Only optimal and feasible solutions have values."""
    answer = no_solution(status, 0.5)
    assert answer.found == (status in (Status.OPTIMAL, Status.FEASIBLE))
    assert len(answer.x) == 0
    assert np.isnan(answer.objective)
