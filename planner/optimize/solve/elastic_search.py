"""The search for a first solution by way of some that miss a few amounts.

Of the amounts, those that the relaxation pays most for may be missed, at a high price; all others
hold, so that a dive still closes what no longer fits. The search aims some way inside the bounds
that may be missed, as whole portions seldom meet what the relaxation just meets. The kernel of
that problem nearly always has a solution, and its neighbourhoods lead to one that misses nothing.
Where they end before, other amounts may be missed, and what is missed costs more (as in the
breakout method, Morris 1993).

References
----------
P. Morris, "The breakout method for escaping from local minima", Proceedings of AAAI-93 (1993)
40-45.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.least_violation import (
    Elastic,
    amounts,
    bound_sizes,
    misses,
    with_misses,
)
from planner.optimize.solve.neighbourhoods import Neighbourhoods
from planner.optimize.solve.part_search import (
    LEAST_UNIT,
    NOTHING,
    PartSearch,
    mean_of_fractional,
)
from planner.optimize.solve.ranking import rank_choices
from planner.optimize.solve.solution import Solution, satisfies

_ROUNDS = 100  # of neighbourhoods at most; they end where nothing gets better
_ROUNDING = 1e-6  # relative to a bound
_MISSED = 1e-9  # sum of slacks above which something counts as missed


class ElasticSearch:
    """Looks for a first solution where kernels hold none.

    Parameters
    ----------
    parts : PartSearch
        The search that has none. Its solution, nodes and nearest values are set.
    relaxed : Solution
        Of its relaxation, with duals.
    """

    def __init__(self, parts: PartSearch, relaxed: Solution) -> None:
        self.parts = parts
        self.sizes = bound_sizes(parts.problem)
        self.dear = _dearest_amounts(parts.problem, relaxed.dual)
        self.price = np.full(parts.problem.rows, parts.options.miss * max(parts.unit, LEAST_UNIT))

    def run(self) -> None:
        """Search with ever other amounts that may be missed, until none is or the nodes end."""
        parts, options = self.parts, self.parts.options
        left, x = options.elastic_nodes, None
        for count in options.missable:
            others = self._with(count, x, left)
            if others is None:
                continue
            parts.nodes += others.nodes
            left -= others.nodes
            if others.x is None:
                continue
            x = others.x[: parts.problem.columns]
            if satisfies(parts.problem, x):
                parts.x, parts.objective = x, float(parts.problem.cost @ x)
                return
            self._keep_nearest(x)
            if left <= 0 or parts.out_of_time():
                return
            self.price[self._misses(x) != 0.0] *= options.dearer

    def _with(self, count: int, x: FloatArray | None, nodes: int) -> PartSearch | None:
        """Search where some of the dearest amounts may be missed, and what `x` misses."""
        parts, options = self.parts, self.parts.options
        missed = np.zeros(parts.problem.rows) if x is None else self._misses(x)
        missable = missed != 0.0
        missable[self.dear[:count]] = True
        prices = np.where(missable, self.price, 0.0)
        elastic = with_misses(
            parts.problem, parts.structure, prices, aim=options.aim, share=options.aside
        )
        relaxed = Relaxation(elastic.problem).solve(parts.seconds_left)
        if not relaxed.found:
            return None
        others = self._search_of(elastic, self._unit(relaxed.x, prices), nodes)
        if x is None:
            ranked = rank_choices(relaxed, elastic.structure, options.per_bucket)
            for size in options.elastic_kernels:
                columns = elastic.structure.columns_of(ranked[:size])
                others.search(columns, NOTHING, options.kernel_nodes)
                if others.x is not None:
                    break
        else:
            others.start_from(elastic.completed(x))
        if others.x is not None:
            Neighbourhoods(others, relaxed).improve()
        return others

    def _search_of(self, elastic: Elastic, unit: float, nodes: int) -> PartSearch:
        """Return a search that ends at the first solution which misses nothing."""
        parts, options = self.parts, self.parts.options
        limits = replace(
            options,
            first_only=False,
            rounds=_ROUNDS,
            open_levels=options.elastic_open_levels,
            neighbourhoods=options.elastic_neighbourhoods,
            least_gain=options.least_gain * parts.unit / max(unit, parts.unit, LEAST_UNIT),
            time_limit_seconds=parts.seconds_left,
        )
        return PartSearch(
            elastic.problem, elastic.structure, parts.solver, limits, node_limit=nodes,
            is_enough=lambda values: elastic.missed(values) < _MISSED, unit=unit,
        )  # fmt: skip

    def _unit(self, x: FloatArray, prices: FloatArray) -> float:
        """Return the mean cost of a fractional level, with the most that it costs in misses."""
        problem, count = self.parts.problem, self.parts.structure.levels
        inside = (prices[problem.row] > 0.0) & (problem.column < count)
        row, most = problem.row[inside], np.zeros(count)
        paid = np.abs(problem.value[inside]) * prices[row] / self.sizes[row]
        np.maximum.at(most, problem.column[inside], paid)
        return mean_of_fractional(np.abs(problem.cost[:count]) + most, x[:count])

    def _keep_nearest(self, x: FloatArray) -> None:
        """Keep values that miss less, relative to the bounds, than the nearest so far."""
        parts = self.parts
        known = parts.nearest
        if known is None or self._missed(x) < self._missed(known):
            parts.nearest = x

    def _missed(self, x: FloatArray) -> float:
        return float((np.abs(self._misses(x)) / self.sizes).sum())

    def _misses(self, x: FloatArray) -> FloatArray:
        """Return by how much values miss every row, without what is rounding alone."""
        missed = misses(self.parts.problem, x)
        return np.where(np.abs(missed) > _ROUNDING * self.sizes, missed, 0.0)


def _dearest_amounts(problem: LinearProblem, dual: FloatArray) -> IntArray:
    """Return the rows that weigh, those first whose bound the relaxation pays most for."""
    bound = np.where(dual > 0.0, problem.row_lower, problem.row_upper)
    paid = np.abs(dual) * np.where(np.isfinite(bound), np.abs(bound), 0.0)
    rows = np.flatnonzero(amounts(problem))
    return rows[np.argsort(-paid[rows], kind="stable")]
