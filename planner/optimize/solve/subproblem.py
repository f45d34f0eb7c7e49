"""Solve the many small sub-problems of kernel search."""

from __future__ import annotations

from planner.optimize.linear_problem import FloatArray, LinearProblem
from planner.optimize.solve.pulp_solvers import NO_NODE_LIMIT, solve
from planner.optimize.solve.solution import Solution
from planner.request.choices import SOLVERS


def solve_subproblem(
    problem: LinearProblem,
    solver: str = "highs",
    *,
    start: FloatArray | None = None,
    time_limit_seconds: float = 30.0,
    relative_gap: float = 0.0,
    absolute_gap: float = 1e-6,
    node_limit: int = NO_NODE_LIMIT,
) -> Solution:
    """Solve a small problem: from arrays if the solver takes them, else through PuLP.

    Parameters
    ----------
    problem : LinearProblem
        The sub-problem.
    solver : str
        Key of `planner.request.choices.SOLVERS`.
    start : ndarray of float, shape (columns,), optional
        A feasible solution to start from; only a solver that takes arrays uses it.
    time_limit_seconds, relative_gap, absolute_gap, node_limit
        Stopping criteria.
    """
    limits = {
        "time_limit_seconds": time_limit_seconds,
        "relative_gap": relative_gap,
        "absolute_gap": absolute_gap,
    }
    solve_arrays = SOLVERS[solver].solve_arrays
    if solve_arrays is not None:
        found: Solution = solve_arrays(problem, start=start, node_limit=node_limit, **limits)
        return found
    return solve(problem, solver, node_limit=node_limit, **limits)
