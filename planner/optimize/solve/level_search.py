"""The search for a plan: a kernel of promising choices, then neighbourhoods of the best solution.

The relaxation over all levels ranks the choices. The best of them make a kernel that is searched
by best estimate (kernel search, Angelelli, Mansini and Speranza 2010). Around the solution found,
all choices of two or three meals are then opened while the others keep theirs (large neighbourhood
search, Shaw 1998; Danna, Rothberg and Le Pape 2005), each time with those levels alone whose
reduced cost leaves something to gain.

References
----------
E. Angelelli, R. Mansini and M. G. Speranza, "Kernel search: a general heuristic for the
multi-dimensional knapsack problem", Computers & Operations Research 37 (2010) 2017-2026.
P. Shaw, "Using constraint programming and local search methods to solve vehicle routing problems",
Principles and Practice of Constraint Programming, LNCS 1520 (1998) 417-431.
E. Danna, E. Rothberg and C. Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
solutions", Mathematical Programming 102 (2005) 71-90.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from planner.optimize.linear_problem import IntArray, LinearProblem
from planner.optimize.solve.best_estimate import WHOLE
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.least_violation import with_misses
from planner.optimize.solve.part_search import NOTHING, PartSearch
from planner.optimize.solve.partial_problem import PartialProblem
from planner.optimize.solve.search_options import SearchOptions
from planner.optimize.solve.solution import Solution, Status, satisfies
from planner.optimize.solve.structure import Structure


def rank_choices(relaxed: Solution, structure: Structure, per_bucket: int) -> IntArray:
    """Order the choices: used ones and the best of every bucket, then by reduced cost.

    Parameters
    ----------
    relaxed : Solution
        Of the relaxation over all columns.
    structure : Structure
        How the columns belong together.
    per_bucket : int
        Choices of each bucket that come first.
    """
    count = len(structure.bucket)
    levels = slice(0, structure.levels)
    own = structure.choice[levels]
    used = np.bincount(own, relaxed.x[levels], minlength=count) > WHOLE
    price = np.full(count, np.inf)
    np.minimum.at(price, own, np.maximum(relaxed.reduced_cost[levels], 0.0))
    order = np.lexsort((price, ~used))
    by_bucket = order[np.argsort(structure.bucket[order], kind="stable")]
    bucket = structure.bucket[by_bucket]
    place = np.arange(count) - np.searchsorted(bucket, bucket)
    first = used.copy()
    first[by_bucket[place < per_bucket]] = True
    return np.lexsort((price, ~first))


@dataclass
class LevelSearch:
    """One search over the whole problem, from the relaxation to the last neighbourhood.

    Attributes
    ----------
    parts : PartSearch
        The problem, the limits, and the best solution so far.
    relaxed : Solution
        Of the relaxation over all columns.
    among_misses : bool
        Whether this is the search of another one, where amounts may be missed.
    """

    parts: PartSearch
    relaxed: Solution
    among_misses: bool = False

    def run(self) -> Solution:
        """Search a kernel, then neighbourhoods of what it holds."""
        self.parts.measure_by(self.relaxed.x)
        status = self._first_solution()
        if self.parts.x is not None and not self.parts.options.first_only:
            self._improve()
        return self.parts.answer(status, self.relaxed.objective)

    def _first_solution(self) -> Status:
        """Search ever larger kernels until one holds a solution; else tell why there is none."""
        parts, options, structure = self.parts, self.parts.options, self.parts.structure
        ranked = rank_choices(self.relaxed, structure, options.per_bucket)
        for size in options.kernels:
            parts.search(structure.columns_of(ranked[:size]), NOTHING, options.kernel_nodes)
            if parts.x is not None:
                return Status.FEASIBLE
            if parts.out_of_time():
                return Status.TIME_LIMIT
        return self._leave_to_the_solver(ranked)

    def _search_with_misses(self) -> bool:
        """Search where amounts may be missed; keep what misses nothing, and tell if it is found."""
        parts = self.parts
        if self.among_misses:
            return False
        problem, structure = with_misses(parts.problem, parts.structure, parts.price_of_a_miss)
        options = replace(parts.options, first_only=False)
        others = PartSearch(problem, structure, parts.solver, options)
        relaxed = Relaxation(problem).solve(parts.seconds_left)
        if not relaxed.found:
            return False
        LevelSearch(others, relaxed, among_misses=True).run()
        parts.nodes += others.nodes
        if others.x is None:
            return False
        x = others.x[: parts.problem.columns]
        if satisfies(parts.problem, x):
            parts.x, parts.objective = x, float(parts.problem.cost @ x)
            return True
        parts.nearest = x
        return False

    def _leave_to_the_solver(self, ranked: IntArray) -> Status:
        """Let the solver look for a solution in a kernel, then go on with misses.

        Its cuts and heuristics find what a search by estimate misses. Of a whole problem that is
        small enough it can also prove that there is nothing to find.
        """
        parts, options, structure = self.parts, self.parts.options, self.parts.structure
        columns = structure.columns_of(ranked[: options.solver_kernel])
        parts.solve(columns, NOTHING, options.solver_nodes)
        if parts.x is not None:
            parts.search(columns, NOTHING, options.kernel_nodes)
            return Status.FEASIBLE
        if self._search_with_misses():
            return Status.FEASIBLE
        if parts.out_of_time():
            return Status.TIME_LIMIT
        if parts.problem.columns > options.solver_columns:
            return Status.NONE_FOUND
        status = parts.solve(np.arange(parts.problem.columns), NOTHING, options.solver_nodes)
        return Status.NONE_FOUND if status is Status.FAILED else status

    def _improve(self) -> None:
        """Open some blocks after others, until none of them holds anything better."""
        parts, options = self.parts, self.parts.options
        universe = self._universe()
        blocks = np.unique(parts.structure.block).tolist()
        tried: set[bytes] = set()
        for _ in range(options.rounds):
            before = parts.objective
            for size, nodes in options.neighbourhoods:
                for opened in combinations(blocks, min(size, len(blocks))):
                    if parts.out_of_time():
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
        key = kept.tobytes() + bytes(opened)
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


def search_levels(
    problem: LinearProblem,
    structure: Structure,
    solver: str = "highs",
    options: SearchOptions | None = None,
) -> tuple[Solution, Solution]:
    """Search for a good solution of a problem in levels.

    Parameters
    ----------
    problem : LinearProblem
        The problem; its levels are binary.
    structure : Structure
        How its columns belong together.
    solver : str
        Key of `SOLVERS`.
    options : SearchOptions, optional
        Limits; those of a normal search by default.

    Returns
    -------
    solution : Solution
        Over all columns; its bound is the relaxation's. INFEASIBLE only when the relaxation or
        the whole problem is.
    relaxed : Solution
        Of the relaxation, whose objective bounds every solution.
    """
    options = options or SearchOptions()
    parts = PartSearch(problem, structure, solver, options)
    relaxed = Relaxation(problem).solve(options.time_limit_seconds)
    if not relaxed.found:
        return relaxed, relaxed
    return LevelSearch(parts, relaxed).run(), relaxed
