"""FOODS.csv and NUTRIENTS.csv in: read, every fault listed, then typed."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from os import PathLike

import numpy as np

from planner.errors import unknown_name
from planner.optimize.diet_problem.csv_table import Faults, TextTable, read_text_table
from planner.optimize.diet_problem.problem import DietProblem
from planner.optimize.linear_problem import FloatArray

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_LARGEST = 1e15
"""Solvers take figures of 1e20 and more for infinity; ours stay well clear of that."""

_FOOD_COLUMNS = ("food", "cost", "f_min", "f_max")


def read_diet_problem(
    foods_path: str | PathLike[str], nutrients_path: str | PathLike[str]
) -> DietProblem:
    """Read a cheapest-diet problem from its two tables.

    Parameters
    ----------
    foods_path : path
        CSV with the columns ``food, cost, f_min, f_max`` (the last two may be missing or empty:
        no limit) and a column for every nutrient of the other table. Other columns are ignored.
        A content may be negative, so that a ratio can be limited, and so may a cost (a food one is
        paid to take: without a limit the problem is unbounded, and said to be); nothing else may.
    nutrients_path : path
        CSV with the columns ``nutrient, min, max``; an empty limit is none.

    Raises
    ------
    InputError
        If a table cannot be used; the message lists every fault found (the first fifty in full)
        with file, row (the header is row 1), column, value and what is allowed.
    """
    faults = Faults()
    foods = read_text_table(foods_path, ("food", "cost"), faults)
    nutrients = read_text_table(nutrients_path, ("nutrient", "min", "max"), faults)
    if foods is None or nutrients is None:
        raise faults.as_error()
    nutrient_names = _names(nutrients, "nutrient", faults)
    _check_food_limit_columns(foods, nutrient_names, faults)
    problem = DietProblem(
        foods=_names(foods, "food", faults),
        cost=_numbers(foods, "cost", faults, negative=True),
        f_min=_numbers(foods, "f_min", faults, if_empty=0.0),
        f_max=_numbers(foods, "f_max", faults, if_empty=math.inf),
        nutrients=nutrient_names,
        contents=_contents(foods, nutrients, faults),
        nutrient_min=_numbers(nutrients, "min", faults, if_empty=-math.inf),
        nutrient_max=_numbers(nutrients, "max", faults, if_empty=math.inf),
    )
    _check_order(foods, ("f_min", "f_max"), problem.f_min, problem.f_max, faults)
    _check_order(nutrients, ("min", "max"), problem.nutrient_min, problem.nutrient_max, faults)
    if faults:
        raise faults.as_error()
    return problem


def _names(table: TextTable, column: str, faults: Faults) -> tuple[str, ...]:
    """Return a column of names, each of which must be there once."""
    first_row: dict[str, int] = {}
    names = []
    for row, name in table.column(column):
        place = table.place(row, column)
        if not name:
            faults.add(f"{place}: the name is empty; every row needs one")
        elif name in first_row:
            faults.add(
                f"{place}: {name!r} is already in row {first_row[name]}; "
                "keep one of the two or rename one"
            )
        first_row.setdefault(name, row)
        names.append(name)
    return tuple(names)


def _numbers(
    table: TextTable,
    column: str,
    faults: Faults,
    *,
    if_empty: float | None = None,
    negative: bool = False,
) -> FloatArray:
    """Return a column of numbers, NaN where the cell is at fault.

    Parameters
    ----------
    if_empty : float, optional
        What an empty cell, or a column that is not there, stands for; None: it is a fault.
    negative : bool
        Whether numbers below zero are allowed.
    """
    if column not in table.header:
        return np.full(len(table.rows), math.nan if if_empty is None else if_empty)
    allowed = "a number" if negative else "a number of 0 or more"
    if if_empty is not None:
        allowed += ", or nothing for no limit"
    numbers = np.full(len(table.rows), math.nan)
    for index, (row, cell) in enumerate(table.column(column)):
        if not cell and if_empty is not None:
            numbers[index] = if_empty
            continue
        fault = _number_fault(cell, negative=negative)
        if fault:
            faults.add(f"{table.place(row, column)}: {fault}; allowed: {allowed}")
        else:
            numbers[index] = float(cell)
    return numbers


def _number_fault(cell: str, *, negative: bool) -> str | None:
    """Say what is wrong with a cell as a number; None if nothing is."""
    if not cell:
        return "the cell is empty (write 0 for none)"
    if not _NUMBER.fullmatch(cell):
        return f"{cell!r} is not a number"
    if abs(float(cell)) > _LARGEST:
        return f"{cell!r} is beyond {_LARGEST:.0e}"
    if not negative and float(cell) < 0:
        return f"{cell!r} is negative"
    return None


def _contents(foods: TextTable, nutrients: TextTable, faults: Faults) -> FloatArray:
    """Return what each food holds of each nutrient, shape (foods, nutrients)."""
    others = [name for name in foods.header if name and name not in _FOOD_COLUMNS]
    columns = []
    checked: set[str] = set()
    for row, name in nutrients.column("nutrient"):
        if name and name not in foods.header:
            hint = unknown_name(f"column of {foods.label}", name, others)
            faults.add(f"{nutrients.place(row, 'nutrient')}: {hint}")
        if name not in checked:  # a name that stands twice has its own fault already
            columns.append(_numbers(foods, name, faults, negative=True))
        checked.add(name)
    return np.column_stack(columns)


def _check_order(
    table: TextTable,
    columns: tuple[str, str],
    low: FloatArray,
    high: FloatArray,
    faults: Faults,
) -> None:
    """Refuse rows whose lower limit is above the upper one; NaN compares as false."""
    for index in np.flatnonzero(low > high):
        place = table.place(table.rows[index][0], columns[0])
        faults.add(
            f"{place}: {low[index]:g} is above {columns[1]} {high[index]:g}; "
            f"allowed: {columns[0]} up to {columns[1]}"
        )


def _check_food_limit_columns(
    foods: TextTable, nutrient_names: Iterable[str], faults: Faults
) -> None:
    """Refuse a misspelt f_min or f_max, which would otherwise be ignored and drop its limits."""
    known = {*_FOOD_COLUMNS, *nutrient_names}
    spelt = {name.lower(): name for name in foods.header if name not in known}
    for column in ("f_min", "f_max"):
        near = difflib.get_close_matches(column, spelt, n=1, cutoff=0.75)
        if column not in foods.header and near:
            faults.add(
                f"{foods.label}, row 1: there is no column {column}, but one {spelt[near[0]]!r}; "
                f"rename it to {column} if it holds that limit, else to something less like it"
            )
