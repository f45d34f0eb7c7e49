"""Which limits cannot hold together: proof by an elastic model, then a deletion filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.errors import SolverError
from planner.optimize.deletion_filter import deletion_filter
from planner.optimize.diet_problem.problem import DietProblem, cheapest_model, elastic_model
from planner.optimize.diet_problem.runner import TOLERANCE, Runner
from planner.optimize.linear_problem import BoolArray, LinearProblem
from planner.optimize.solve import Solution, Status


@dataclass(frozen=True)
class Conflict:
    """Names of limits that cannot hold together, and whether all of them are known to be needed."""

    limits: tuple[str, ...]
    is_minimal: bool


def find_crossed_food_limits(problem: DietProblem) -> Conflict | None:
    """Return the limits of the first food whose f_min is above its f_max; None if none is."""
    for number in np.flatnonzero(problem.f_min > problem.f_max):
        food = problem.foods[number]
        return Conflict((f"{food} f_min", f"{food} f_max"), is_minimal=True)
    return None


def find_conflict(problem: DietProblem, run: Runner, *, integer: bool) -> Conflict | None:
    """Return limits that cannot hold together, each of them needed for that; None if all can.

    No food's f_min may be above its f_max: see `find_crossed_food_limits`.

    Raises
    ------
    OutOfTimeError
        If the time ran out before it was known whether there is a conflict.
    SolverError
        If the solver failed.
    """
    limits = _Limits(problem, elastic_model(cheapest_model(problem, integer=integer)))

    def clash_as_fractions(kept: BoolArray) -> bool:
        return _shortfall(run.relaxed(limits.only(kept))) > TOLERANCE

    def clash_as_wholes(kept: BoolArray) -> bool:
        return _shortfall(run.whole(limits.only(kept))) > TOLERANCE

    kept = limits.all
    if clash_as_fractions(kept):
        priced = limits.priced(run.relaxed(limits.only(kept)))
        kept = priced if clash_as_fractions(priced) else kept
        kept, is_minimal = _without_idle(kept, clash_as_fractions)
        if integer and is_minimal:
            # What clashes in fractions clashes in whole numbers too, perhaps with fewer limits.
            kept, is_minimal = _without_idle(kept, clash_as_wholes)
    elif integer and clash_as_wholes(kept):
        kept, is_minimal = _without_idle(kept, clash_as_wholes)
    else:
        return None
    return Conflict(limits.names(kept), is_minimal)


@dataclass(frozen=True)
class _Limits:
    """All limits in one sequence: the rows of the elastic model, every f_min, every f_max.

    That no amount is below zero is no limit of the user's and always stays.
    """

    problem: DietProblem
    elastic: LinearProblem

    @property
    def all(self) -> BoolArray:
        """Mark every limit there is; food limits of 0 and infinity are none."""
        rows = np.ones(self.elastic.rows, dtype=np.bool_)
        return np.concatenate([rows, self.problem.f_min > 0, np.isfinite(self.problem.f_max)])

    def names(self, kept: BoolArray) -> tuple[str, ...]:
        """Return the names of the marked limits."""
        names = [
            *self.elastic.row_names,
            *(f"{food} f_min" for food in self.problem.foods),
            *(f"{food} f_max" for food in self.problem.foods),
        ]
        return tuple(names[number] for number in np.flatnonzero(kept))

    def only(self, kept: BoolArray) -> LinearProblem:
        """Return the elastic model with the marked limits alone."""
        rows, foods = self.elastic.rows, len(self.problem.foods)
        has_row, has_low, has_high = np.split(kept, [rows, rows + foods])
        lower, upper = self.elastic.column_lower.copy(), self.elastic.column_upper.copy()
        lower[:foods] = np.where(has_low, self.problem.f_min, 0.0)
        upper[:foods] = np.where(has_high, self.problem.f_max, np.inf)
        return replace(
            self.elastic,
            column_lower=lower,
            column_upper=upper,
            row_lower=np.where(has_row, self.elastic.row_lower, -np.inf),
            row_upper=np.where(has_row, self.elastic.row_upper, np.inf),
        )

    def priced(self, solution: Solution) -> BoolArray:
        """Mark the limits with a price in the elastic optimum: by duality they clash alone."""
        price = solution.reduced_cost[: len(self.problem.foods)]
        used = np.concatenate([np.abs(solution.dual) > 1e-9, price > 1e-9, price < -1e-9])
        kept: BoolArray = self.all & used
        return kept


def _shortfall(solution: Solution) -> float:
    """Return by how much the limits are missed, relative to their size."""
    if solution.status is not Status.OPTIMAL:
        raise SolverError(
            f"the solver failed on a model that always has a solution ({solution.status.value}); "
            "check the tables for figures of wildly different size, or try the other solver"
        )
    return solution.objective


def _without_idle(kept: BoolArray, clash: Callable[[BoolArray], bool]) -> tuple[BoolArray, bool]:
    """Run the deletion filter; food limits go first, so that a conflict speaks of nutrients."""
    return deletion_filter(kept, np.flatnonzero(kept)[::-1], clash)
