"""Bounds that no change of what is eaten can hold together, by the linear relaxation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.errors import SolverError
from planner.optimize.deletion_filter import Mask, deletion_filter
from planner.optimize.least_change import MISS_COST, Bound, ChangeModel, ChangeProblem
from planner.optimize.solve.relaxation import solve_relaxation
from planner.optimize.solve.solution import Status

_MISSED = 1e-6  # of a bound, beyond the solver's tolerance


def change_conflict(problem: ChangeProblem) -> tuple[Bound, ...]:
    """Return a minimal set of bounds that do not hold together however much is changed.

    Amounts between the steps are allowed for too, so that a conflict is proven; without one it is
    not said that the bounds can be met in steps.

    Returns
    -------
    tuple of Bound
        Empty if no conflict is proven.

    Raises
    ------
    SolverError
        If the solver fails.
    """
    model = ChangeModel(problem, len(problem.options))
    linear = model.linear()
    count = len(model.levels)
    every = np.ones(len(problem.bounds), dtype=np.bool_)
    relaxed = replace(linear, integer=np.zeros(linear.columns, dtype=np.bool_))

    def conflicts(kept: Mask) -> bool:
        cost = np.zeros(linear.columns)
        cost[count : count + len(kept)] = kept * MISS_COST
        found = solve_relaxation(replace(relaxed, cost=cost))
        if found.status is not Status.OPTIMAL:
            raise SolverError("the solver did not find whether the targets can be met")
        return float(cost @ found.x) > _MISSED * MISS_COST

    if not conflicts(every):
        return ()
    kept, _ = deletion_filter(every, np.arange(len(every)), conflicts)
    return tuple(bound for bound, is_kept in zip(problem.bounds, kept, strict=True) if is_kept)
