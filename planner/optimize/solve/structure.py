"""What a search has to know about a problem beside its numbers: which columns are one decision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Structure:
    """How the columns of a problem belong together.

    Attributes
    ----------
    choice : ndarray of int, shape (columns,)
        Choice that a column is a level of; ascending, then -1 for columns that are always open.
    level : ndarray of int, shape (columns,)
        Place of the column among the levels of its choice; any number for the others.
    bucket : ndarray of int, shape (choices,)
        Kind of each choice: of each kind some are always tried.
    block : ndarray of int, shape (choices,)
        Part of the problem that each choice belongs to: a meal.
    leading : ndarray of bool, shape (choices,)
        Choices that are decided first.
    """

    choice: IntArray
    level: IntArray
    bucket: IntArray
    block: IntArray
    leading: BoolArray

    @property
    def levels(self) -> int:
        """Number of columns that are levels: the first ones."""
        return int((self.choice >= 0).sum())

    @property
    def others(self) -> IntArray:
        """Numbers of the columns that are always open."""
        return np.flatnonzero(self.choice < 0)

    def columns_of(self, chosen: IntArray) -> IntArray:
        """Return the columns of some choices, and those always open, ascending."""
        inside = np.zeros(len(self.bucket) + 1, dtype=bool)
        inside[chosen] = True
        inside[-1] = True  # columns of no choice have the number -1
        return np.flatnonzero(inside[self.choice])

    def served(self, x: FloatArray) -> IntArray:
        """Return the levels that a solution over all columns serves, ascending."""
        return np.flatnonzero((self.choice >= 0) & (x > 0.5))
