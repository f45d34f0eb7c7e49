"""Cancelled work ends before its next solve; other work is not affected."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from planner.errors import PlannerError
from planner.optimize.linear_problem import ProblemWriter
from planner.optimize.solve import CancelledError, Relaxation, Status, cancel_when


def one_column() -> Relaxation:
    """Return a problem of one column: minimise x with x >= 2."""
    writer = ProblemWriter()
    column = writer.add_columns(np.ones(1), np.array([9.0]), integer=False)
    writer.add_row("floor", column, np.ones(1), 2.0, np.inf)
    return Relaxation(writer.freeze())


def test_solves_go_on_until_the_work_is_given_up() -> None:
    """The first solve runs; after cancelling, the next one raises."""
    relaxation, given_up = one_column(), threading.Event()
    with cancel_when(given_up.is_set):
        assert relaxation.solve().objective == pytest.approx(2.0)
        given_up.set()
        with pytest.raises(CancelledError, match="no longer needed"):
            relaxation.solve()
    assert relaxation.solve().status is Status.OPTIMAL  # outside of that work


def test_giving_up_is_the_planners_own_error() -> None:
    """The error is a PlannerError."""
    assert issubclass(CancelledError, PlannerError)


def test_other_threads_work_is_not_given_up() -> None:
    """Cancelling work does not affect another thread."""
    statuses: list[Status] = []
    with cancel_when(lambda: True):
        other = threading.Thread(target=lambda: statuses.append(one_column().solve().status))
        other.start()
        other.join(20.0)
    assert statuses == [Status.OPTIMAL]
