"""The solvers; only this package imports PuLP and highspy."""

from planner.optimize.solve.cancellation import CancelledError, cancel_when
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.kernel_search import KernelOptions, Structure, solve_by_kernel
from planner.optimize.solve.pulp_solvers import NO_NODE_LIMIT, solve
from planner.optimize.solve.relaxation import solve_relaxation
from planner.optimize.solve.solution import Solution, Status
from planner.optimize.solve.subproblem import solve_subproblem

__all__ = [
    "NO_NODE_LIMIT",
    "CancelledError",
    "KernelOptions",
    "Relaxation",
    "Solution",
    "Status",
    "Structure",
    "cancel_when",
    "solve",
    "solve_by_kernel",
    "solve_relaxation",
    "solve_subproblem",
]
