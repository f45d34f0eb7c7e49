"""Progress of planning several days, and how a caller stops it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """How far planning is, and what comes next.

    Attributes
    ----------
    day, days : int
        The day that comes next, and how many days there are.
    person : str
        The person that comes next.
    share : float
        Share of the work that is done; never less than at the step before, and 1 at the end.
    days_done : int
        Days that are planned for everybody.
    seconds_left : float or None
        Seconds that the rest will take if it goes on as so far; None before anything is done.
    """

    day: int
    days: int
    person: str
    share: float = 0.0
    days_done: int = 0
    seconds_left: float | None = None


Progress = Callable[[Step], bool]


class StoppedError(Exception):
    """The caller's progress function returned False; the days finished before it stand."""


def go_on(step: Step) -> bool:  # noqa: ARG001 - the default never stops, whatever the step
    """Never stop: the progress function used where the caller gives none."""
    return True


@dataclass
class Course:
    """Counts what is done of some planning and tells the caller of it.

    What is done once more, as when a table gets another dish, counts once.

    Attributes
    ----------
    progress : callable
        Told of every step; stops the planning when it returns False.
    days : int
        How many days there are.
    pieces : int
        How many solves the planning takes if none of them has to be repeated.
    now : callable
        Returns the seconds of a clock.
    """

    progress: Progress
    days: int
    pieces: int
    now: Callable[[], float] = time.monotonic
    share: float = field(init=False, default=0.0)
    days_done: int = field(init=False, default=0)
    _finished: set[tuple[str, int, str]] = field(init=False, default_factory=set)
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.now()

    def begin(self, day: int, person: str) -> None:
        """Tell of what comes next.

        Raises
        ------
        StoppedError
            If the caller stops the planning.
        """
        if not self._tell(day, person):
            raise StoppedError

    def finish(self, what: str, day: int, person: str) -> None:
        """Count a piece of work as done; doing the same piece again counts nothing."""
        self._finished.add((what, day, person))
        self.share = max(self.share, min(len(self._finished) / self.pieces, 1.0))

    def finish_day(self) -> None:
        """Count a day as planned for everybody."""
        self.days_done += 1

    def end(self, day: int, person: str) -> None:
        """Tell that all is done."""
        self.share = 1.0
        self._tell(day, person)

    def _tell(self, day: int, person: str) -> bool:
        left = None
        if self.share > 0.0:
            left = (self.now() - self._began) * (1.0 - self.share) / self.share
        return self.progress(Step(day, self.days, person, self.share, self.days_done, left))
