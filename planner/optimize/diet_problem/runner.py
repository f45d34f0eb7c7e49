"""Solve several models with one solver until one deadline."""

from __future__ import annotations

import time
from dataclasses import dataclass

from planner.errors import OutOfTimeError
from planner.optimize.linear_problem import LinearProblem
from planner.optimize.solve import Solution, Status, solve, solve_relaxation

TOLERANCE = 1e-6
"""Total violation of limits, relative to their size, up to which they count as met."""


@dataclass(frozen=True)
class Runner:
    """Solves models with one solver until a deadline.

    Attributes
    ----------
    solver : str
        A key of `planner.request.choices.SOLVERS`.
    deadline : float
        Time of `time.perf_counter`, s.
    """

    solver: str
    deadline: float

    def whole(self, model: LinearProblem) -> Solution:
        """Solve a model with its integrality, by the chosen solver.

        Raises
        ------
        OutOfTimeError
            If the deadline passes before the result is proven.
        """
        # Elastic optima are compared with TOLERANCE, so the gap must be smaller.
        gap = TOLERANCE / 100
        return self._proven(
            solve(model, self.solver, time_limit_seconds=self._seconds_left(), absolute_gap=gap)
        )

    def relaxed(self, model: LinearProblem) -> Solution:
        """Solve the linear relaxation by HiGHS; raises OutOfTimeError as `whole` does."""
        return self._proven(solve_relaxation(model, self._seconds_left()))

    def _seconds_left(self) -> float:
        left = self.deadline - time.perf_counter()
        if left <= 0:
            raise self._out_of_time()
        return left

    def _proven(self, solution: Solution) -> Solution:
        if solution.status in (Status.FEASIBLE, Status.TIME_LIMIT):
            raise self._out_of_time()
        return solution

    def _out_of_time(self) -> OutOfTimeError:
        return OutOfTimeError(
            f"the solver {self.solver} ran out of time before it proved a result; use "
            "fewer foods, or try the other solver"
        )
