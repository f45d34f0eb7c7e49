"""Work in the background: it never holds up a page, takes turns, and can be stopped.

The solver lets other threads run while it works. Two of them work at once; a plan of many days
gives up its turn after each, so that a single day never waits for somebody's whole month.
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
MOST_THREADS = 32  # nearly all of them wait for their turn; further work waits for a thread
SECONDS_UNSEEN = 60.0  # after which work of several days stops: its visitor has left


class Turns:
    """So many may go at once, first come, first served."""

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
        """End a turn; whoever has waited longest is next."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1

    @property
    def idle(self) -> bool:
        """Whether nobody has a turn or waits for one."""
        with self._lock:
            return self._free == self._count and not self._waiting

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        with self._lock:
            return len(self._waiting)


_TURNS = Turns(AT_ONCE)
_POOL = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="planning")


def idle() -> bool:
    """Tell whether no work is going on."""
    return _TURNS.idle


def crowded() -> bool:
    """Tell whether somebody waits for a turn."""
    return _TURNS.waiting > 0


class Job:
    """One piece of work.

    Parameters
    ----------
    work : callable
        Is given the progress to report to, and returns what comes of it.
    settle : callable
        What the page does with it, in the visitor's own thread.
    """

    def __init__(self, work: Callable[[Progress], Any], settle: Callable[[Any], None]) -> None:
        self.settle = settle
        self.waited_for = False  # by a page that it could hold up
        self.begun = False  # rather than still waiting for its first turn
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
        """Note the step, let others have a turn, and tell whether to go on."""
        self.step = step
        _TURNS.give_up()
        _TURNS.take()
        return not self.stopped

    @property
    def stopped(self) -> bool:
        """Whether it is to stop, or nobody has looked for so long that it should."""
        return self._stopped.is_set() or time.monotonic() - self._seen > SECONDS_UNSEEN

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self._future.done()

    def stop(self) -> None:
        """Stop it after the day that is being solved."""
        self._stopped.set()
        self._future.cancel()

    def give_up(self) -> None:
        """End it at once, and whatever it has done is lost."""
        self._given_up.set()
        self.stop()

    def then(self, work: Callable[[], None]) -> None:
        """Do something small once it has ended well, or now if it has."""

        def go_on(future: Future[Any]) -> None:
            if not future.cancelled() and future.exception() is None:
                work()

        self._future.add_done_callback(go_on)

    def look(self, seconds: float = 0.0) -> bool:
        """Show that somebody waits for it; wait a little; tell whether it has ended."""
        self._seen = time.monotonic()
        wait([self._future], timeout=seconds)
        return self.done

    def result(self) -> Any:
        """Return what came of it, or raise what went wrong."""
        return self._future.result()
