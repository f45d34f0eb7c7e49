"""The time that is left for a whole request, whatever is solved for it.

It is the last resort: searches count nodes, and what the clock cuts says so.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_end: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def within_seconds(seconds: float) -> Iterator[None]:
    """Let `seconds_left` count down inside this context.

    Parameters
    ----------
    seconds : float
        Time for all that is solved inside. A context around it that ends earlier holds.
    """
    token = _end.set(time.monotonic() + seconds_left(seconds))
    try:
        yield
    finally:
        _end.reset(token)


def seconds_left(most: float) -> float:
    """Return the seconds that something may take.

    Parameters
    ----------
    most : float
        Its own limit, in seconds.

    Returns
    -------
    float
        The least of that limit and of what the contexts around it have left; never negative.
    """
    end = _end.get()
    return most if end is None else min(most, max(end - time.monotonic(), 0.0))


def is_time_over() -> bool:
    """Tell whether the contexts around have no time left; never without one."""
    return seconds_left(1.0) <= 0.0
