"""Kernel search: equal to the whole problem where both can be solved, and honest where not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.problem import LinearProblem, ProblemWriter
from planner.solve import Solution, Status, solve, solve_by_kernel
from planner.solve.kernel import KernelOptions, rank_choices

EXACT = KernelOptions(size=6, per_bucket=1, relative_gap=0.0, absolute_gap=1e-6)


def covering(seed: int, count: int = 14) -> tuple[LinearProblem, np.ndarray, np.ndarray]:
    """Cover three needs at least cost with yes/no choices in two buckets, and one slack column.

    Returns the problem, the choice of each column and the bucket of each choice.
    """
    random = np.random.default_rng(seed)
    writer = ProblemWriter()
    columns = writer.add_columns(1 + random.random(count), np.ones(count), integer=True)
    slack = writer.add_columns(np.array([50.0]), np.array([np.inf]), integer=False)
    both = np.concatenate([columns, slack])
    for number in range(3):
        amounts = np.append(random.integers(0, 6, count), 1.0)
        writer.add_row(f"need{number}", both, amounts.astype(float), 12.0, np.inf)
    choice = np.append(np.arange(count), -1)
    return writer.freeze(), choice, np.arange(count) % 2


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_kernel_bounds_and_equals_the_whole(seed: int) -> None:
    """With every choice in the kernel the values are equal; with few, never better than that."""
    problem, choice, bucket = covering(seed)
    whole = solve(problem)
    full, relaxed = solve_by_kernel(
        problem, choice, bucket, options=KernelOptions(size=14, relative_gap=0, absolute_gap=1e-6)
    )
    few, _ = solve_by_kernel(problem, choice, bucket, options=EXACT)
    assert full.objective == pytest.approx(whole.objective)
    assert few.objective >= whole.objective - 1e-6
    assert relaxed.objective <= whole.objective + 1e-6
    assert few.bound == pytest.approx(relaxed.objective)


def test_kernel_of_a_small_case_is_the_best() -> None:
    """On this case the six best choices hold the best plan of all fourteen."""
    problem, choice, bucket = covering(4)
    few, _ = solve_by_kernel(problem, choice, bucket, options=EXACT)
    assert few.objective == pytest.approx(solve(problem).objective)
    assert len(few.x) == problem.columns


def test_kernel_widens_until_it_holds_a_plan() -> None:
    """Five of five choices are needed: a kernel of two holds no plan and grows."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(5), np.ones(5), integer=True)
    writer.add_row("all", columns, np.array([1.0, 1.0, 1.0, 1.0, 1.0]), 4.5, np.inf)
    answer, _ = solve_by_kernel(
        writer.freeze(),
        np.arange(5),
        np.zeros(5, dtype=np.int64),
        options=KernelOptions(size=2, per_bucket=1),
    )
    assert answer.x.tolist() == [1] * 5


def test_infeasible_relaxation_ends_the_search() -> None:
    """Where even the relaxation cannot, there is nothing to search."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(2), np.ones(2), integer=True)
    writer.add_row("three", columns, np.ones(2), 3.0, np.inf)
    answer, relaxed = solve_by_kernel(
        writer.freeze(), np.arange(2), np.zeros(2, dtype=np.int64), options=EXACT
    )
    assert answer.status is relaxed.status is Status.INFEASIBLE


def test_infeasible_in_whole_numbers_is_proven_on_all_choices() -> None:
    """Two things of weight 2 make no 3: infeasible, said only after every choice was in."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(4), np.ones(4), integer=True)
    writer.add_row("odd", columns, np.full(4, 2.0), 3.0, 3.0)
    answer, relaxed = solve_by_kernel(
        writer.freeze(),
        np.arange(4),
        np.zeros(4, dtype=np.int64),
        options=KernelOptions(size=2, per_bucket=1),
    )
    assert relaxed.found
    assert answer.status is Status.INFEASIBLE


def test_ranking_puts_used_choices_first() -> None:
    """Used ones, then the best of every bucket, then by what their columns lack in price."""
    empty = np.zeros(0)
    relaxed = Solution(
        Status.OPTIMAL,
        np.array([0.0, 0.0, 1.0, 0.0, 0.0, 9.0]),
        0.0,
        0.0,
        0.0,
        np.array([5.0, 1.0, 0.0, 2.0, 4.0, 0.0]),
        empty,
    )
    choice = np.array([0, 1, 2, 3, 4, -1])
    bucket = np.array([0, 1, 1, 1, 0])
    # bucket 0 has no used choice: its cheapest, 4, is kept before 1, which is cheaper
    assert rank_choices(relaxed, choice, bucket, 1).tolist() == [2, 4, 1, 3, 0]
    assert rank_choices(relaxed, choice, bucket, 0).tolist()[0] == 2


def test_price_of_a_choice_is_that_of_all_its_columns() -> None:
    """A choice enters only with its steps, so their reduced costs count together."""
    relaxed = Solution(
        Status.OPTIMAL,
        np.zeros(4),
        0.0,
        0.0,
        0.0,
        np.array([1.0, 1.5, 1.0, -3.0]),
        np.zeros(0),
    )
    choice = np.array([0, 1, 0, 1])
    assert rank_choices(relaxed, choice, np.array([0, 0]), 0).tolist() == [1, 0]
