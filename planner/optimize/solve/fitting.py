"""Which levels still fit beside those that are served, told from the rows alone."""

from __future__ import annotations

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem
from planner.optimize.solve.structure import Structure

ROW_TOLERANCE = 1e-7  # of rows scaled to bounds of one: that of HiGHS


def fitting_columns(
    problem: LinearProblem, structure: Structure, columns: IntArray, fixed: IntArray
) -> IntArray | None:
    """Return the columns without the levels that break an upper bound beside the served ones.

    Parameters
    ----------
    problem : LinearProblem
        The problem.
    structure : Structure
        How its columns belong together.
    columns : ndarray of int
        The open columns, ascending, those of no choice among them.
    fixed : ndarray of int
        The levels that are served.

    Returns
    -------
    ndarray of int or None
        None where the served levels break a bound already.
    """
    room = problem.row_upper - problem.sum_of(fixed)
    room += ROW_TOLERANCE * np.maximum(_size(problem.row_lower), _size(problem.row_upper))
    place, entry = problem.entries_of(columns)
    row, value = problem.by_column.row[entry], problem.by_column.value[entry]
    limits = np.isfinite(problem.row_upper)
    limits[row[value < 0.0]] = False
    if (room[limits] < 0.0).any():
        return None
    fits = np.ones(len(columns), dtype=np.bool_)
    fits[place[limits[row] & (value > room[row])]] = False
    fits |= structure.choice[columns] < 0
    return columns[fits]


def _size(bounds: FloatArray) -> FloatArray:
    """Return how large finite bounds are; zero for the others."""
    return np.where(np.isfinite(bounds), np.abs(bounds), 0.0)
