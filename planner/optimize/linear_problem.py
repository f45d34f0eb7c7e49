"""A linear or mixed-integer problem as arrays, the form in which models reach the solvers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
TextArray = npt.NDArray[np.str_]


class ByColumn(NamedTuple):
    """The matrix of a problem column by column.

    Attributes
    ----------
    start : ndarray of int, shape (columns + 1,)
        Where the entries of each column begin.
    row, value : ndarray, shape (nonzeros,)
        Row and coefficient of each entry.
    """

    start: IntArray
    row: IntArray
    value: FloatArray


def stable_order(numbers: IntArray, count: int) -> IntArray:
    """Return the order that sorts numbers below `count`; equal ones stay as they are.

    NumPy sorts short integers by their digits, several times faster than long ones.
    """
    short = count <= np.iinfo(np.uint16).max
    return np.argsort(numbers.astype(np.uint16) if short else numbers, kind="stable")


@dataclass(frozen=True)
class LinearProblem:
    """Minimise ``cost @ x`` with ``row_lower <= A x <= row_upper`` and column bounds.

    Attributes
    ----------
    cost, column_lower, column_upper : ndarray, shape (columns,)
        Objective coefficients and column bounds; infinite without a bound.
    integer : ndarray of bool, shape (columns,)
        Which columns must be integer.
    row_lower, row_upper : ndarray, shape (rows,)
        Row bounds; infinite without a bound.
    row, column, value : ndarray, shape (nonzeros,)
        The matrix A in coordinate form, without duplicate coordinates.
    row_names : tuple of str
        Name of each row.
    """

    cost: FloatArray
    column_lower: FloatArray
    column_upper: FloatArray
    integer: BoolArray
    row_lower: FloatArray
    row_upper: FloatArray
    row: IntArray
    column: IntArray
    value: FloatArray
    row_names: tuple[str, ...]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.cost)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    @cached_property
    def by_column(self) -> ByColumn:
        """The matrix column by column."""
        order = stable_order(self.column, self.columns)
        count = np.bincount(self.column, minlength=self.columns)
        start = np.append(0, np.cumsum(count)).astype(np.int64)
        return ByColumn(start, self.row[order], self.value[order])

    def with_cost(self, cost: FloatArray) -> LinearProblem:
        """Return the problem with other costs; it shares the matrix, also column by column."""
        changed = replace(self, cost=cost)
        changed.__dict__["by_column"] = self.by_column
        return changed

    def dense(self, kept: IntArray, rows: IntArray) -> FloatArray:
        """Return the coefficients of some columns in some rows, shape (rows, kept)."""
        place, entry = self.entries_of(kept)
        number: IntArray = np.full(self.rows, -1, dtype=np.int64)
        number[rows] = np.arange(len(rows))
        row = number[self.by_column.row[entry]]
        inside = row >= 0
        values: FloatArray = np.zeros((len(rows), len(kept)))
        values[row[inside], place[inside]] = self.by_column.value[entry[inside]]
        return values

    def sum_of(self, columns: IntArray) -> FloatArray:
        """Return the sum of the coefficients of some columns in each row, shape (rows,)."""
        _, entry = self.entries_of(columns)
        matrix = self.by_column
        summed = np.bincount(matrix.row[entry], matrix.value[entry], minlength=self.rows)
        return summed.astype(np.float64)

    def has_any_of(self, columns: IntArray) -> BoolArray:
        """Mark the rows in which some of the columns have a coefficient, shape (rows,)."""
        _, entry = self.entries_of(columns)
        marked: BoolArray = np.zeros(self.rows, dtype=np.bool_)
        marked[self.by_column.row[entry]] = True
        return marked

    def entries_of(self, columns: IntArray) -> tuple[IntArray, IntArray]:
        """Return the place among some columns, and the number in `by_column`, of each entry."""
        matrix = self.by_column
        count = matrix.start[columns + 1] - matrix.start[columns]
        place = np.repeat(np.arange(len(columns)), count)
        entry = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
        return place, entry + matrix.start[columns][place]

    def restricted_to(self, kept: IntArray) -> LinearProblem:
        """Return the problem over some columns, with the others fixed at zero.

        Parameters
        ----------
        kept : ndarray of int
            Numbers of the columns to keep, ascending.
        """
        part = self.over_columns(kept)
        # Rows without any column left are dropped unless zero violates them.
        used = np.bincount(part.row, minlength=self.rows) > 0
        rows = np.flatnonzero(used | (self.row_lower > 0) | (self.row_upper < 0))
        new_row = np.full(self.rows, -1, dtype=np.int64)
        new_row[rows] = np.arange(len(rows))
        return replace(
            part,
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            row=new_row[part.row],
            row_names=tuple(self.row_names[number] for number in rows),
        )

    def over_columns(self, kept: IntArray) -> LinearProblem:
        """Return the problem over some columns, with all its rows.

        Parameters
        ----------
        kept : ndarray of int
            Numbers of the columns to keep, ascending.
        """
        number = np.full(self.columns, -1, dtype=np.int64)
        number[kept] = np.arange(len(kept))
        inside = number[self.column] >= 0
        return replace(
            self,
            cost=self.cost[kept],
            column_lower=self.column_lower[kept],
            column_upper=self.column_upper[kept],
            integer=self.integer[kept],
            row=self.row[inside],
            column=number[self.column[inside]],
            value=self.value[inside],
        )

    def below(self, objective: float) -> LinearProblem:
        """Return the problem with an added row that limits the objective to at most a value."""
        priced = np.flatnonzero(self.cost)
        return LinearProblem(
            cost=self.cost,
            column_lower=self.column_lower,
            column_upper=self.column_upper,
            integer=self.integer,
            row_lower=np.append(self.row_lower, -np.inf),
            row_upper=np.append(self.row_upper, objective),
            row=np.concatenate([self.row, np.full(len(priced), self.rows)]),
            column=np.concatenate([self.column, priced]),
            value=np.concatenate([self.value, self.cost[priced]]),
            row_names=(*self.row_names, "objective"),
        )

    def activity(self, x: FloatArray) -> FloatArray:
        """Return ``A x``, shape (rows,)."""
        sums = np.bincount(self.row, self.value * x[self.column], minlength=self.rows)
        return sums.astype(np.float64)


@dataclass
class ProblemWriter:
    """Collects columns and rows and builds a `LinearProblem` from them."""

    cost: list[FloatArray] = field(default_factory=list)
    lower: list[FloatArray] = field(default_factory=list)
    upper: list[FloatArray] = field(default_factory=list)
    integer: list[BoolArray] = field(default_factory=list)
    columns: int = 0
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    row_names: list[str] = field(default_factory=list)
    entries: list[tuple[IntArray, IntArray, FloatArray]] = field(default_factory=list)

    @classmethod
    def after(cls, problem: LinearProblem) -> ProblemWriter:
        """Return a writer that goes on with a finished problem."""
        writer = cls()
        writer.add_problem(problem)
        return writer

    def add_problem(self, problem: LinearProblem) -> int:
        """Add the columns and rows of a problem and return the number of its first column."""
        first, row = self.columns, self.rows
        self.cost.append(problem.cost)
        self.lower.append(problem.column_lower)
        self.upper.append(problem.column_upper)
        self.integer.append(problem.integer)
        self.columns += problem.columns
        entries = (problem.row + row, problem.column + first, problem.value)
        self.add_rows(problem.row_names, problem.row_lower, problem.row_upper, entries)
        return first

    def add_columns(
        self, cost: FloatArray, upper: FloatArray, *, integer: bool, lower: float = 0.0
    ) -> IntArray:
        """Add a block of columns with a common lower bound and return their numbers."""
        count = len(cost)
        self.cost.append(np.asarray(cost, dtype=np.float64))
        self.lower.append(np.full(count, lower))
        self.upper.append(np.asarray(upper, dtype=np.float64))
        self.integer.append(np.full(count, integer))
        numbers = np.arange(self.columns, self.columns + count)
        self.columns += count
        return numbers

    def add_row(
        self, name: str, columns: IntArray, values: FloatArray, lower: float, upper: float
    ) -> int:
        """Add a row from its nonzero coefficients and return its number."""
        nonzero = values != 0
        number = len(self.row_lower)
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.row_names.append(name)
        count = int(nonzero.sum())
        self.entries.append((np.full(count, number), columns[nonzero], values[nonzero]))
        return number

    @property
    def rows(self) -> int:
        """Number of rows so far."""
        return len(self.row_lower)

    def add_rows(
        self,
        names: Sequence[str],
        lower: FloatArray,
        upper: FloatArray,
        entries: tuple[IntArray, IntArray, FloatArray],
    ) -> None:
        """Add rows with their nonzero coefficients: row number, column number and value of each."""
        self.row_names += names
        self.row_lower += lower.tolist()
        self.row_upper += upper.tolist()
        self.entries.append(entries)

    def add_entries(self, entries: Sequence[tuple[int, int, float]]) -> None:
        """Add further coefficients to rows that are there: row number, column number and value."""
        row = np.array([row for row, _, _ in entries], dtype=np.int64)
        column = np.array([column for _, column, _ in entries], dtype=np.int64)
        self.entries.append((row, column, np.array([value for _, _, value in entries])))

    def freeze(self) -> LinearProblem:
        """Return the finished problem."""
        rows, columns, values = zip(*self.entries, strict=True) if self.entries else ((), (), ())
        return LinearProblem(
            cost=np.concatenate(self.cost),
            column_lower=np.concatenate(self.lower),
            column_upper=np.concatenate(self.upper),
            integer=np.concatenate(self.integer),
            row_lower=np.array(self.row_lower, dtype=np.float64),
            row_upper=np.array(self.row_upper, dtype=np.float64),
            row=np.concatenate(rows).astype(np.int64) if rows else np.zeros(0, np.int64),
            column=np.concatenate(columns).astype(np.int64) if rows else np.zeros(0, np.int64),
            value=np.concatenate(values) if rows else np.zeros(0),
            row_names=tuple(self.row_names),
        )
