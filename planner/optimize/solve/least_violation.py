"""The problem in which amounts may be missed at a price, for searches that find no solution.

A search over it always has something to go on from, and is steered to where less is missed: the
elastic form of Chinneck (2008), with whole portions.

References
----------
J. W. Chinneck, Feasibility and Infeasibility in Optimization: Algorithms and Computational
Methods, Springer 2008.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray, LinearProblem
from planner.optimize.solve.structure import Structure


def amounts(problem: LinearProblem) -> BoolArray:
    """Mark the rows that weigh, shape (rows,); rows of whole coefficients count and stay hard."""
    broken = problem.value != np.round(problem.value)
    weighs: BoolArray = np.bincount(problem.row[broken], minlength=problem.rows) > 0
    return weighs


class Elastic(NamedTuple):
    """A problem in which some amounts may be missed.

    Attributes
    ----------
    problem : LinearProblem
        The columns of the problem; for every bound that may be missed one column for what goes
        beyond the aim; then, in the same order, one for what goes beyond the bound.
    structure : Structure
        How its columns belong together.
    bounds : int
        Number of bounds that may be missed.
    """

    problem: LinearProblem
    structure: Structure
    bounds: int

    def missed(self, x: FloatArray) -> float:
        """Return the sum of what values go beyond bounds, of all columns or the last of them."""
        return float(x[len(x) - self.bounds :].sum())

    def completed(self, x: FloatArray) -> FloatArray:
        """Return values of the problem with those of the further columns, shape (columns,)."""
        problem, first = self.problem, self.problem.columns - 2 * self.bounds
        values: FloatArray = np.append(x, np.zeros(2 * self.bounds))
        further = (problem.column >= first) & (problem.column < first + self.bounds)
        order = np.argsort(problem.column[further])
        row, sign = problem.row[further][order], problem.value[further][order]
        activity = problem.activity(values)[row]
        bound = np.where(sign > 0, problem.row_lower[row], problem.row_upper[row])
        beyond = np.maximum(sign * (bound - activity), 0.0)
        aside = np.minimum(beyond, problem.column_upper[first : first + self.bounds])
        values[first:] = np.concatenate([aside, beyond - aside])
        return values


def with_misses(
    problem: LinearProblem,
    structure: Structure,
    prices: FloatArray,
    *,
    aim: float = 0.0,
    share: float = 1.0,
) -> Elastic:
    """Return the problem in which the bounds of some rows may be missed.

    Parameters
    ----------
    problem : LinearProblem
        The problem.
    structure : Structure
        How its columns belong together.
    prices : ndarray, shape (rows,)
        Added to the objective for a violation by the whole bound of a row; zero for rows that have
        to hold.
    aim : float
        How far inside a bound, relative to it, a solution is wanted. Whole portions seldom meet a
        bound that the relaxation just meets.
    share : float
        Share of the price that is paid for what lies between the aim and the bound.
    """
    numbers: list[IntArray] = []
    signs: list[FloatArray] = []
    for limits, side in ((problem.row_lower, 1.0), (problem.row_upper, -1.0)):
        rows = np.flatnonzero((prices > 0.0) & np.isfinite(limits))
        numbers.append(rows)
        signs.append(np.full(len(rows), side))
    row, sign = np.concatenate(numbers), np.concatenate(signs)
    size, count = bound_sizes(problem)[row], len(row)
    width = problem.row_upper[row] - problem.row_lower[row]
    inside = np.minimum(aim * size, width / 2.0)
    row_lower, row_upper = problem.row_lower.copy(), problem.row_upper.copy()
    row_lower[row[sign > 0]] += inside[sign > 0]
    row_upper[row[sign < 0]] -= inside[sign < 0]
    price = prices[row] / size
    elastic = replace(
        problem,
        cost=np.concatenate([problem.cost, share * price, price]),
        column_lower=np.append(problem.column_lower, np.zeros(2 * count)),
        column_upper=np.concatenate([problem.column_upper, inside, np.full(count, np.inf)]),
        integer=np.append(problem.integer, np.zeros(2 * count, dtype=np.bool_)),
        row_lower=row_lower,
        row_upper=row_upper,
        row=np.concatenate([problem.row, row, row]),
        column=np.append(problem.column, problem.columns + np.arange(2 * count)),
        value=np.concatenate([problem.value, sign, sign]),
    )
    more = replace(
        structure,
        choice=np.append(structure.choice, np.full(2 * count, -1)),
        level=np.append(structure.level, np.zeros(2 * count, dtype=np.int64)),
    )
    return Elastic(elastic, more, count)


def bound_sizes(problem: LinearProblem) -> FloatArray:
    """Return the size of the bounds of every row, the larger of two; one for bounds of zero."""
    bounds = np.abs(np.stack([problem.row_lower, problem.row_upper]))
    sizes: FloatArray = np.where(np.isfinite(bounds), bounds, 0.0).max(axis=0)
    return np.where(sizes > 0.0, sizes, 1.0)


def misses(problem: LinearProblem, x: FloatArray) -> FloatArray:
    """Return by how much values miss every row: below zero for too little, above for too much."""
    activity = problem.activity(x)
    short = np.minimum(activity - problem.row_lower, 0.0)
    over = np.maximum(activity - problem.row_upper, 0.0)
    missed: FloatArray = np.where(short < 0.0, short, over)
    return missed
