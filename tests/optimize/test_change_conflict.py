"""Bounds that no change can hold together: proven, and no more of them than it takes."""

from __future__ import annotations

import numpy as np

from planner.optimize.change_conflict import change_conflict
from planner.optimize.least_change import Bound, ChangeProblem, Options


def _problem(*bounds: Bound) -> ChangeProblem:
    """Return two foods, 100 g of the first eaten; each may be up to 200 g."""
    now = np.array([100.0, 0.0])
    options = Options(
        now, np.full(2, 50.0), np.full(2, 50.0), np.full(2, 200.0), np.ones(2),
        np.zeros(2, dtype=np.bool_), ("lunch", "lunch"),
    )  # fmt: skip
    return ChangeProblem(options, bounds)


def test_the_conflict_is_minimal() -> None:
    """A floor that only too much salt reaches clashes with the limit; the third bound is free."""
    floor = Bound("magnesium_mg", is_floor=True, amount=100.0, per_gram=np.array([1.0, 0.2]))
    limit = Bound("sodium_mg", is_floor=False, amount=50.0, per_gram=np.array([1.0, 0.5]))
    free = Bound("calcium_mg", is_floor=True, amount=10.0, per_gram=np.array([1.0, 1.0]))
    assert change_conflict(_problem(floor, limit, free)) == (floor, limit)


def test_what_can_be_met_is_no_conflict() -> None:
    """Without the limit there is none."""
    floor = Bound("magnesium_mg", is_floor=True, amount=100.0, per_gram=np.array([1.0, 0.2]))
    assert change_conflict(_problem(floor)) == ()
