"""The linear relaxation, handed to HiGHS as arrays: no expression objects on the way."""

from __future__ import annotations

import numpy as np

from planner.model.problem import FloatArray, LinearProblem
from planner.solve.highs import Relaxation
from planner.solve.solution import Solution


def solve_relaxation(problem: LinearProblem, time_limit_seconds: float = 60.0) -> Solution:
    """Solve the problem without its whole-number demands.

    Returns
    -------
    Solution
        With reduced costs and duals when optimal.
    """
    return Relaxation(problem).solve(time_limit_seconds)


class WarmRelaxation(Relaxation):
    """A relaxation solved again and again under other bounds, each time from where it stood."""

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
