"""Ctrl-C while several days are planned: the days done are kept."""

from __future__ import annotations

import signal
import sys
from types import FrameType, TracebackType

import typer

from planner.planning.progress import Step


class Stoppable:
    """Tells of every step on standard error, and turns the first Ctrl-C into a stop in order."""

    def __init__(self) -> None:
        self._stopped = False
        self._before: signal.Handlers | object = None

    def __enter__(self) -> Stoppable:
        self._before = signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - signal's form
        self._stopped = True
        signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]
        typer.echo("stopping after this step; Ctrl-C once more ends at once", err=True)

    def __call__(self, step: Step) -> bool:
        """Tell of a step; False once Ctrl-C was pressed."""
        if sys.stderr.isatty():
            who = f" for {step.person}" if step.person else ""
            left = "" if step.seconds_left is None else f", about {step.seconds_left:.0f} s left"
            done = f" ({100 * step.share:.0f} % done{left})"
            typer.echo(f"planning day {step.day} of {step.days}{who}{done} ...", err=True)
        return not self._stopped
