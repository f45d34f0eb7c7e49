"""Amounts that may be missed at a price; what counts stays hard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import SearchOptions, Status, Structure, misses, search_levels, solve
from planner.optimize.solve.least_violation import amounts, with_misses


def one_meal(budget: float) -> tuple[LinearProblem, Structure]:
    """One of two dishes, of 2.5 or 4.5 dollars, with 6.5 or 9.5 g protein, of at least 9 g."""
    writer = ProblemWriter()
    dishes = writer.add_columns(np.array([1.0, 1.0]), np.ones(2), integer=True)
    writer.add_row("one dish", dishes, np.ones(2), 1.0, 1.0)
    writer.add_row("protein", dishes, np.array([6.5, 9.5]), 9.0, np.inf)
    writer.add_row("budget", dishes, np.array([2.5, 4.5]), -np.inf, budget)
    none = np.zeros(2, int)
    return writer.freeze(), Structure(np.arange(2), none, none, none, none > 0)


def test_rows_of_whole_coefficients_count() -> None:
    """A dish is a dish; protein and money may be missed."""
    assert amounts(one_meal(4.0)[0]).tolist() == [False, True, True]


def test_a_miss_costs_its_share_of_the_bound() -> None:
    """0.5 dollars over 4 are an eighth of the price, 2.5 of 9 g protein five eighteenths."""
    problem, structure = one_meal(4.0)
    prices = np.array([0.0, 72.0, 72.0])
    elastic = with_misses(problem, structure, prices)
    assert elastic.structure.choice.tolist() == [0, 1, -1, -1, -1, -1]
    best = solve(elastic.problem)
    assert best.objective == pytest.approx(1.0 + 72.0 / 8)
    assert best.x[:2].tolist() == [0, 1]
    assert elastic.missed(best.x) == pytest.approx(0.5)
    assert misses(problem, best.x[:2]).tolist() == [0, 0, 0.5]
    assert misses(problem, np.array([1.0, 0.0])).tolist() == [0, -2.5, 0]


def test_what_has_to_hold_is_not_missed() -> None:
    """Where only money may be missed, the dish with protein enough is the only one."""
    elastic = with_misses(*one_meal(2.0), np.array([0.0, 0.0, 1e-3]))
    assert elastic.bounds == 1
    assert solve(elastic.problem).x[:2].tolist() == [0, 1]


def test_the_aim_lies_inside_the_bound() -> None:
    """Of 5 dollars a tenth is aimed below: 4.5 are the aim itself, 4.7 cost a share of 0.2 / 5."""
    problem, structure = one_meal(5.0)
    prices = np.array([0.0, 0.0, 100.0])
    elastic = with_misses(problem, structure, prices, aim=0.1, share=0.25)
    served = np.array([0.0, 1.0])
    assert elastic.completed(served).tolist() == [0, 1, 0, 0]
    dearer = replace(problem, value=np.where(problem.value == 4.5, 4.7, problem.value))
    elastic = with_misses(dearer, structure, prices, aim=0.1, share=0.25)
    x = elastic.completed(served)
    assert x == pytest.approx([0, 1, 0.2, 0])
    assert elastic.missed(x) == 0.0
    assert elastic.problem.cost @ x == pytest.approx(1.0 + 0.25 * 100 * 0.2 / 5)
    over = replace(problem, value=np.where(problem.value == 4.5, 5.4, problem.value))
    x = with_misses(over, structure, prices, aim=0.1, share=0.25).completed(served)
    assert x == pytest.approx([0, 1, 0.5, 0.4])


def test_a_search_without_a_plan_tells_the_nearest() -> None:
    """With a whole problem too large for the solver nothing is proven, and the miss is named."""
    options = SearchOptions(solver_columns=0)
    found, relaxed = search_levels(*one_meal(4.4), options=options)
    assert relaxed.found  # part of one dish and part of the other
    assert found.status is Status.NONE_FOUND
    assert found.nearest is not None
    assert found.nearest.tolist() == [0, 1]
    small, _ = search_levels(*one_meal(4.4))
    assert small.status is Status.INFEASIBLE
