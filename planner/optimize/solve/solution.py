"""The result of a solve."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from planner.optimize.linear_problem import FloatArray, LinearProblem


class Status(Enum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    TIME_LIMIT = "time limit"
    NONE_FOUND = "none found"
    FAILED = "failed"


@dataclass(frozen=True)
class Solution:
    """The result of a solve.

    Attributes
    ----------
    status : Status
        OPTIMAL: proven within the requested gap; FEASIBLE: a solution, stopped by a limit.
    x : ndarray, shape (columns,)
        Column values; empty without a solution.
    objective : float
        ``cost @ x``; NaN without a solution.
    bound : float
        Best proven lower bound on the objective; NaN if the solver reports none.
    seconds : float
        Wall time in the solver.
    reduced_cost, dual : ndarray
        Of a linear problem; empty otherwise. Duals differ between solvers on degenerate problems.
    nodes : int
        Nodes of a search that were solved.
    clock_struck : bool
        Whether the time limit cut a search short, so that another run may end elsewhere.
    nearest : ndarray, shape (columns,), or None
        Values that violate some rows, the best that a search without a solution came to.
    """

    status: Status
    x: FloatArray
    objective: float
    bound: float
    seconds: float
    reduced_cost: FloatArray
    dual: FloatArray
    nodes: int = 0
    clock_struck: bool = False
    nearest: FloatArray | None = None

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


def no_solution(status: Status, seconds: float) -> Solution:
    """Return a result without a solution."""
    empty = np.zeros(0)
    return Solution(status, empty, float("nan"), float("nan"), seconds, empty, empty)


def satisfies(problem: LinearProblem, x: FloatArray, tolerance: float = 1e-6) -> bool:
    """Return whether values satisfy rows, bounds and integrality within a relative tolerance."""
    if len(x) != problem.columns:
        return False
    slack = tolerance * (1.0 + np.abs(x))
    within = (x >= problem.column_lower - slack) & (x <= problem.column_upper + slack)
    whole = ~problem.integer | (np.abs(x - np.round(x)) <= 1e-5)
    activity = problem.activity(x)
    lower = np.where(np.isfinite(problem.row_lower), problem.row_lower, -np.inf)
    upper = np.where(np.isfinite(problem.row_upper), problem.row_upper, np.inf)
    allowed = 10 * tolerance * (1.0 + np.abs(activity))
    rows = (activity >= lower - allowed) & (activity <= upper + allowed)
    return bool(within.all() and whole.all() and rows.all())
