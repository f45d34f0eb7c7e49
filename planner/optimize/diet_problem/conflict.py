"""Conflicts of a diet problem, proven by an elastic model and reduced by a deletion filter."""

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
    """Names of limits that conflict, and whether the conflict is proven minimal."""

    limits: tuple[str, ...]
    is_minimal: bool


def find_crossed_food_limits(problem: DietProblem) -> Conflict | None:
    """Return the conflict of the first food whose f_min is above its f_max; None without any."""
    for number in np.flatnonzero(problem.f_min > problem.f_max):
        food = problem.foods[number]
        return Conflict((f"{food} f_min", f"{food} f_max"), is_minimal=True)
    return None


def find_conflict(problem: DietProblem, run: Runner, *, integer: bool) -> Conflict | None:
    """Return a minimal conflict of limits; None if all limits can hold together.

    Requires that no food's f_min is above its f_max; see `find_crossed_food_limits`.

    Raises
    ------
    OutOfTimeError
        If the time ran out before a conflict was proven or excluded.
    SolverError
        If the solver failed.
    """
    limits = _Limits(problem, elastic_model(cheapest_model(problem, integer=integer)))

    def conflicts_relaxed(kept: BoolArray) -> bool:
        return _shortfall(run.relaxed(limits.only(kept))) > TOLERANCE

    def conflicts_in_integers(kept: BoolArray) -> bool:
        return _shortfall(run.whole(limits.only(kept))) > TOLERANCE

    kept = limits.all
    if conflicts_relaxed(kept):
        priced = limits.priced(run.relaxed(limits.only(kept)))
        kept = priced if conflicts_relaxed(priced) else kept
        kept, is_minimal = _minimal(kept, conflicts_relaxed)
        if integer and is_minimal:
            # A conflict of the relaxation is one in integers, where fewer limits may suffice.
            kept, is_minimal = _minimal(kept, conflicts_in_integers)
    elif integer and conflicts_in_integers(kept):
        kept, is_minimal = _minimal(kept, conflicts_in_integers)
    else:
        return None
    return Conflict(limits.names(kept), is_minimal)


@dataclass(frozen=True)
class _Limits:
    """All limits of the user in one sequence: rows of the elastic model, every f_min, every f_max.

    Amounts are never negative; this bound is not a limit of the user and always holds.
    """

    problem: DietProblem
    elastic: LinearProblem

    @property
    def all(self) -> BoolArray:
        """Mask of the limits the user set; food limits of 0 and infinity are not set."""
        rows = np.ones(self.elastic.rows, dtype=np.bool_)
        return np.concatenate([rows, self.problem.f_min > 0, np.isfinite(self.problem.f_max)])

    def names(self, kept: BoolArray) -> tuple[str, ...]:
        """Return the names of the limits of a mask."""
        names = [
            *self.elastic.row_names,
            *(f"{food} f_min" for food in self.problem.foods),
            *(f"{food} f_max" for food in self.problem.foods),
        ]
        return tuple(names[number] for number in np.flatnonzero(kept))

    def only(self, kept: BoolArray) -> LinearProblem:
        """Return the elastic model with only the limits of a mask."""
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
        """Return the mask of limits with a nonzero dual in the elastic optimum.

        By duality these limits conflict on their own.
        """
        price = solution.reduced_cost[: len(self.problem.foods)]
        used = np.concatenate([np.abs(solution.dual) > 1e-9, price > 1e-9, price < -1e-9])
        kept: BoolArray = self.all & used
        return kept


def _shortfall(solution: Solution) -> float:
    """Return the elastic optimum: by how much limits are missed, relative to their size."""
    if solution.status is not Status.OPTIMAL:
        raise SolverError(
            f"the solver failed on a model that always has a solution ({solution.status.value}); "
            "check the tables for numbers of very different size, or try the other solver"
        )
    return solution.objective


def _minimal(kept: BoolArray, conflicts: Callable[[BoolArray], bool]) -> tuple[BoolArray, bool]:
    """Run the deletion filter; it tries food limits first, so that nutrient limits remain."""
    return deletion_filter(kept, np.flatnonzero(kept)[::-1], conflicts)
