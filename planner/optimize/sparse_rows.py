"""Collect the rows of a linear problem one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, LinearProblem


@dataclass
class SparseRows:
    """Rows with their bounds and names, and the entries of the matrix."""

    names: list[str] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(
        self,
        name: str,
        columns: Iterable[int],
        values: Sequence[float] | FloatArray,
        *,
        least: float = -np.inf,
        most: float = np.inf,
    ) -> None:
        """Add a row: ``least <= values @ x[columns] <= most``."""
        columns = list(columns)
        self.row += [len(self.names)] * len(columns)
        self.column += columns
        self.value += [float(value) for value in values]
        self.names.append(name)
        self.lower.append(least)
        self.upper.append(most)

    def problem(
        self, cost: FloatArray, lower: FloatArray, upper: FloatArray, integer: BoolArray
    ) -> LinearProblem:
        """Return the problem of these rows over columns with bounds, each of shape (columns,)."""
        return LinearProblem(
            cost, lower, upper, integer, np.array(self.lower), np.array(self.upper),
            np.array(self.row, dtype=np.int64), np.array(self.column, dtype=np.int64),
            np.array(self.value), tuple(self.names),
        )  # fmt: skip
