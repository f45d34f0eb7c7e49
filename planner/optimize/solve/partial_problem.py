"""Part of a problem: some columns open, some fixed to one, all others zero.

Its relaxation is solved hundreds of times under other bounds. It starts with the rows that bind
most often; others are added when a solution violates them (Dantzig, Fulkerson and Johnson 1954).

References
----------
G. Dantzig, R. Fulkerson and S. Johnson, "Solution of a large-scale traveling-salesman problem",
Journal of the Operations Research Society of America 2 (1954) 393-410.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray, LinearProblem
from planner.optimize.solve.cancellation import check_cancelled
from planner.optimize.solve.fitting import ROW_TOLERANCE
from planner.optimize.solve.highs import quiet_highs
from planner.optimize.solve.structure import Structure


@dataclass(frozen=True)
class NodeSolution:
    """The optimal solution of a relaxation.

    Attributes
    ----------
    objective : float
        With the cost of the fixed columns.
    x, reduced_cost : ndarray, shape (open columns,)
        Values and reduced costs of the open columns.
    """

    objective: float
    x: FloatArray
    reduced_cost: FloatArray


class PartialProblem:
    """Part of a problem, with a relaxation that is re-solved warm.

    Parameters
    ----------
    problem : LinearProblem
        The whole problem. Its levels are binary, its lower column bounds zero.
    structure : Structure
        How its columns belong together.
    open_columns : ndarray of int
        Columns that stay open, ascending, those of no choice among them.
    fixed : ndarray of int
        Levels that are served.
    """

    def __init__(
        self, problem: LinearProblem, structure: Structure, open_columns: IntArray, fixed: IntArray
    ) -> None:
        self.problem, self.fixed, self.columns = problem, fixed, open_columns
        self.choice = structure.choice[open_columns]
        self.levels = int((self.choice >= 0).sum())
        self.level = structure.level[open_columns]
        self.leading = structure.leading[self.choice[: self.levels]]
        self.first = _first_of_each(self.choice[: self.levels])
        count = np.diff(np.append(self.first, self.levels))
        self.group = np.repeat(np.arange(len(self.first)), count)
        self.integer = problem.integer[open_columns]
        self.upper = problem.column_upper[open_columns]
        self.fixed_cost = float(problem.cost[fixed].sum())
        self._take_rows(problem)
        self.relaxation = _LazyRelaxation(self)

    def _take_rows(self, problem: LinearProblem) -> None:
        """Take over the rows that can bind, scaled to bounds of about one."""
        served = problem.sum_of(self.fixed)
        lower, upper = problem.row_lower - served, problem.row_upper - served
        # Most rows of the whole problem have no open column.
        rows = np.flatnonzero(problem.has_any_of(self.columns) | (lower > 0.0) | (upper < 0.0))
        matrix = problem.dense(self.columns, rows)
        least, most = self._activity_range(matrix)
        # Rows that keep the levels of a choice apart are what that range rests on.
        packs = problem.row_upper[rows] < 2.0
        packs[packs] = ((matrix[packs] == 0.0) | (matrix[packs] == 1.0)).all(axis=1)
        packs[packs] = matrix[packs].sum(axis=1) > upper[rows][packs]
        stays = (most > upper[rows]) | (least < lower[rows]) | packs
        kept = rows[stays]
        bounds = np.stack([problem.row_lower[kept], problem.row_upper[kept]])
        scale = np.where(np.isfinite(bounds), np.abs(bounds), 0.0).max(axis=0, initial=0.0)
        scale[scale == 0.0] = 1.0
        self.matrix = matrix[stays] / scale[:, None]
        self.row_lower, self.row_upper = lower[kept] / scale, upper[kept] / scale
        limiting = (self.matrix >= 0).all(axis=1) & np.isfinite(self.row_upper)
        self._weight = np.ascontiguousarray(self.matrix[limiting][:, : self.levels])
        self._weight_of_level = np.ascontiguousarray(self._weight.T)
        self._heaviest = self._weight.max(axis=1, initial=0.0)
        self._room = self.row_upper[limiting] + ROW_TOLERANCE

    def _activity_range(self, matrix: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the least and the most of every row, with at most one level of a choice."""
        others = matrix[:, self.levels :]
        upper = self.upper[self.levels :]
        with np.errstate(invalid="ignore"):
            reach = np.where(others != 0, others * upper, 0.0)
        least, most = np.minimum(reach, 0.0).sum(axis=1), np.maximum(reach, 0.0).sum(axis=1)
        if self.levels:
            levels = matrix[:, : self.levels]
            most += np.maximum(np.maximum.reduceat(levels, self.first, axis=1), 0.0).sum(axis=1)
            least += np.minimum(np.minimum.reduceat(levels, self.first, axis=1), 0.0).sum(axis=1)
        return least, most

    def levels_of(self, group: int) -> slice:
        """Return where the levels of one of the open choices are."""
        end = self.first[group + 1] if group + 1 < len(self.first) else self.levels
        return slice(int(self.first[group]), int(end))

    def close_what_no_longer_fits(self, lower: FloatArray, upper: FloatArray) -> bool:
        """Close the levels that break a bound beside the served ones; False if those do already.

        Changes `upper` in place.
        """
        served = np.flatnonzero(lower[: self.levels] > 0.5)
        room = self._room - self._weight_of_level[served].sum(axis=0)
        if room.min(initial=0.0) < 0:
            return False
        tight = np.flatnonzero(room < self._heaviest)
        if len(tight):
            too_much = (self._weight[tight] > room[tight, None]).any(axis=0)
            too_much[served] = False
            upper[: self.levels][too_much] = 0.0
        return True

    def solve(self, lower: FloatArray, upper: FloatArray) -> NodeSolution | None:
        """Solve the relaxation under column bounds; None if it is infeasible.

        Raises
        ------
        CancelledError
            If the current work is cancelled.
        """
        return self.relaxation.solve(lower, upper)

    def whole(self, x: FloatArray) -> FloatArray:
        """Return the values of all columns of the whole problem."""
        values: FloatArray = np.zeros(self.problem.columns)
        values[self.columns] = np.where(self.integer, np.round(x), x)
        values[self.fixed] = 1.0
        return values


def _first_of_each(choice: IntArray) -> IntArray:
    """Return where each choice begins in an ascending array of choices."""
    return np.flatnonzero(np.diff(choice, prepend=-1))


class _LazyRelaxation:
    """The relaxation of a partial problem in HiGHS, with the rows it has needed so far."""

    def __init__(self, part: PartialProblem) -> None:
        others = (part.matrix[:, part.levels :] != 0).any(axis=1)
        written: BoolArray = others | (part.row_lower > 0)
        self.part, self.count = part, 0
        self._lower, self._upper = np.zeros(len(part.columns)), part.upper.copy()
        self._leave(np.flatnonzero(~written))
        rows = np.flatnonzero(written)
        row, column = np.nonzero(part.matrix[rows])
        first = LinearProblem(
            cost=part.problem.cost[part.columns],
            column_lower=np.zeros(len(part.columns)),
            column_upper=part.upper,
            integer=part.integer,
            row_lower=part.row_lower[rows],
            row_upper=part.row_upper[rows],
            row=row,
            column=column,
            value=part.matrix[rows][row, column],
            row_names=(),
        )
        # The rows are scaled already; presolve takes longer than it saves.
        self._model = quiet_highs(first, presolve="off", simplex_scale_strategy=0)

    def solve(self, lower: FloatArray, upper: FloatArray) -> NodeSolution | None:
        check_cancelled()
        self._set_bounds(lower, upper)
        while True:
            self.count += 1
            self._model.run()
            status = self._model.getModelStatus()
            if status not in (_OPTIMAL, _INFEASIBLE):
                self._model.clearSolver()  # a warm start can fail numerically
                self._model.run()
                status = self._model.getModelStatus()
            if status != _OPTIMAL:
                return None
            solution = self._model.getSolution()
            x = np.array(solution.col_value)
            if not self._add_violated(x):
                objective = self._model.getObjectiveValue()
                reduced = np.array(solution.col_dual)
                return NodeSolution(objective + self.part.fixed_cost, x, reduced)

    def _set_bounds(self, lower: FloatArray, upper: FloatArray) -> None:
        """Pass on the column bounds that changed since the last time."""
        changed = np.flatnonzero((lower != self._lower) | (upper != self._upper))
        if len(changed):
            numbers = changed.astype(np.int32)
            self._model.changeColsBounds(len(numbers), numbers, lower[changed], upper[changed])
            self._lower, self._upper = lower.copy(), upper.copy()

    def _add_violated(self, x: FloatArray) -> bool:
        """Add the rows that a solution violates; tell whether there are any."""
        part = self.part
        (used,) = x.nonzero()  # few of all columns
        activity = (part.matrix[:, used] @ x[used])[self._left]
        violated = (activity < self._least) | (activity > self._most)
        if not violated.any():
            return False
        for row in self._left[violated].tolist():
            columns = np.flatnonzero(part.matrix[row]).astype(np.int32)
            self._model.addRow(
                part.row_lower[row], part.row_upper[row],
                len(columns), columns, part.matrix[row, columns],
            )  # fmt: skip
        self._leave(self._left[~violated])
        return True

    def _leave(self, rows: IntArray) -> None:
        """Leave out some rows, until a solution violates them."""
        part = self.part
        self._left = rows
        self._least = part.row_lower[rows] - ROW_TOLERANCE
        self._most = part.row_upper[rows] + ROW_TOLERANCE


_OPTIMAL = highspy.HighsModelStatus.kOptimal
_INFEASIBLE = highspy.HighsModelStatus.kInfeasible
