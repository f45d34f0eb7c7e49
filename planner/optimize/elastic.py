"""Elastic problems: rows may be violated at a cost, so that the optimum is zero if all can hold."""

from __future__ import annotations

import numpy as np

from planner.optimize.linear_problem import BoolArray, LinearProblem


def elastic(problem: LinearProblem, may_be_missed: BoolArray) -> LinearProblem:
    """Return the problem that minimises the violation of some rows instead of the objective.

    Every bound of such a row gets a slack column, after those of the problem. Its cost is the
    violation relative to the bound, or the violation itself if the bound is smaller than one.

    Parameters
    ----------
    problem : LinearProblem
        The problem.
    may_be_missed : ndarray of bool, shape (rows,)
        The rows that may be violated; the others stay hard.
    """
    numbers, signs, limits = [], [], []
    for bounds, side in ((problem.row_lower, 1.0), (problem.row_upper, -1.0)):
        rows = np.flatnonzero(may_be_missed & np.isfinite(bounds))
        numbers.append(rows)
        signs.append(np.full(len(rows), side))
        limits.append(bounds[rows])
    row, sign = np.concatenate(numbers), np.concatenate(signs)
    count = len(row)
    price = 1.0 / np.maximum(np.abs(np.concatenate(limits)), 1.0)
    return LinearProblem(
        cost=np.append(np.zeros(problem.columns), price),
        column_lower=np.append(problem.column_lower, np.zeros(count)),
        column_upper=np.append(problem.column_upper, np.full(count, np.inf)),
        integer=np.append(problem.integer, np.zeros(count, dtype=np.bool_)),
        row_lower=problem.row_lower,
        row_upper=problem.row_upper,
        row=np.append(problem.row, row),
        column=np.append(problem.column, problem.columns + np.arange(count)),
        value=np.append(problem.value, sign),
        row_names=problem.row_names,
    )
