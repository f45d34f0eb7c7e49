"""Questions answered before they are asked, while nobody waits for anything.

Who sees a day most likely asks for another one next; where no other work is going on, that day is
solved while the reader reads. It is an answer like any other, only earlier.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from planner.dashboard import jobs, solving
from planner.dashboard.asking import Question, with_next_seed
from planner.dashboard.jobs import Job

MOST_KEPT = 8

_started: OrderedDict[str, Job] = OrderedDict()
_lock = threading.Lock()


def start(question: Question) -> None:
    """Answer a question in the background, unless it is answered or others wait for work."""
    key = question.key
    with _lock:
        if key in _started or solving.MEMORY.get(key) is not None or not jobs.idle():
            return
        _started[key] = Job(lambda progress: solving.answer(question, progress), lambda _: None)
        while len(_started) > MOST_KEPT:
            _started.popitem(last=False)


def start_next(question: Question) -> None:
    """Answer the next seed of a question of one person and one day."""
    if question.days == 1 and len(question.requests) == 1:
        start(question.each(with_next_seed))


def take(question: Question) -> Job | None:
    """Return the work on a question that was started ahead; it then belongs to the visitor."""
    with _lock:
        return _started.pop(question.key, None)
