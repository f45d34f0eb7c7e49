"""The solvers; only this package imports PuLP and highspy."""

from planner.optimize.solve.cancellation import CancelledError, cancel_when
from planner.optimize.solve.common_choice import CommonChoice, choose_in_common
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.least_violation import misses
from planner.optimize.solve.level_search import search_levels
from planner.optimize.solve.part_search import search_part
from planner.optimize.solve.pulp_solvers import NO_NODE_LIMIT, solve
from planner.optimize.solve.relaxation import solve_relaxation
from planner.optimize.solve.search_options import (
    SearchOptions,
    for_a_framed_day,
    for_a_known_day,
    for_a_shared_day,
    for_an_exchange,
    for_one_of_several_days,
    for_what_may_fail,
    search_options,
)
from planner.optimize.solve.solution import Solution, Status
from planner.optimize.solve.structure import Structure
from planner.optimize.solve.subproblem import solve_subproblem
from planner.optimize.solve.time_left import is_time_over, seconds_left, within_seconds

__all__ = [
    "NO_NODE_LIMIT",
    "CancelledError",
    "CommonChoice",
    "Relaxation",
    "SearchOptions",
    "Solution",
    "Status",
    "Structure",
    "cancel_when",
    "choose_in_common",
    "for_a_framed_day",
    "for_a_known_day",
    "for_a_shared_day",
    "for_an_exchange",
    "for_one_of_several_days",
    "for_what_may_fail",
    "is_time_over",
    "misses",
    "search_levels",
    "search_options",
    "search_part",
    "seconds_left",
    "solve",
    "solve_relaxation",
    "solve_subproblem",
    "within_seconds",
]
