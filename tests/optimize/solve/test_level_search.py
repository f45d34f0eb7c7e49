"""The search over levels: as good as the whole problem where both end, and honest where not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import SearchOptions, Solution, Status, Structure, search_levels, solve
from planner.optimize.solve.ranking import rank_choices
from planner.optimize.solve.solution import satisfies

Covering = Callable[..., tuple[LinearProblem, Structure]]
TwoMeals = tuple[LinearProblem, Structure]
SMALL = SearchOptions(kernels=(3,), per_bucket=0, neighbourhoods=((1, 50), (2, 50)))


def alone(count: int) -> Structure:
    """Let each column be the only level of a choice, all in one bucket and one block."""
    none = np.zeros(count, dtype=np.int64)
    return Structure(np.arange(count), none, none, none, none > 0)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_found_solutions_are_feasible_and_bounded(covering: Covering, seed: int) -> None:
    """Over all columns, between the relaxation and what the whole problem allows."""
    problem, structure = covering(seed)
    found, relaxed = search_levels(problem, structure, options=SMALL)
    best = solve(problem)
    assert satisfies(problem, found.x)
    assert relaxed.objective <= best.objective + 1e-6
    assert best.objective <= found.objective + 1e-6
    assert found.objective == pytest.approx(problem.cost @ found.x)
    assert found.bound == relaxed.objective


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_neighbourhoods_never_make_it_worse(covering: Covering, seed: int) -> None:
    """What is found around the first solution is as good as it or better."""
    problem, structure = covering(seed)
    first, _ = search_levels(problem, structure, options=replace(SMALL, rounds=0))
    better, _ = search_levels(problem, structure, options=SMALL)
    assert better.objective <= first.objective + 1e-9


def test_the_whole_as_a_neighbourhood_holds_the_optimum(covering: Covering) -> None:
    """With all blocks opened and nodes enough the search ends at the optimum."""
    problem, structure = covering(4)
    options = replace(SMALL, neighbourhoods=((2, 3000),), least_gain=0.0, rounds=5)
    found, _ = search_levels(problem, structure, options=options)
    assert found.objective == pytest.approx(solve(problem).objective, abs=1e-6)


@pytest.mark.parametrize("solver", ["highs", "cbc"])
@pytest.mark.parametrize(
    ("changes", "served", "objective"),
    [
        ({"rounds": 0}, [1, 0, 1, 0], 8.0),  # the first kernel alone holds both A
        ({}, [0, 1, 0, 1], 6.6),  # one meal after the other reaches for its B
        ({"neighbourhoods": ((2, 50),)}, [0, 1, 0, 1], 6.6),  # both meals at once too
        ({"first_only": True}, [1, 0, 1, 0], 8.0),
    ],
)
def test_blocks_improve_on_the_first_kernel(
    two_meals: TwoMeals,
    solver: str,
    changes: dict[str, object],
    served: list[int],
    objective: float,
) -> None:
    """By either solver the meals get better where they are opened, and only there."""
    options = replace(SMALL, kernels=(2,), **changes)  # type: ignore[arg-type]
    found, relaxed = search_levels(*two_meals, solver, options)
    assert found.x.tolist() == served
    assert found.objective == pytest.approx(objective)
    assert relaxed.objective == found.bound == pytest.approx(6.0)


def test_a_block_keeps_what_the_others_serve(two_meals: TwoMeals) -> None:
    """Without a B for the second meal, the first takes its own and the second keeps A."""
    problem, structure = two_meals
    problem = replace(problem, column_upper=np.array([1.0, 1.0, 1.0, 0.0]))
    found, _ = search_levels(problem, structure, options=replace(SMALL, kernels=(2,)))
    assert found.x.tolist() == [0, 1, 1, 0]
    assert found.objective == pytest.approx(7.3)


def test_kernels_widen_until_one_holds_a_plan() -> None:
    """Five of five choices are needed: kernels of two and three hold no plan."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(5), np.ones(5), integer=True)
    writer.add_row("all", columns, np.ones(5), 4.5, np.inf)
    options = SearchOptions(kernels=(2, 3), per_bucket=1, elastic_kernels=(4, 5))
    found, _ = search_levels(writer.freeze(), alone(5), options=options)
    assert found.x.tolist() == [1] * 5


def test_infeasible_relaxation_ends_the_search() -> None:
    """Where even the relaxation cannot, there is nothing to search."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(2), np.ones(2), integer=True)
    writer.add_row("three", columns, np.ones(2), 3.0, np.inf)
    found, relaxed = search_levels(writer.freeze(), alone(2), options=SMALL)
    assert found.status is relaxed.status is Status.INFEASIBLE


def test_infeasible_in_whole_numbers_is_proven_on_the_whole() -> None:
    """Two things of weight 2 make no 3: infeasible, said only after the whole was solved."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.ones(4), np.ones(4), integer=True)
    writer.add_row("odd", columns, np.full(4, 2.0), 3.0, 3.0)
    found, relaxed = search_levels(writer.freeze(), alone(4), options=SMALL)
    assert relaxed.found
    assert found.status is Status.INFEASIBLE


def test_ranking_puts_used_choices_first() -> None:
    """Used ones, then the best of every bucket, then by the reduced cost of the cheapest level."""
    relaxed = Solution(
        Status.OPTIMAL,
        np.array([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 9.0]),
        0.0, 0.0, 0.0,
        np.array([7.0, 5.0, 1.0, 0.0, 2.0, 4.0, 0.0]),
        np.zeros(0),
    )  # fmt: skip
    bucket = np.array([0, 1, 1, 1, 0])
    structure = Structure(
        np.array([0, 0, 1, 2, 3, 4, -1]), np.zeros(7, int), bucket, bucket, bucket > 9
    )
    # Bucket 0 has no used choice: its cheapest, 4, comes before 1, which is cheaper.
    assert rank_choices(relaxed, structure, 1).tolist() == [2, 4, 1, 3, 0]
    assert rank_choices(relaxed, structure, 0).tolist() == [2, 1, 3, 4, 0]


def test_a_search_repeats_itself(covering: Covering) -> None:
    """Limits count nodes, so the same problem has the same answer each time."""
    problem, structure = covering(11, 12)
    found = [search_levels(problem, structure, options=SMALL)[0] for _ in range(3)]
    assert all((one.x == found[0].x).all() for one in found)
    assert len({one.nodes for one in found}) == 1
    assert not found[0].clock_struck


def test_the_clock_is_named_where_it_struck(covering: Covering) -> None:
    """A time limit that is over at once leaves no solution, and says what stopped the search."""
    options = replace(SMALL, time_limit_seconds=1e-9)
    found, _ = search_levels(*covering(12), options=options)
    assert found.status is Status.TIME_LIMIT
