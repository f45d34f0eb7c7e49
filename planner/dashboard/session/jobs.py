"""Background jobs: they never block a page, take turns, and can be stopped.

The solver releases the GIL. Two jobs run at once; a job of several days gives up its turn after
each day, so that a single day never waits for a whole month.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from planner.optimize.solve import cancel_when
from planner.planning.progress import Progress, Step

AT_ONCE = 2
MOST_THREADS = 32  # most of them wait for their turn; further jobs wait for a thread
SECONDS_UNSEEN = 60.0  # a job of several days stops after this time without a visitor


class Turns:
    """A fair semaphore: `count` threads at once, first come, first served."""

    def __init__(self, count: int) -> None:
        self._count = self._free = count
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Wait for a turn."""
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return
            called = threading.Event()
            self._waiting.append(called)
        called.wait()

    def give_up(self) -> None:
        """End a turn; the thread that has waited longest is next."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1

    @property
    def idle(self) -> bool:
        """Whether no thread has a turn or waits for one."""
        with self._lock:
            return self._free == self._count and not self._waiting

    @property
    def waiting(self) -> int:
        """Number of threads that wait for a turn."""
        with self._lock:
            return len(self._waiting)


_TURNS = Turns(AT_ONCE)
_POOL = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="planning")


def idle() -> bool:
    """Return whether no job is running or waiting."""
    return _TURNS.idle


def crowded() -> bool:
    """Return whether a job is waiting for its turn."""
    return _TURNS.waiting > 0


class Job:
    """A background job.

    Parameters
    ----------
    work : callable
        Function that runs in the background; gets the progress callback and returns the result.
    settle : callable
        Function that takes the result in the visitor's own thread.
    """

    def __init__(self, work: Callable[[Progress], Any], settle: Callable[[Any], None]) -> None:
        self.settle = settle
        self.waited_for = False  # whether a page has waited for it once
        self.begun = False  # whether it has had its first turn
        self.step: Step | None = None
        self._work = work
        self._stopped = threading.Event()
        self._given_up = threading.Event()
        self._seen = time.monotonic()
        self._future: Future[Any] = _POOL.submit(self._run)

    def _run(self) -> Any:
        _TURNS.take()
        self.begun = True
        try:
            with cancel_when(self._given_up.is_set):
                return self._work(self._go_on)
        finally:
            _TURNS.give_up()

    def _go_on(self, step: Step) -> bool:
        """Record the step, give other jobs a turn, and return whether to continue."""
        self.step = step
        _TURNS.give_up()
        _TURNS.take()
        return not self.stopped

    @property
    def stopped(self) -> bool:
        """Whether it should stop: on request, or because no page has looked for too long."""
        return self._stopped.is_set() or time.monotonic() - self._seen > SECONDS_UNSEEN

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self._future.done()

    def stop(self) -> None:
        """Stop it after the current day."""
        self._stopped.set()
        self._future.cancel()

    def give_up(self) -> None:
        """Cancel it before its next solve; its results are lost."""
        self._given_up.set()
        self.stop()

    def then(self, work: Callable[[], None]) -> None:
        """Call a short function when it has ended without an error; now if it has already."""

        def run_after(future: Future[Any]) -> None:
            if not future.cancelled() and future.exception() is None:
                work()

        self._future.add_done_callback(run_after)

    def look(self, seconds: float = 0.0) -> bool:
        """Record that a page looks at it, wait up to some seconds, and return whether it ended."""
        self._seen = time.monotonic()
        wait([self._future], timeout=seconds)
        return self.done

    def result(self) -> Any:
        """Return its result, or raise its error."""
        return self._future.result()
