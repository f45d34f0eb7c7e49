"""Progress of planning several days, and how a caller stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """How far planning is: the day and person that come next, and how many days there are."""

    day: int
    days: int
    person: str


Progress = Callable[[Step], bool]


class StoppedError(Exception):
    """The caller's progress function returned False; the days finished before it stand."""


def go_on(step: Step) -> bool:  # noqa: ARG001 - the default never stops, whatever the step
    """Never stop: the progress function used where the caller gives none."""
    return True
