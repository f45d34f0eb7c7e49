"""Searches parts of a problem for something better than the best solution so far."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem
from planner.optimize.solve.best_estimate import WHOLE, BestEstimateSearch, Pace
from planner.optimize.solve.fitting import fitting_columns
from planner.optimize.solve.partial_problem import PartialProblem
from planner.optimize.solve.pulp_solvers import NO_NODE_LIMIT
from planner.optimize.solve.relaxation import solve_relaxation
from planner.optimize.solve.search_options import SearchOptions
from planner.optimize.solve.solution import Solution, Status, no_solution, satisfies
from planner.optimize.solve.structure import Structure
from planner.optimize.solve.subproblem import solve_subproblem
from planner.request.choices import SOLVERS

NOTHING: IntArray = np.zeros(0, dtype=np.int64)
LEAST_UNIT = 1e-3  # of cost, where the choices cost nothing
LEAST_SECONDS = 0.5  # for a solver that is asked when the time is up, so that it starts at all


@dataclass
class PartSearch:
    """The best solution so far, and the means to look for a better one in parts of the problem.

    Attributes
    ----------
    problem : LinearProblem
        The whole problem.
    structure : Structure
        How its columns belong together.
    solver : str
        Key of `SOLVERS`. One that solves no relaxations solves the parts whole instead.
    options : SearchOptions
        Limits.
    x : ndarray, shape (columns,), or None
        The best solution so far, over all columns.
    objective : float
        Its objective; infinite without one.
    nodes : int
        Nodes solved so far.
    clock_struck : bool
        Whether the time limit has cut a search short.
    nearest : ndarray, shape (columns,), or None
        Values that miss some rows as little as the search could, without a solution.
    node_limit : float
        Nodes of all parts together after which the best solution stands.
    is_enough : callable, optional
        Tells of the values of a solution whether there is nothing left to look for. It gets those
        of the open columns of a part, or of all: in both the last ones are those of no choice.
    unit : float
        The mean cost of a fractional level, in which estimates and gains are measured.
    """

    problem: LinearProblem
    structure: Structure
    solver: str
    options: SearchOptions
    x: FloatArray | None = None
    objective: float = np.inf
    nodes: int = 0
    clock_struck: bool = False
    nearest: FloatArray | None = None
    node_limit: float = np.inf
    is_enough: Callable[[FloatArray], bool] | None = None
    unit: float = 0.0
    _started: float = field(default_factory=time.perf_counter)

    def measure_by(self, x: FloatArray) -> None:
        """Take the mean cost of the fractional levels of a relaxation as the unit of estimates."""
        levels = self.structure.levels
        self.unit = mean_of_fractional(np.abs(self.problem.cost[:levels]), x[:levels])

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return time.perf_counter() - self._started

    @property
    def seconds_left(self) -> float:
        """Seconds that a solver may still take."""
        return max(self.options.time_limit_seconds - self.seconds, LEAST_SECONDS)

    @property
    def worth(self) -> float:
        """The objective below which a solution is looked for."""
        return self.objective - self.options.least_gain * self.unit

    def out_of_time(self) -> bool:
        """Tell whether the time limit is over, and remember it."""
        self.clock_struck = self.clock_struck or self.seconds > self.options.time_limit_seconds
        return self.clock_struck

    def is_over(self) -> bool:
        """Tell whether the solution is enough, or the nodes or the time are used up."""
        enough = self.x is not None and self.is_enough is not None and self.is_enough(self.x)
        return enough or self.nodes >= self.node_limit or self.out_of_time()

    def start_from(self, x: FloatArray) -> None:
        """Take a known solution for the best so far."""
        self.x, self.objective = x, float(self.problem.cost @ x)

    def search(self, columns: IntArray, fixed: IntArray, nodes: int) -> None:
        """Search with some columns open and some levels served; keep what is better.

        Parameters
        ----------
        columns : ndarray of int
            The open columns, ascending, those of no choice among them.
        fixed : ndarray of int
            The levels that are served.
        nodes : int
            Node limit.
        """
        if not SOLVERS[self.solver].solves_relaxations:
            self.solve(columns, fixed, NO_NODE_LIMIT if self.x is None else nodes)
            return
        pace = Pace(
            nodes,
            self.options.estimate * self.unit,
            self.options.least_gain * self.unit,
            is_enough=_any if self.options.first_only else self.is_enough,
            out_of_time=self.out_of_time,
        )
        part = PartialProblem(self.problem, self.structure, columns, fixed)
        found = BestEstimateSearch(part, self.objective, pace).run()
        self.nodes += found.nodes
        if found.x is not None:
            self.x, self.objective = part.whole(found.x), found.objective

    def solve(self, columns: IntArray, fixed: IntArray, nodes: int = NO_NODE_LIMIT) -> Status:
        """Leave a part to the solver's own branch and bound; return how it ended."""
        kept, part = _part_of(self.problem, columns, fixed)
        if self.x is not None:
            part = part.below(self.worth)
        any_will_do = self.x is None or self.options.first_only
        answer = solve_subproblem(
            part,
            self.solver,
            time_limit_seconds=self.seconds_left,
            relative_gap=np.inf if any_will_do else 0.0,
            absolute_gap=np.inf if any_will_do else self.objective - self.worth,
            node_limit=nodes,
        )
        if answer.found:
            x: FloatArray = np.zeros(self.problem.columns)
            x[kept] = answer.x
            self.x, self.objective = x, answer.objective
        return answer.status

    def answer(self, status: Status, bound: float) -> Solution:
        """Return the best solution, checked against every row, or a status without one."""
        if self.x is None:
            none = no_solution(status, self.seconds)
            return replace(
                none, nodes=self.nodes, clock_struck=self.clock_struck, nearest=self.nearest
            )
        if not satisfies(self.problem, self.x):
            return no_solution(Status.FAILED, self.seconds)
        objective, empty = float(self.problem.cost @ self.x), np.zeros(0)
        return Solution(
            Status.FEASIBLE, self.x, objective, bound, self.seconds, empty, empty,
            nodes=self.nodes, clock_struck=self.clock_struck,
        )  # fmt: skip


def mean_of_fractional(cost: FloatArray, x: FloatArray) -> float:
    """Return the mean cost of the levels that a relaxation serves in part; zero without any."""
    fractional = (x > WHOLE) & (x < 1.0 - WHOLE)
    return float(cost[fractional].mean()) if fractional.any() else 0.0


def _any(_: FloatArray) -> bool:
    return True


def _part_of(
    problem: LinearProblem, columns: IntArray, fixed: IntArray
) -> tuple[IntArray, LinearProblem]:
    """Return the columns of a part, open and served, and the part as a problem."""
    kept = np.union1d(columns, fixed)
    part = problem.restricted_to(kept)
    lower = part.column_lower.copy()
    lower[np.searchsorted(kept, fixed)] = 1.0
    return kept, replace(part, column_lower=lower)


def _relaxed(search: PartSearch, columns: IntArray, fixed: IntArray) -> Solution:
    """Solve the relaxation of a part without the levels that no longer fit.

    The solution is over all columns; those that are not open have an infinite reduced cost.
    """
    problem = search.problem
    fitting = fitting_columns(problem, search.structure, columns, fixed)
    if fitting is None:
        return no_solution(Status.INFEASIBLE, search.seconds)
    kept, part = _part_of(problem, fitting, fixed)
    relaxed = solve_relaxation(part, search.seconds_left)
    if not relaxed.found:
        return relaxed
    x, price = np.zeros(problem.columns), np.full(problem.columns, np.inf)
    x[kept], price[kept] = relaxed.x, relaxed.reduced_cost
    price[fixed] = np.inf
    return replace(relaxed, x=x, reduced_cost=price)


def search_part(
    problem: LinearProblem,
    structure: Structure,
    columns: IntArray,
    fixed: IntArray,
    *,
    solver: str,
    options: SearchOptions,
) -> Solution:
    """Search with some columns open and some levels served, as when a meal is swapped.

    The levels that the relaxation ranks best are tried first, then more where they hold nothing.

    Parameters
    ----------
    problem : LinearProblem
        The whole problem.
    structure : Structure
        How its columns belong together.
    columns : ndarray of int
        The open columns, ascending, those of no choice among them.
    fixed : ndarray of int
        The levels that are served.
    solver : str
        Key of `SOLVERS`.
    options : SearchOptions
        Limits.

    Returns
    -------
    Solution
        Over all columns of the problem; its bound is that of the relaxation.
    """
    search = PartSearch(problem, structure, solver, options)
    relaxed = _relaxed(search, columns, fixed)
    if not relaxed.found:
        return search.answer(relaxed.status, np.nan)
    search.measure_by(relaxed.x)
    price = relaxed.reduced_cost[: structure.levels]
    ranked = np.argsort(price, kind="stable")[: int(np.isfinite(price).sum())]
    for most in (options.open_levels, 4 * options.open_levels):
        opened = np.concatenate([np.sort(ranked[:most]), structure.others])
        search.search(opened, fixed, options.kernel_nodes)
        if search.x is not None:
            return search.answer(Status.FEASIBLE, relaxed.objective)
        if search.out_of_time():
            return search.answer(Status.TIME_LIMIT, relaxed.objective)
    status = search.solve(columns, fixed)
    return search.answer(status, relaxed.objective)
