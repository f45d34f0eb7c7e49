"""The only importer of PuLP and highspy: problems in, solutions out."""

from planner.solve.highs import Relaxation
from planner.solve.kernel import KernelOptions, Structure, solve_by_kernel
from planner.solve.milp import NO_NODE_LIMIT, SOLVERS, solve
from planner.solve.parts import solve_part
from planner.solve.relaxation import solve_relaxation
from planner.solve.solution import Solution, Status
from planner.solve.stopping import GivenUpError, unless

__all__ = [
    "NO_NODE_LIMIT",
    "SOLVERS",
    "GivenUpError",
    "KernelOptions",
    "Relaxation",
    "Solution",
    "Status",
    "Structure",
    "solve",
    "solve_by_kernel",
    "solve_part",
    "solve_relaxation",
    "unless",
]
