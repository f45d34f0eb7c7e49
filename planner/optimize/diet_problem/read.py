"""Read and validate the two tables of a diet problem, FOODS.csv and NUTRIENTS.csv."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from os import PathLike

import numpy as np

from planner.errors import nearest, unknown_name
from planner.nutrition.user_tables import Faults, TextTable, read_text_table
from planner.optimize.diet_problem.problem import DietProblem
from planner.optimize.linear_problem import FloatArray

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_LARGEST = 1e15
"""Largest number allowed; solvers treat numbers from 1e20 as infinity."""

_FOOD_COLUMNS = ("food", "cost", "f_min", "f_max")


def read_diet_problem(
    foods_path: str | PathLike[str], nutrients_path: str | PathLike[str]
) -> DietProblem:
    r"""Read a cheapest-diet problem from its two tables.

    Parameters
    ----------
    foods_path : path
        CSV with the columns ``food, cost, f_min, f_max`` and a column for every nutrient of the
        other table; other columns are ignored. ``f_min`` and ``f_max`` may be missing or empty,
        which means no limit. Contents may be negative, so that ratios can be limited, and so may
        costs (the problem may then be unbounded).
    nutrients_path : path
        CSV with the columns ``nutrient, min, max``; an empty cell means no limit.

    Raises
    ------
    InputError
        If a table is not valid; the message lists the first fifty faults with file, row (the
        header is row 1), column, value and allowed values.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import read_diet_problem
    >>> _ = Path("foods.csv").write_text("food,cost,protein\nbeans,1,20\nrice,0.5,5\n")
    >>> _ = Path("nutrients.csv").write_text("nutrient,min,max\nprotein,50,\n")
    >>> problem = read_diet_problem("foods.csv", "nutrients.csv")
    >>> tuple(problem.foods), tuple(problem.nutrients)
    (('beans', 'rice'), ('protein',))
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
    """Return a column of names; empty and duplicate names are faults."""
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
    """Return a column of numbers; NaN for a cell with a fault.

    Parameters
    ----------
    if_empty : float, optional
        Value of an empty cell or a missing column; None if an empty cell is a fault.
    negative : bool
        Whether negative numbers are allowed.
    """
    if column not in table.header:
        return np.full(len(table.rows), math.nan if if_empty is None else if_empty)
    allowed = "a number" if negative else "a number of 0 or more"
    if if_empty is not None:
        allowed += ", or an empty cell for no limit"
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
    """Return why a cell is not an allowed number; None if it is."""
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
    """Return the amount of each nutrient in each food, shape (foods, nutrients)."""
    others = [name for name in foods.header if name and name not in _FOOD_COLUMNS]
    columns = []
    checked: set[str] = set()
    for row, name in nutrients.column("nutrient"):
        if name and name not in foods.header:
            hint = unknown_name(f"column of {foods.label}", name, others)
            faults.add(f"{nutrients.place(row, 'nutrient')}: {hint}")
        if name not in checked:  # a duplicate name is reported by _names
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
    """Add a fault for each row whose lower limit is above the upper; NaN never is."""
    for index in np.flatnonzero(low > high):
        place = table.place(table.rows[index][0], columns[0])
        faults.add(
            f"{place}: {low[index]:g} is above {columns[1]} {high[index]:g}; "
            f"allowed: {columns[0]} of at most {columns[1]}"
        )


def _check_food_limit_columns(
    foods: TextTable, nutrient_names: Iterable[str], faults: Faults
) -> None:
    """Add a fault for a column that looks like a misspelt f_min or f_max.

    Such a column would otherwise be ignored, and its limits with it.
    """
    known = {*_FOOD_COLUMNS, *nutrient_names}
    others = [name for name in foods.header if name not in known]
    for column in ("f_min", "f_max"):
        near = nearest(column, others, most=1, cutoff=0.75)
        if column not in foods.header and near:
            faults.add(
                f"{foods.label}, row 1: there is no column {column}, but one {near[0]!r}; "
                f"rename it to {column} if it has that limit, else to a less similar name"
            )
