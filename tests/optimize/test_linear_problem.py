"""Problems as arrays: writing, and restricting to some columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimize.linear_problem import LinearProblem, ProblemWriter, stable_order
from planner.optimize.solve import Status, solve


def written() -> LinearProblem:
    """Minimise x0 + 2 x1 + 3 x2: x0 + x1 >= 2, x1 + x2 <= 4 (named), x0 and x1 whole."""
    writer = ProblemWriter()
    first = writer.add_columns(np.array([1.0, 2.0]), np.array([3.0, 3.0]), integer=True)
    second = writer.add_columns(np.array([3.0]), np.array([np.inf]), integer=False, lower=-1.0)
    both = np.concatenate([first, second])
    writer.add_row("least", both, np.array([1.0, 1.0, 0.0]), 2.0, np.inf)
    writer.add_row("most", both, np.array([0.0, 1.0, 1.0]), -np.inf, 4.0)
    return writer.freeze()


def test_writer_keeps_what_was_written() -> None:
    """Costs, bounds, integers, rows and names are in order; zeros are left out."""
    problem = written()
    assert (problem.columns, problem.rows) == (3, 2)
    assert problem.cost.tolist() == [1, 2, 3]
    assert problem.column_lower.tolist() == [0, 0, -1]
    assert problem.column_upper.tolist() == [3, 3, np.inf]
    assert problem.integer.tolist() == [True, True, False]
    assert problem.row_names == ("least", "most")
    assert list(zip(problem.row, problem.column, problem.value, strict=True)) == [
        (0, 0, 1), (0, 1, 1), (1, 1, 1), (1, 2, 1),
    ]  # fmt: skip


def test_activity_is_the_left_side() -> None:
    """Rows at x = (1, 2, 3): 3 and 5."""
    assert written().activity(np.array([1.0, 2.0, 3.0])).tolist() == [3, 5]


def test_problem_without_rows() -> None:
    """A problem without rows can be built and evaluated."""
    writer = ProblemWriter()
    writer.add_columns(np.ones(2), np.ones(2), integer=False)
    problem = writer.freeze()
    assert problem.rows == 0
    assert problem.activity(np.zeros(2)).shape == (0,)


def test_coefficients_of_some_columns_and_rows() -> None:
    """Columns 2 and 1 in row 1, the sums of columns 0 and 1, and the rows that column 0 is in."""
    problem = written()
    assert problem.dense(np.array([2, 1]), np.array([1])).tolist() == [[1, 1]]
    assert problem.sum_of(np.array([0, 1])).tolist() == [2, 1]
    assert problem.has_any_of(np.array([0])).tolist() == [True, False]


def test_other_costs_share_the_matrix() -> None:
    """Only the costs differ, and what was sorted by column is not sorted again."""
    problem = written()
    other = problem.with_cost(np.zeros(3))
    assert other.cost.tolist() == [0, 0, 0]
    assert other.by_column is problem.by_column


@given(
    numbers=st.lists(st.integers(0, 70_000), max_size=30),
    count=st.sampled_from([70_001, 100]),
)
def test_stable_order_sorts_and_keeps_ties(numbers: list[int], count: int) -> None:
    """As Python sorts, below and above what fits into short integers."""
    values = np.array(numbers, dtype=np.int64) % count
    expected = sorted(range(len(values)), key=lambda place: values[place])
    assert stable_order(values, count).tolist() == expected


def test_restriction_renumbers() -> None:
    """Restricted to columns 1 and 2, both rows remain, with new column numbers."""
    part = written().restricted_to(np.array([1, 2]))
    assert part.cost.tolist() == [2, 3]
    assert part.integer.tolist() == [True, False]
    assert part.row_names == ("least", "most")
    assert part.activity(np.array([1.0, 1.0])).tolist() == [1, 2]


def test_restriction_drops_rows_that_say_nothing() -> None:
    """A row without columns is dropped, unless zero breaks it."""
    only_last = written().restricted_to(np.array([2]))
    assert only_last.row_names == ("least", "most")  # 0 >= 2 is false and is kept
    only_first = written().restricted_to(np.array([0]))
    assert only_first.row_names == ("least",)  # 0 <= 4 is true and goes


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_restriction_agrees_with_zeros(seed: int) -> None:
    """The kept rows have the values of the full problem with zeros elsewhere."""
    random = np.random.default_rng(seed)
    writer = ProblemWriter()
    columns = writer.add_columns(random.random(8), np.full(8, 5.0), integer=True)
    for number in range(6):
        values = random.integers(-2, 3, 8).astype(float)
        writer.add_row(f"r{number}", columns, values, -1.0, 1.0)
    problem = writer.freeze()
    kept = np.flatnonzero(random.random(8) < 0.5)
    part = problem.restricted_to(kept)
    x = np.zeros(8)
    x[kept] = random.integers(0, 5, len(kept))
    by_name = dict(zip(problem.row_names, problem.activity(x), strict=True))
    assert [by_name[name] for name in part.row_names] == pytest.approx(
        part.activity(x[kept]).tolist()
    )
    assert all(by_name[name] == 0 for name in set(problem.row_names) - set(part.row_names))


def test_below_is_one_more_row() -> None:
    """The added row is x0 + 2 x1 + 3 x2 <= 7, with a name."""
    problem = written()
    held = problem.below(7.0)
    assert (held.columns, held.rows) == (3, 3)
    assert held.row_names == ("least", "most", "objective")
    assert (held.row_lower[2], held.row_upper[2]) == (-np.inf, 7)
    x = np.array([1.0, 2.0, 3.0])
    assert held.activity(x).tolist() == [*problem.activity(x), 14]
    assert (held.cost == problem.cost).all()
    assert (held.row_lower[:2] == problem.row_lower).all()
    assert problem.rows == 2  # the problem itself is as it was


def test_below_leaves_free_columns_out() -> None:
    """A column without cost is not in the new row."""
    writer = ProblemWriter()
    writer.add_columns(np.array([0.0, 2.0]), np.ones(2), integer=False)
    held = writer.freeze().below(1.0)
    assert list(zip(held.row, held.column, held.value, strict=True)) == [(0, 1, 2.0)]


def test_below_prunes_in_a_solver() -> None:
    """At the best objective the problem is feasible, below it infeasible."""
    problem = written()
    best = solve(problem).objective
    assert solve(problem.below(best + 1e-6)).objective == pytest.approx(best)
    assert solve(problem.below(best - 0.5)).status is Status.INFEASIBLE
