"""The only importer of PuLP and highspy: problems in, solutions out."""

from planner.solve.kernel import KernelOptions, Structure, solve_by_kernel
from planner.solve.milp import SOLVERS, solve
from planner.solve.relaxation import WarmRelaxation, solve_relaxation
from planner.solve.solution import Solution, Status

__all__ = [
    "SOLVERS",
    "KernelOptions",
    "Solution",
    "Status",
    "Structure",
    "WarmRelaxation",
    "solve",
    "solve_by_kernel",
    "solve_relaxation",
]
