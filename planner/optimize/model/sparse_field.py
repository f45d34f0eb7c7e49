"""Coefficients that are kept without their zeros: of a rule, one choice in thirty has one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray


class Nonzeros(NamedTuple):
    """The nonzero elements of an array.

    Attributes
    ----------
    at : ndarray of int
        Where they are, ascending.
    value : ndarray, shape of `at`
        What they are.
    size : int
        Length of the array.
    """

    at: IntArray
    value: FloatArray
    size: int

    @staticmethod
    def of(array: FloatArray) -> Nonzeros:
        """Return the nonzero elements of an array."""
        (at,) = array.nonzero()
        return Nonzeros(at, np.asarray(array, dtype=np.float64)[at], len(array))

    def dense(self) -> FloatArray:
        """Return the array, shape (size,)."""
        array: FloatArray = np.zeros(self.size)
        array[self.at] = self.value
        return array


class SparseField:
    """A field of a frozen dataclass: takes and gives an array, and keeps its nonzero elements.

    Every access gives a new array, so that nobody can change what is kept.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember under which name the elements are kept."""
        self.kept = f"_{name}"

    def __get__(self, instance: object | None, owner: type) -> FloatArray:
        """Return the array of an instance; a class has none, so the field has no default."""
        if instance is None:
            raise AttributeError(self.kept)
        found: Nonzeros = instance.__dict__[self.kept]
        return found.dense()

    def __set__(self, instance: object, array: FloatArray) -> None:
        """Keep the nonzero elements of an array."""
        instance.__dict__[self.kept] = Nonzeros.of(array)
