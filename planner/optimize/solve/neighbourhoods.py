"""Neighbourhoods of a solution: the choices of some meals are open, the others keep theirs.

Large neighbourhood search (Shaw 1998; Danna, Rothberg and Le Pape 2005): all choices of two or
three meals are opened while the others keep theirs, each time with those levels alone whose
reduced cost leaves something to gain.

References
----------
P. Shaw, "Using constraint programming and local search methods to solve vehicle routing problems",
Principles and Practice of Constraint Programming, LNCS 1520 (1998) 417-431.
E. Danna, E. Rothberg and C. Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
solutions", Mathematical Programming 102 (2005) 71-90.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from planner.optimize.linear_problem import IntArray
from planner.optimize.solve.part_search import NOTHING, PartSearch
from planner.optimize.solve.partial_problem import PartialProblem
from planner.optimize.solve.solution import Solution


@dataclass(frozen=True)
class Neighbourhoods:
    """The neighbourhoods of the best solution so far.

    Attributes
    ----------
    parts : PartSearch
        The problem, the limits, and the best solution so far; there is one.
    relaxed : Solution
        Of the relaxation over all columns.
    """

    parts: PartSearch
    relaxed: Solution

    def improve(self) -> None:
        """Open some blocks after others, until none of them holds anything better."""
        parts, options = self.parts, self.parts.options
        universe = self._universe()
        blocks = np.unique(parts.structure.block).tolist()
        tried: set[bytes] = set()
        for _ in range(options.rounds):
            before = parts.objective
            for size, nodes in options.neighbourhoods:
                for opened in combinations(blocks, min(size, len(blocks))):
                    if parts.is_over():
                        return
                    self._open_blocks(universe, opened, nodes, tried)
            if parts.objective >= before:
                return

    def _served(self) -> IntArray:
        """Return the levels that the best solution serves."""
        x = self.parts.x
        return NOTHING if x is None else self.parts.structure.served(x)

    def _universe(self) -> PartialProblem:
        """Return the levels that are worth opening, by what they cost in the relaxation."""
        structure = self.parts.structure
        price = self.relaxed.reduced_cost[: structure.levels].copy()
        price[self._served()] = -np.inf
        order = np.argsort(price, kind="stable")[: self.parts.options.universe]
        levels = np.sort(order[price[order] < self.parts.objective - self.relaxed.objective])
        columns = np.concatenate([levels, structure.others])
        return PartialProblem(self.parts.problem, structure, columns, NOTHING)

    def _open_blocks(
        self, universe: PartialProblem, opened: tuple[int, ...], nodes: int, tried: set[bytes]
    ) -> None:
        """Search some blocks beside what the best solution serves in the others."""
        structure, served = self.parts.structure, self._served()
        kept = served[~np.isin(structure.block[structure.choice[served]], opened)]
        key = kept.tobytes() + bytes(opened) + nodes.to_bytes(4)
        if key in tried:
            return
        tried.add(key)
        columns = self._worth_opening(universe, kept)
        if columns is not None:
            self.parts.search(columns, kept, nodes)

    def _worth_opening(self, universe: PartialProblem, kept: IntArray) -> IntArray | None:
        """Return the columns to open beside the levels that are kept; None if nothing is gained."""
        structure, count = self.parts.structure, universe.levels
        lower, upper = np.zeros(len(universe.columns)), universe.upper.copy()
        upper[:count][np.isin(universe.choice[:count], structure.choice[kept])] = 0.0
        place = np.searchsorted(universe.columns[:count], kept)
        lower[place] = upper[place] = 1.0
        if not universe.close_what_no_longer_fits(lower, upper):
            return None
        solution = universe.solve(lower, upper)
        if solution is None or solution.objective >= self.parts.worth:
            return None
        may_change = (upper[:count] > 0.5) & (lower[:count] < 0.5)
        price = np.where(may_change, solution.reduced_cost[:count], np.inf)
        order = np.argsort(price, kind="stable")[: self.parts.options.open_levels]
        affordable = order[price[order] < self.parts.worth - solution.objective]
        return np.concatenate([universe.columns[np.sort(affordable)], structure.others])
