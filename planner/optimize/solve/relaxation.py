"""Solve a linear relaxation once, by HiGHS from arrays."""

from __future__ import annotations

from planner.optimize.linear_problem import LinearProblem
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.solution import Solution


def solve_relaxation(problem: LinearProblem, time_limit_seconds: float = 60.0) -> Solution:
    """Solve the problem without integrality.

    Returns
    -------
    Solution
        With reduced costs and duals if optimal.
    """
    return Relaxation(problem).solve(time_limit_seconds)
