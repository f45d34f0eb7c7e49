"""The linear relaxation, handed to HiGHS as arrays: no expression objects on the way."""

from __future__ import annotations

import time

import highspy
import numpy as np

from planner.model.problem import LinearProblem
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
    started = time.perf_counter()
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", time_limit_seconds)
    model.passModel(_highs_lp(problem))
    model.run()
    seconds = time.perf_counter() - started
    status = _STATUS.get(model.getModelStatus())
    if status is None and model.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
        # Presolve could not tell which: without it the simplex method can.
        model.setOptionValue("presolve", "off")
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
