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

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray, LinearProblem
from planner.optimize.solve.structure import Structure


def amounts(problem: LinearProblem) -> BoolArray:
    """Mark the rows that weigh, shape (rows,); rows of whole coefficients count and stay hard."""
    broken = problem.value != np.round(problem.value)
    weighs: BoolArray = np.bincount(problem.row[broken], minlength=problem.rows) > 0
    return weighs


def with_misses(
    problem: LinearProblem, structure: Structure, price: float
) -> tuple[LinearProblem, Structure]:
    """Return the problem with a slack column for every bound of a row that weighs.

    Parameters
    ----------
    problem : LinearProblem
        The problem.
    structure : Structure
        How its columns belong together.
    price : float
        Added to the objective for a violation by the whole bound.
    """
    numbers: list[IntArray] = []
    signs: list[FloatArray] = []
    bounds: list[FloatArray] = []
    for limits, side in ((problem.row_lower, 1.0), (problem.row_upper, -1.0)):
        rows = np.flatnonzero(amounts(problem) & np.isfinite(limits))
        numbers.append(rows)
        signs.append(np.full(len(rows), side))
        bounds.append(np.abs(limits[rows]))
    row, sign = np.concatenate(numbers), np.concatenate(signs)
    bound = np.concatenate(bounds)
    count = len(row)
    cost = price / np.where(bound > 0.0, bound, 1.0)
    elastic = replace(
        problem,
        cost=np.append(problem.cost, cost),
        column_lower=np.append(problem.column_lower, np.zeros(count)),
        column_upper=np.append(problem.column_upper, np.full(count, np.inf)),
        integer=np.append(problem.integer, np.zeros(count, dtype=np.bool_)),
        row=np.append(problem.row, row),
        column=np.append(problem.column, problem.columns + np.arange(count)),
        value=np.append(problem.value, sign),
    )
    more = replace(
        structure,
        choice=np.append(structure.choice, np.full(count, -1)),
        level=np.append(structure.level, np.zeros(count, dtype=np.int64)),
    )
    return elastic, more


def misses(problem: LinearProblem, x: FloatArray) -> FloatArray:
    """Return by how much values miss every row: below zero for too little, above for too much."""
    activity = problem.activity(x)
    short = np.minimum(activity - problem.row_lower, 0.0)
    over = np.maximum(activity - problem.row_upper, 0.0)
    missed: FloatArray = np.where(short < 0.0, short, over)
    return missed
