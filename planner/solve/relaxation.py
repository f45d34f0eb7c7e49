"""The linear relaxation, handed to HiGHS as arrays: no expression objects on the way."""

from __future__ import annotations

import time

import highspy
import numpy as np

from planner.model.problem import FloatArray, LinearProblem
from planner.solve.solution import Solution, Status, no_solution

_STATUS = {
    highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Status.UNBOUNDED,
    highspy.HighsModelStatus.kTimeLimit: Status.TIME_LIMIT,
}


def _highs_lp(problem: LinearProblem) -> highspy.HighsLp:
    """Write the arrays in HiGHS's row-wise form."""
    order = np.lexsort((problem.column, problem.row))
    starts = np.searchsorted(problem.row[order], np.arange(problem.rows + 1))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = problem.columns, problem.rows
    lp.col_cost_ = problem.cost
    lp.col_lower_, lp.col_upper_ = problem.column_lower, problem.column_upper
    lp.row_lower_, lp.row_upper_ = problem.row_lower, problem.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = problem.column[order]
    lp.a_matrix_.value_ = problem.value[order]
    return lp


def solve_relaxation(problem: LinearProblem, time_limit_seconds: float = 60.0) -> Solution:
    """Solve the problem without its whole-number demands.

    Returns
    -------
    Solution
        With reduced costs and duals when optimal.
    """
    return WarmRelaxation(problem).solve(time_limit_seconds)


class WarmRelaxation:
    """A relaxation solved again and again under other bounds, each time from where it stood."""

    def __init__(self, problem: LinearProblem) -> None:
        self._model = highspy.Highs()
        self._model.setOptionValue("output_flag", False)
        self._model.passModel(_highs_lp(problem))

    def set_bounds(
        self,
        column_lower: FloatArray,
        column_upper: FloatArray,
        row_lower: FloatArray,
        row_upper: FloatArray,
    ) -> None:
        """Give every column and row new bounds."""
        columns = np.arange(len(column_lower), dtype=np.int32)
        rows = np.arange(len(row_lower), dtype=np.int32)
        self._model.changeColsBounds(len(columns), columns, column_lower, column_upper)
        self._model.changeRowsBounds(len(rows), rows, row_lower, row_upper)

    def solve(self, time_limit_seconds: float = 60.0) -> Solution:
        """Solve under the bounds as they are now; see `solve_relaxation`."""
        started = time.perf_counter()
        model = self._model
        # HiGHS counts its clock on from one run to the next.
        model.setOptionValue("time_limit", model.getRunTime() + time_limit_seconds)
        model.run()
        seconds = time.perf_counter() - started
        status = _STATUS.get(model.getModelStatus())
        unclear = highspy.HighsModelStatus.kUnboundedOrInfeasible
        if status is None and model.getModelStatus() == unclear:
            # Presolve could not tell which: without it the simplex method can.
            model.setOptionValue("presolve", "off")
            model.run()
            status = _STATUS.get(model.getModelStatus())
        if status is None:
            # A warm start can lead nowhere in numbers: begin again from nothing.
            model.clearSolver()
            model.setOptionValue("presolve", "on")
            model.run()
            status = _STATUS.get(model.getModelStatus())
        if status is not Status.OPTIMAL:
            return no_solution(status or Status.FAILED, seconds)
        answer = model.getSolution()
        objective = model.getInfo().objective_function_value
        return Solution(
            Status.OPTIMAL,
            np.array(answer.col_value),
            objective,
            objective,
            seconds,
            np.array(answer.col_dual),
            np.array(answer.row_dual),
        )
