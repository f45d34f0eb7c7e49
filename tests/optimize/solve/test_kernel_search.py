"""Kernel search: equal to the whole problem if both are solved, and right statuses."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Solution, Status, Structure, solve, solve_by_kernel
from planner.optimize.solve.kernel_search import KernelOptions, rank_choices, rounds_of_pairs

EXACT = KernelOptions(
    size=6, per_bucket=1, first_gap=0.0, relative_gap=0.0, absolute_gap=1e-6, block_size=0
)


def alone(count: int) -> Structure:
    """Return a structure with each column a choice, in one bucket and one block."""
    zeros = np.zeros(count, dtype=np.int64)
    return Structure(np.arange(count), zeros, zeros)


def covering(seed: int, count: int = 14) -> tuple[LinearProblem, Structure]:
    """Cover three needs at least cost with yes/no choices in two buckets, and one slack column.

    Each bucket is a block.
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
    bucket = np.arange(count) % 2
    return writer.freeze(), Structure(choice, bucket, bucket)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_kernel_bounds_and_equals_the_whole(seed: int) -> None:
    """With all choices in the kernel the values are equal; with few, never better."""
    problem, structure = covering(seed)
    whole = solve(problem)
    full, relaxed = solve_by_kernel(problem, structure, options=replace(EXACT, size=14))
    few, _ = solve_by_kernel(problem, structure, options=EXACT)
    assert full.objective == pytest.approx(whole.objective)
    assert few.objective >= whole.objective - 1e-6
    assert relaxed.objective <= whole.objective + 1e-6
    assert few.bound == pytest.approx(relaxed.objective)


def test_kernel_of_a_small_case_is_the_best() -> None:
    """In this case the six best choices contain the best plan."""
    problem, structure = covering(4)
    few, _ = solve_by_kernel(problem, structure, options=EXACT)
    assert few.objective == pytest.approx(solve(problem).objective)
    assert len(few.x) == problem.columns


def test_kernel_widens_until_it_holds_a_plan() -> None:
    """A kernel without a solution grows until it has one."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(5), np.ones(5), integer=True)
    writer.add_row("all", columns, np.array([1.0, 1.0, 1.0, 1.0, 1.0]), 4.5, np.inf)
    answer, _ = solve_by_kernel(
        writer.freeze(),
        alone(5),
        options=KernelOptions(size=2, per_bucket=1),
    )
    assert answer.x.tolist() == [1] * 5


def test_infeasible_relaxation_ends_the_search() -> None:
    """An infeasible relaxation ends the search."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(2), np.ones(2), integer=True)
    writer.add_row("three", columns, np.ones(2), 3.0, np.inf)
    answer, relaxed = solve_by_kernel(writer.freeze(), alone(2), options=EXACT)
    assert answer.status is relaxed.status is Status.INFEASIBLE


def test_infeasible_in_whole_numbers_is_proven_on_all_choices() -> None:
    """Infeasible is reported only after all choices were in the kernel."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(4), np.ones(4), integer=True)
    writer.add_row("odd", columns, np.full(4, 2.0), 3.0, 3.0)
    answer, relaxed = solve_by_kernel(
        writer.freeze(),
        alone(4),
        options=KernelOptions(size=2, per_bucket=1),
    )
    assert relaxed.found
    assert answer.status is Status.INFEASIBLE


def test_ranking_puts_used_choices_first() -> None:
    """Used choices come first, then the best of every bucket, then by reduced cost."""
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
    """The reduced costs of a choice's columns are added."""
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


def test_columns_of_choices_and_of_none() -> None:
    """The columns of choices 0 and 2, and the slack without a choice, ascending."""
    structure = Structure(np.array([0, 1, 2, -1, 0, 1]), np.zeros(3, int), np.zeros(3, int))
    assert structure.columns_of(np.array([2, 0])).tolist() == [0, 2, 3, 4]
    assert structure.columns_of(np.zeros(0, dtype=np.int64)).tolist() == [3]


def two_meals() -> tuple[LinearProblem, Structure]:
    """Each of two blocks needs 3: of A, weight 4 at cost 4, or of B, weight 3 at cost 3.3.

    The relaxation takes three quarters of each A, for 6; in whole numbers A costs 8, B 6.6.
    """
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([4.0, 3.3, 4.0, 3.3]), np.ones(4), integer=True)
    for block in range(2):
        own = columns[2 * block : 2 * block + 2]
        writer.add_row(f"meal{block}", own, np.array([4.0, 3.0]), 3.0, np.inf)
    block = np.array([0, 0, 1, 1])
    return writer.freeze(), Structure(np.arange(4), block, block)


FIRST = KernelOptions(size=2, per_bucket=0, relative_gap=0.0, absolute_gap=0.5, block_size=0)


@pytest.mark.parametrize("solver", ["highs", "cbc"])
@pytest.mark.parametrize(
    ("changes", "taken", "objective"),
    [
        ({}, [1, 0, 1, 0], 8.0),  # the first kernel alone holds both A
        ({"block_size": 4}, [0, 1, 0, 1], 6.6),  # together the blocks reach for both B
        ({"block_size": 1}, [1, 0, 1, 0], 8.0),  # the best of all is an A, that is there
        # The relaxation, 6, leaves 2 to gain at most: tried only where less is looked for.
        ({"block_size": 4, "absolute_gap": 2.1}, [1, 0, 1, 0], 8.0),
        ({"block_size": 4, "relative_gap": 0.26}, [1, 0, 1, 0], 8.0),
    ],
)
def test_blocks_improve_on_the_first_kernel(
    solver: str, changes: dict[str, float], taken: list[int], objective: float
) -> None:
    """Pairs of blocks improve the solution if the relaxation allows it."""
    problem, structure = two_meals()
    options = replace(FIRST, **changes)
    answer, relaxed = solve_by_kernel(problem, structure, solver, options)
    assert answer.x.tolist() == taken
    assert answer.objective == pytest.approx(objective)
    assert relaxed.objective == answer.bound == pytest.approx(6.0)


def test_a_block_keeps_what_the_others_use() -> None:
    """Without a B for the second block, only the first block improves."""
    problem, structure = two_meals()
    problem = replace(problem, column_upper=np.array([1.0, 1.0, 1.0, 0.0]))
    answer, _ = solve_by_kernel(problem, structure, options=replace(FIRST, block_size=4))
    assert answer.x.tolist() == [0, 1, 1, 0]
    assert answer.objective == pytest.approx(7.3)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_blocks_never_make_it_worse(seed: int) -> None:
    """The result is feasible, and between the first kernel and the whole problem."""
    problem, structure = covering(seed)
    first, _ = solve_by_kernel(problem, structure, options=EXACT)
    better, _ = solve_by_kernel(problem, structure, options=replace(EXACT, block_size=4))
    assert better.objective <= first.objective + 1e-6
    assert better.objective >= solve(problem).objective - 1e-6
    assert (problem.activity(better.x) >= problem.row_lower - 1e-6).all()
    assert problem.cost @ better.x == pytest.approx(better.objective)


def test_a_first_kernel_may_be_rough() -> None:
    """Without blocks the solution is within the first gap of the best."""
    problem, structure = covering(7)
    options = replace(EXACT, size=14, first_gap=0.25)
    rough, relaxed = solve_by_kernel(problem, structure, options=options)
    assert rough.found
    assert relaxed.objective <= rough.objective <= solve(problem).objective / 0.75


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_rounds_hold_every_two_blocks_once(count: int) -> None:
    """Each pair occurs once, and no round has a block twice."""
    rounds = rounds_of_pairs(range(count))
    pairs = [pair for together in rounds for pair in together]
    expected = [(0,)] if count == 1 else [*combinations(range(count), 2)]
    assert sorted(pairs) == expected
    for together in rounds:
        blocks = [block for pair in together for block in pair]
        assert len(blocks) == len(set(blocks))


def test_blocks_solved_at_the_same_time_give_the_same_each_time() -> None:
    """Threads give the same answer, and none is worse than the first kernel's."""
    problem, structure = covering(11, 24)
    structure = replace(structure, block=np.arange(24) % 4)
    first, _ = solve_by_kernel(problem, structure, options=EXACT)
    options = replace(EXACT, block_size=3)
    answers = [solve_by_kernel(problem, structure, options=options)[0] for _ in range(5)]
    assert answers[0].objective <= first.objective
    assert all((answer.x == answers[0].x).all() for answer in answers)


def test_improvements_of_two_pairs_are_put_together() -> None:
    """Of pairs solved in parallel one improvement is kept; recombination adds the other.

    Each of four blocks has an expensive choice in the first kernel, and a cheap one outside it.
    Cheap choices must be taken in pairs, so that no other pair of blocks can improve anything.
    """
    writer = ProblemWriter()
    dear = writer.add_columns(np.full(4, 2.0), np.ones(4), integer=True)
    cheap = writer.add_columns(np.full(4, 1.0), np.ones(4), integer=True)
    for block in range(4):
        both = np.array([dear[block], cheap[block]])
        # In the relaxation three quarters of the dear one do, which looks better than it is.
        writer.add_row(f"meal{block}", both, np.array([4.0, 1.0]), 1.0, np.inf)
    for one, other in ((0, 1), (2, 3)):
        writer.add_row(f"with{one}", cheap[[one, other]], np.array([1.0, -1.0]), 0.0, 0.0)
    block = np.tile(np.arange(4), 2)
    structure = Structure(np.arange(8), block, block)
    options = replace(FIRST, size=4, block_size=4, absolute_gap=1e-6)
    answer, _ = solve_by_kernel(writer.freeze(), structure, options=options)
    assert answer.x.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
