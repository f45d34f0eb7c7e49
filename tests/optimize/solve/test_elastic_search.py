"""A first solution by way of some that miss a few amounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Relaxation, SearchOptions, Status, Structure, search_levels
from planner.optimize.solve.elastic_search import ElasticSearch
from planner.optimize.solve.part_search import PartSearch
from planner.optimize.solve.solution import satisfies

Covering = Callable[..., tuple[LinearProblem, Structure]]


def two_dinners(budget: float) -> tuple[LinearProblem, Structure]:
    """Three dishes for each of two dinners; the cheap one has little protein, the dear one costs.

    Of 2.1, 3.4 or 6 dollars and 10.5, 16.5 or 30.5 g protein, of which 33 g are needed together:
    two middle dishes for 6.8 dollars, or one cheap and one dear for 8.1. Parts of cheap and dear
    ones would do for 6.54.
    """
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([3.0, 9.0, 1.0] * 2), np.ones(6), integer=True)
    for dinner in range(2):
        own = columns[3 * dinner : 3 * dinner + 3]
        writer.add_row(f"dinner {dinner}", own, np.ones(3), 1.0, 1.0)
    protein, dollars = np.array([10.5, 16.5, 30.5] * 2), np.array([2.1, 3.4, 6.0] * 2)
    writer.add_row("protein", columns, protein, 33.0, np.inf)
    writer.add_row("budget", columns, dollars, -np.inf, budget)
    dinner = np.repeat(np.arange(2), 3)
    none = np.zeros(6, dtype=np.int64)
    return writer.freeze(), Structure(np.arange(6), none, dinner, dinner, none > 0)


@pytest.mark.parametrize(("budget", "served"), [(9.0, None), (6.8, [0, 1, 0, 0, 1, 0])])
def test_it_finds_what_meets_every_amount(budget: float, served: list[int] | None) -> None:
    """Under 6.8 dollars only two middle dishes will do, though the others cost fewer points."""
    problem, structure = two_dinners(budget)
    relaxed = Relaxation(problem).solve()
    parts = PartSearch(problem, structure, "highs", SearchOptions())
    parts.measure_by(relaxed.x)
    ElasticSearch(parts, relaxed).run()
    assert parts.x is not None
    assert satisfies(problem, parts.x)
    assert parts.objective == pytest.approx(problem.cost @ parts.x)
    if served is not None:
        assert parts.x.tolist() == served


def test_it_keeps_the_nearest_where_nothing_meets_all() -> None:
    """Under 6.7 dollars no two dinners have 33 g; the nearest costs or lacks a little."""
    problem, structure = two_dinners(6.7)
    relaxed = Relaxation(problem).solve()
    parts = PartSearch(problem, structure, "highs", SearchOptions())
    parts.measure_by(relaxed.x)
    ElasticSearch(parts, relaxed).run()
    assert parts.x is None
    assert parts.nearest is not None
    assert parts.nearest.tolist() == [0, 1, 0, 0, 1, 0]  # ten cents too dear
    assert parts.nodes > 0


def test_searches_take_it_where_kernels_are_too_small(covering: Covering) -> None:
    """With no node for the kernel a plan is found all the same, and again the same."""
    problem, structure = covering(3)
    options = replace(SearchOptions(), kernels=(), elastic_kernels=(3, 8))
    first, second = (search_levels(problem, structure, options=options)[0] for _ in range(2))
    assert first.status is Status.FEASIBLE
    assert satisfies(problem, first.x)
    assert first.x.tolist() == second.x.tolist()
