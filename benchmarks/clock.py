"""Processor time, which depends little on other work on the machine."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def processor_seconds() -> float:
    """Return the processor seconds of this process and its child processes."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    """Return the result of a function and the processor seconds it took."""
    started = processor_seconds()
    answer = ask()
    return answer, processor_seconds() - started
