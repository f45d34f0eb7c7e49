"""Part of a problem: its rows, its relaxation, and what no longer fits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Relaxation, Structure, cancel_when
from planner.optimize.solve.cancellation import CancelledError
from planner.optimize.solve.partial_problem import PartialProblem

Covering = Callable[..., tuple[LinearProblem, Structure]]
NOTHING = np.zeros(0, dtype=np.int64)


def whole(problem: LinearProblem, structure: Structure) -> PartialProblem:
    """Return the part with every column open and nothing served."""
    return PartialProblem(problem, structure, np.arange(problem.columns), NOTHING)


@pytest.mark.parametrize("seed", range(8))
def test_relaxation_is_that_of_the_whole_problem(covering: Covering, seed: int) -> None:
    """With rows added only where they are violated the optimum is the same."""
    problem, structure = covering(seed)
    part = whole(problem, structure)
    solution = part.solve(np.zeros(problem.columns), part.upper)
    assert solution is not None
    assert solution.objective == pytest.approx(Relaxation(problem).solve().objective)


def test_served_levels_count_in_rows_and_cost() -> None:
    """With 3 of 5 served, an open choice of weight 4 is needed for half: cost 10 + 0.5 * 6."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([10.0, 6.0]), np.ones(2), integer=True)
    writer.add_row("need", columns, np.array([3.0, 4.0]), 5.0, np.inf)
    none = np.zeros(2, int)
    structure = Structure(np.arange(2), none, none, none, none > 0)
    part = PartialProblem(writer.freeze(), structure, columns[1:], columns[:1])
    solution = part.solve(np.zeros(1), np.ones(1))
    assert solution is not None
    assert solution.objective == pytest.approx(13.0)
    assert part.whole(np.array([0.9999999])).tolist() == [1, 1]


def test_rows_that_cannot_bind_are_left_out(covering: Covering) -> None:
    """With one choice open, neither the cap nor the other choices' rows can bind."""
    problem, structure = covering(1)
    part = PartialProblem(problem, structure, structure.columns_of(np.array([3])), NOTHING)
    assert part.levels == 3
    assert len(part.matrix) == 4  # three needs, and that one level is served


def test_what_breaks_a_cap_beside_the_served_levels_is_closed() -> None:
    """Of a cap of 10 a served level takes 6: weight 5 no longer fits, weight 4 does."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(3), np.ones(3), integer=True)
    writer.add_row("cap", columns, np.array([6.0, 5.0, 4.0]), -np.inf, 10.0)
    none = np.zeros(3, int)
    part = whole(writer.freeze(), Structure(np.arange(3), none, none, none, none > 0))
    upper = np.ones(3)
    assert part.close_what_no_longer_fits(np.array([1.0, 0.0, 0.0]), upper)
    assert upper.tolist() == [1, 0, 1]
    assert not part.close_what_no_longer_fits(np.array([1.0, 1.0, 0.0]), np.ones(3))


def test_infeasible_bounds_have_no_solution(covering: Covering) -> None:
    """Two levels of one choice cannot be served together; the next solve is not harmed."""
    problem, structure = covering(2)
    part = whole(problem, structure)
    lower = np.zeros(problem.columns)
    first = part.solve(lower, part.upper)
    both = lower.copy()
    both[:2] = 1.0
    assert part.solve(both, part.upper) is None
    again = part.solve(lower, part.upper)
    assert first is not None
    assert again is not None
    assert again.objective == pytest.approx(first.objective)


def test_nothing_is_solved_for_work_that_is_given_up(covering: Covering) -> None:
    """Every node asks whether anybody still waits."""
    part = whole(*covering(3))
    with cancel_when(lambda: True), pytest.raises(CancelledError):
        part.solve(np.zeros(len(part.upper)), part.upper)
