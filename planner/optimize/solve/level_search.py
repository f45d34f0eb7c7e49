"""The search for a plan: a kernel of promising choices, then neighbourhoods of the best solution.

The relaxation over all levels ranks the choices. The best of them make a kernel that is searched
by best estimate (kernel search, Angelelli, Mansini and Speranza 2010). Where that finds nothing,
some amounts may be missed at first. What is found is improved in its neighbourhoods.

References
----------
E. Angelelli, R. Mansini and M. G. Speranza, "Kernel search: a general heuristic for the
multi-dimensional knapsack problem", Computers & Operations Research 37 (2010) 2017-2026.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from planner.optimize.linear_problem import IntArray, LinearProblem
from planner.optimize.solve.elastic_search import ElasticSearch
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.neighbourhoods import Neighbourhoods
from planner.optimize.solve.part_search import NOTHING, PartSearch
from planner.optimize.solve.ranking import rank_choices
from planner.optimize.solve.search_options import SearchOptions
from planner.optimize.solve.solution import Solution, Status
from planner.optimize.solve.structure import Structure


@dataclass
class LevelSearch:
    """One search over the whole problem, from the relaxation to the last neighbourhood.

    Attributes
    ----------
    parts : PartSearch
        The problem, the limits, and the best solution so far.
    relaxed : Solution
        Of the relaxation over all columns.
    start : ndarray of int
        Levels of a solution to go on from; none to begin with a kernel.
    """

    parts: PartSearch
    relaxed: Solution
    start: IntArray = field(default_factory=lambda: NOTHING)

    def run(self) -> Solution:
        """Search for a first solution, then in its neighbourhoods."""
        parts = self.parts
        parts.measure_by(self.relaxed.x)
        if len(self.start):
            parts.search(parts.structure.others, self.start, parts.options.kernel_nodes)
        status = self._first_solution() if parts.x is None else Status.FEASIBLE
        if parts.x is not None and not parts.options.first_only:
            Neighbourhoods(parts, self.relaxed).improve()
        return parts.answer(status, self.relaxed.objective)

    def _first_solution(self) -> Status:
        """Search kernels, then with amounts that may be missed; else tell why there is none."""
        parts, structure = self.parts, self.parts.structure
        ranked = rank_choices(self.relaxed, structure, parts.options.per_bucket)
        for size in parts.options.kernels:
            parts.search(structure.columns_of(ranked[:size]), NOTHING, parts.options.kernel_nodes)
            if parts.x is not None:
                return Status.FEASIBLE
            if parts.out_of_time():
                return Status.TIME_LIMIT
        ElasticSearch(parts, self.relaxed).run()
        if parts.x is not None:
            return Status.FEASIBLE
        return Status.TIME_LIMIT if parts.out_of_time() else self._leave_to_the_solver()

    def _leave_to_the_solver(self) -> Status:
        """Leave a problem that is small enough to the solver, which can prove it infeasible."""
        parts, options = self.parts, self.parts.options
        if parts.problem.columns > options.solver_columns:
            return Status.NONE_FOUND
        status = parts.solve(np.arange(parts.problem.columns), NOTHING, options.solver_nodes)
        return Status.NONE_FOUND if status is Status.FAILED else status


def search_levels(
    problem: LinearProblem,
    structure: Structure,
    solver: str = "highs",
    options: SearchOptions | None = None,
    start: IntArray = NOTHING,
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
    start : ndarray of int, optional
        Levels to serve at first. Where they make a solution, neighbourhoods of it are searched at
        once; where they do not, or by default, the search begins with a kernel.

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
    return LevelSearch(parts, relaxed, start).run(), relaxed
