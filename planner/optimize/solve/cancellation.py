"""Cancellation of work between two solves.

A running solve is not interrupted, since it is short: a day takes about a dozen solves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.errors import PlannerError

_is_cancelled: ContextVar[Callable[[], bool] | None] = ContextVar("is_cancelled", default=None)


class CancelledError(PlannerError):
    """The work was cancelled because its result is no longer needed."""


@contextmanager
def cancel_when(is_cancelled: Callable[[], bool]) -> Iterator[None]:
    """Let `check_cancelled` raise inside this context once the work is cancelled.

    Parameters
    ----------
    is_cancelled : callable
        Returns whether the work is cancelled; must be fast and safe in any thread.
    """
    token = _is_cancelled.set(is_cancelled)
    try:
        yield
    finally:
        _is_cancelled.reset(token)


def check_cancelled() -> None:
    """Do nothing unless the current work is cancelled.

    Raises
    ------
    CancelledError
        If the current work is cancelled.
    """
    is_cancelled = _is_cancelled.get()
    if is_cancelled is not None and is_cancelled():
        raise CancelledError("cancelled: the result is no longer needed")
