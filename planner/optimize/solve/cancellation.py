"""Work that is given up: heard of between two solves, wherever it is going on.

A single solve is not interrupted: it is short, and a day of food takes a dozen of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.errors import PlannerError

_given_up: ContextVar[Callable[[], bool] | None] = ContextVar("given_up", default=None)


class CancelledError(PlannerError):
    """Nobody waits for this work any more."""


@contextmanager
def cancel_when(given_up: Callable[[], bool]) -> Iterator[None]:
    """Solve only as long as the work is not given up.

    Parameters
    ----------
    given_up : callable
        Tells, from any thread and at once, whether it is.
    """
    token = _given_up.set(given_up)
    try:
        yield
    finally:
        _given_up.reset(token)


def check_cancelled() -> None:
    """Go on unless this work is given up.

    Raises
    ------
    CancelledError
        If it is.
    """
    given_up = _given_up.get()
    if given_up is not None and given_up():
        raise CancelledError("given up: nobody waits for this any more")
