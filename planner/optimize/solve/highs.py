"""HiGHS through highspy, from arrays and without PuLP.

Kernel search solves dozens of small problems. To write them as PuLP expressions would take as long
as to solve them, and PuLP cannot pass a starting solution to HiGHS. Large problems and all other
solvers use PuLP; see `planner.optimize.solve.pulp_solvers`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import highspy
import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem, stable_order
from planner.optimize.solve.cancellation import check_cancelled
from planner.optimize.solve.solution import Solution, Status, no_solution, satisfies

STATUS = {
    highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Status.UNBOUNDED,
    highspy.HighsModelStatus.kTimeLimit: Status.TIME_LIMIT,
    highspy.HighsModelStatus.kSolutionLimit: Status.FEASIBLE,
}
FOUND = (Status.OPTIMAL, Status.FEASIBLE)
_ROW_WISE, _MINIMISE = 2, 1  # of HiGHS's own interface
# Options for small problems that stop after a few dozen nodes: no strong branching, restarts,
# symmetry detection or cuts at nodes, and without a heuristic that solves sub-problems and found
# nothing better here.
_SMALL = {
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 0,
    "mip_allow_restart": False,
    "mip_allow_cut_separation_at_nodes": False,
    "mip_detect_symmetry": False,
}


def quiet_highs(
    problem: LinearProblem, *, whole: bool = False, **options: bool | float | str
) -> highspy.Highs:
    """Return a HiGHS instance with a problem loaded and output switched off.

    Parameters
    ----------
    problem : LinearProblem
        The problem.
    whole : bool
        Whether its integer columns are to be integer.
    **options
        Options of HiGHS.
    """
    model = highspy.Highs()
    for name, value in ({"output_flag": False, "threads": 1} | options).items():
        model.setOptionValue(name, value)
    in_order = bool((np.diff(problem.row) >= 0).all())
    order = slice(None) if in_order else stable_order(problem.row, problem.rows)
    count = np.bincount(problem.row, minlength=problem.rows)
    starts = np.cumsum(count) - count
    kinds = problem.integer if whole else np.zeros(problem.columns)
    model.passModel(
        problem.columns, problem.rows, len(problem.value), _ROW_WISE, _MINIMISE, 0.0,
        problem.cost, problem.column_lower, problem.column_upper,
        problem.row_lower, problem.row_upper,
        starts.astype(np.int32), problem.column[order].astype(np.int32), problem.value[order],
        kinds.astype(np.int32),
    )  # fmt: skip
    return model


def solve_highs_mip(
    problem: LinearProblem,
    *,
    start: FloatArray | None = None,
    time_limit_seconds: float,
    relative_gap: float,
    absolute_gap: float,
    node_limit: int,
) -> Solution:
    """Solve a small mixed-integer problem.

    Parameters
    ----------
    problem : LinearProblem
        The problem.
    start : ndarray, shape (columns,), optional
        A feasible solution to start from.
    time_limit_seconds, relative_gap, absolute_gap, node_limit
        Stopping criteria.

    Raises
    ------
    CancelledError
        If the current work is cancelled.
    """
    check_cancelled()
    started = time.perf_counter()
    model = quiet_highs(
        problem,
        whole=True,
        time_limit=time_limit_seconds,
        mip_rel_gap=relative_gap,
        mip_abs_gap=absolute_gap,
        mip_max_nodes=node_limit,
        **_SMALL,
    )
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start.tolist()
        model.setSolution(known)
    model.run()
    seconds = time.perf_counter() - started
    status = STATUS.get(model.getModelStatus(), Status.FAILED)
    if status is Status.FAILED and model.getModelStatus() == (
        highspy.HighsModelStatus.kUnboundedOrInfeasible
    ):
        status = Status.INFEASIBLE if _is_bounded(problem) else Status.FAILED
    x = np.array(model.getSolution().col_value)
    x = np.where(problem.integer, np.round(x), x) if len(x) == problem.columns else np.zeros(0)
    if status in (Status.INFEASIBLE, Status.UNBOUNDED) or not satisfies(problem, x):
        return no_solution(Status.FAILED if status in FOUND else status, seconds)
    empty = np.zeros(0)
    found = Status.OPTIMAL if status is Status.OPTIMAL else Status.FEASIBLE
    bound = float(model.getInfo().mip_dual_bound)
    return Solution(found, x, float(problem.cost @ x), bound, seconds, empty, empty)


def _is_bounded(problem: LinearProblem) -> bool:
    """Return whether the column bounds alone bound the objective from below."""
    falling = np.where(problem.cost < 0, problem.column_upper, problem.column_lower)
    return bool(np.isfinite(falling[problem.cost != 0]).all())


@dataclass
class Relaxation:
    """A linear relaxation that keeps its HiGHS instance, so that re-solves start warm.

    Attributes
    ----------
    problem : LinearProblem
        The problem over all columns.
    """

    problem: LinearProblem
    _model: highspy.Highs = field(init=False)

    def __post_init__(self) -> None:
        # Presolve takes longer than it saves here and may leave infeasibility undecided.
        self._model = quiet_highs(self.problem, presolve="off")

    def open_only(self, kept: IntArray) -> None:
        """Fix all columns except some at zero.

        Parameters
        ----------
        kept : ndarray of int
            Numbers of the columns that stay open.
        """
        upper = np.zeros(self.problem.columns)
        upper[kept] = self.problem.column_upper[kept]
        numbers = np.arange(self.problem.columns, dtype=np.int32)
        self._model.changeColsBounds(
            len(numbers), numbers, np.minimum(self.problem.column_lower, upper), upper
        )

    def set_bounds(
        self,
        column_lower: FloatArray,
        column_upper: FloatArray,
        row_lower: FloatArray,
        row_upper: FloatArray,
    ) -> None:
        """Replace the bounds of all columns and rows."""
        columns = np.arange(len(column_lower), dtype=np.int32)
        rows = np.arange(len(row_lower), dtype=np.int32)
        self._model.changeColsBounds(len(columns), columns, column_lower, column_upper)
        self._model.changeRowsBounds(len(rows), rows, row_lower, row_upper)

    def set_costs(self, cost: FloatArray) -> None:
        """Replace the cost of all columns."""
        columns = np.arange(len(cost), dtype=np.int32)
        self._model.changeColsCost(len(columns), columns, cost)

    def set_column_bounds(self, columns: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Replace the bounds of some columns."""
        self._model.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def solve(self, time_limit_seconds: float = 60.0) -> Solution:
        """Solve the relaxation; an optimal solution has reduced costs and duals.

        Raises
        ------
        CancelledError
            If the current work is cancelled.
        """
        check_cancelled()
        started = time.perf_counter()
        # The clock of HiGHS runs on from one run to the next.
        self._model.setOptionValue("time_limit", self._model.getRunTime() + time_limit_seconds)
        self._model.run()
        if self._model.getModelStatus() not in STATUS:
            # A warm start can fail numerically; solve again from scratch.
            self._model.clearSolver()
            self._model.run()
        seconds = time.perf_counter() - started
        status = STATUS.get(self._model.getModelStatus(), Status.FAILED)
        if status is not Status.OPTIMAL:
            return no_solution(status, seconds)
        answer = self._model.getSolution()
        objective = self._model.getInfo().objective_function_value
        return Solution(
            Status.OPTIMAL,
            np.array(answer.col_value),
            objective,
            objective,
            seconds,
            np.array(answer.col_dual),
            np.array(answer.row_dual),
        )
