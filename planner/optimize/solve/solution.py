"""What a solver answers."""

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
    FAILED = "failed"


@dataclass(frozen=True)
class Solution:
    """A solver's answer.

    Attributes
    ----------
    status : Status
        OPTIMAL: proven within the gap asked for; FEASIBLE: a plan, stopped by the time limit.
    x : ndarray, shape (columns,)
        Column values; empty when there is no solution.
    objective : float
        ``cost @ x``; NaN when there is no solution.
    bound : float
        Best proven lower bound on the objective; NaN where the solver gives none.
    seconds : float
        Wall time in the solver.
    reduced_cost, dual : ndarray
        Of a linear problem; empty otherwise. Duals differ between solvers on degenerate problems.
    """

    status: Status
    x: FloatArray
    objective: float
    bound: float
    seconds: float
    reduced_cost: FloatArray
    dual: FloatArray

    @property
    def found(self) -> bool:
        """Whether there is a solution to read."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


def no_solution(status: Status, seconds: float) -> Solution:
    """Build the answer that carries no values."""
    empty = np.zeros(0)
    return Solution(status, empty, float("nan"), float("nan"), seconds, empty, empty)


def satisfies(problem: LinearProblem, x: FloatArray, tolerance: float = 1e-6) -> bool:
    """Tell whether values meet every row, bound and whole number, relative to their size."""
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
