"""Best-estimate search: the optimum where it may finish, an honest end where it may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Structure, solve
from planner.optimize.solve.best_estimate import BestEstimateSearch, Found, Pace
from planner.optimize.solve.partial_problem import PartialProblem
from planner.optimize.solve.solution import satisfies

Covering = Callable[..., tuple[LinearProblem, Structure]]
EXACT = Pace(nodes=5000, per_fractional=0.1, least_gain=1e-7, complete=True)


def part_of(problem: LinearProblem, structure: Structure) -> PartialProblem:
    """Return the part with every column open."""
    return PartialProblem(problem, structure, np.arange(problem.columns), np.zeros(0, np.int64))


def search(problem: LinearProblem, structure: Structure, pace: Pace, cutoff: float) -> Found:
    """Search a whole problem."""
    return BestEstimateSearch(part_of(problem, structure), cutoff, pace).run()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_exhausted_search_finds_the_optimum(covering: Covering, seed: int) -> None:
    """With nodes enough it ends with the objective of branch and bound, and says it is done."""
    problem, structure = covering(seed)
    found = search(problem, structure, EXACT, np.inf)
    assert found.exhausted
    assert found.x is not None
    assert found.objective == pytest.approx(solve(problem).objective, abs=1e-5)
    assert satisfies(problem, np.where(problem.integer, np.round(found.x), found.x))


def test_nothing_better_than_the_optimum(covering: Covering) -> None:
    """Under a cutoff at the optimum nothing is found, and nothing is left."""
    problem, structure = covering(4)
    best = solve(problem).objective
    found = search(problem, structure, EXACT, best)
    assert found.x is None
    assert found.exhausted
    assert found.objective == best


def test_first_only_stops_at_the_first_solution(covering: Covering) -> None:
    """It is whole and feasible, and no better than the optimum."""
    problem, structure = covering(5)
    first = search(problem, structure, replace(EXACT, is_enough=lambda _: True), np.inf)
    full = search(problem, structure, EXACT, np.inf)
    assert first.x is not None
    assert first.nodes < full.nodes
    assert first.objective >= full.objective - 1e-9


def test_node_limit_is_kept(covering: Covering) -> None:
    """Two nodes are two solves; the search does not call itself done."""
    problem, structure = covering(6)
    found = search(problem, structure, replace(EXACT, nodes=2), np.inf)
    assert found.nodes == 2
    assert not found.exhausted


def test_the_clock_stops_before_the_next_node(covering: Covering) -> None:
    """A time limit that is over leaves everything unsolved."""
    found = search(*covering(7), replace(EXACT, out_of_time=lambda: True), np.inf)
    assert (found.nodes, found.x) == (0, None)


def test_switches_are_branched_on_once_the_levels_are_whole() -> None:
    """Meat or milk but not both, by one switch: the relaxation takes both with half a switch."""
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([-2.0, -3.0]), np.ones(2), integer=True)
    switch = writer.add_columns(np.zeros(1), np.ones(1), integer=True)
    one = np.array([columns[0], switch[0]])
    other = np.array([columns[1], switch[0]])
    writer.add_row("meat", one, np.array([1.0, -2.0]), -np.inf, 0.0)
    writer.add_row("milk", other, np.array([1.0, 2.0]), -np.inf, 2.0)
    none = np.zeros(2, int)
    structure = Structure(np.array([0, 1, -1]), np.zeros(3, int), none, none, none > 0)
    found = search(writer.freeze(), structure, EXACT, np.inf)
    assert found.objective == pytest.approx(-3.0)
    assert found.x is not None
    assert found.x.tolist() == [0, 1, 0]


def test_a_search_repeats_itself(covering: Covering) -> None:
    """The same nodes in the same order give the same solution each time."""
    problem, structure = covering(8, 12)
    pace = Pace(nodes=40, per_fractional=0.1, least_gain=0.0)
    found = [search(problem, structure, pace, np.inf) for _ in range(3)]
    assert len({(one.objective, one.nodes) for one in found}) == 1
