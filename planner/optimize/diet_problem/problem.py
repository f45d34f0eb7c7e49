"""The diet problem, its answer, and its linear models."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from planner.optimize.linear_problem import FloatArray, LinearProblem, ProblemWriter


@dataclass(frozen=True)
class DietProblem:
    """A cheapest-diet problem; amounts are in the unit that costs and contents refer to.

    Attributes
    ----------
    foods : tuple of str
        Food names, each once.
    cost : ndarray, shape (foods,)
        Cost of one unit of each food.
    f_min, f_max : ndarray, shape (foods,)
        Least and greatest amount of each food; 0 and infinity without a limit.
    nutrients : tuple of str
        Nutrient names, each once.
    contents : ndarray, shape (foods, nutrients)
        Amount of each nutrient in one unit of each food.
    nutrient_min, nutrient_max : ndarray, shape (nutrients,)
        Limits on the totals of the diet; minus and plus infinity without a limit.
    """

    foods: tuple[str, ...]
    cost: FloatArray
    f_min: FloatArray
    f_max: FloatArray
    nutrients: tuple[str, ...]
    contents: FloatArray
    nutrient_min: FloatArray
    nutrient_max: FloatArray


@dataclass(frozen=True)
class DietAnswer:
    """The answer to a diet problem.

    Attributes
    ----------
    status : str
        ``"optimal"``, ``"infeasible"`` or ``"unbounded"``.
    objective : float or None
        Cost of the cheapest diet; None unless optimal.
    amounts : dict
        Amount of each food in the diet; amounts up to 1e-9 are left out.
    totals : dict
        Amount of each nutrient in the diet; empty unless optimal.
    conflict : tuple of str
        Names of the limits of a minimal conflict: they cannot hold together, but without any one
        of them the others can. Empty unless infeasible. A name consists of the nutrient or food
        and the column of the limit: ``"NA max"``, ``"CAL min"``, ``"BEEF f_max"``.
    conflict_is_minimal : bool
        False if the time ran out before the conflict was shown to be minimal.
    """

    status: Literal["optimal", "infeasible", "unbounded"]
    objective: float | None = None
    amounts: dict[str, float] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)
    conflict: tuple[str, ...] = ()
    conflict_is_minimal: bool = True


def cheapest_model(problem: DietProblem, *, integer: bool) -> LinearProblem:
    """Return the model of the cheapest diet: a column per food, a row per nutrient limit.

    Rows have the names of the limits (``"NA max"``). Rows and costs are scaled to about one, so
    that the solver's tolerances are relative to the limits in any unit of the user's tables.
    """
    writer = ProblemWriter()
    dearest = float(np.abs(problem.cost).max(initial=0.0)) or 1.0
    columns = writer.add_columns(problem.cost / dearest, problem.f_max, integer=integer)
    for number, name in enumerate(problem.nutrients):
        values = problem.contents[:, number]
        low, high = float(problem.nutrient_min[number]), float(problem.nutrient_max[number])
        if np.isfinite(low):
            size = _size(low, values)
            writer.add_row(f"{name} min", columns, values / size, low / size, np.inf)
        if np.isfinite(high):
            size = _size(high, values)
            writer.add_row(f"{name} max", columns, values / size, -np.inf, high / size)
    return replace(writer.freeze(), column_lower=problem.f_min)


def elastic_model(model: LinearProblem) -> LinearProblem:
    """Return the elastic model, which minimises the violation of the rows of `model`.

    Every row gets a slack column, after those of `model`, whose cost is the violation. The elastic
    model has a solution if the column bounds allow one, and its optimum is zero exactly if all
    rows can hold. Each row must have one finite bound.
    """
    rows = np.arange(model.rows)
    return LinearProblem(
        cost=np.append(np.zeros(model.columns), np.ones(model.rows)),
        column_lower=np.append(model.column_lower, np.zeros(model.rows)),
        column_upper=np.append(model.column_upper, np.full(model.rows, np.inf)),
        integer=np.append(model.integer, np.zeros(model.rows, dtype=np.bool_)),
        row_lower=model.row_lower,
        row_upper=model.row_upper,
        row=np.append(model.row, rows),
        column=np.append(model.column, model.columns + rows),
        value=np.append(model.value, np.where(np.isfinite(model.row_lower), 1.0, -1.0)),
        row_names=model.row_names,
    )


def _size(limit: float, values: FloatArray) -> float:
    """Return the divisor that scales a row: its limit, or its largest value if that is near 0."""
    largest = float(np.abs(values).max(initial=0.0))
    return abs(limit) if abs(limit) > 1e-9 * largest else largest or 1.0
