"""Answer likely inquiries ahead of time, while no other job is running.

A visitor who sees a day often asks for another one, and a visitor who fills in the form presses its
button. The answers go to the cache like all others.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from planner.dashboard.session import answers, jobs
from planner.dashboard.session.jobs import Job
from planner.dashboard.session.question import Inquiry, with_next_seed

MOST_KEPT = 8
NEXT_DAYS = 2  # alternative days answered ahead, one after the other

_started: OrderedDict[str, Job] = OrderedDict()
_lock = threading.Lock()


def start(question: Inquiry, instead_of: Inquiry | None = None) -> Job | None:
    """Answer an inquiry in the background, unless it is cached or other jobs are running.

    Parameters
    ----------
    question : Inquiry
        The inquiry.
    instead_of : Inquiry, optional
        An inquiry started earlier for the same visitor; its job is cancelled if it still runs.

    Returns
    -------
    Job or None
        The job of the inquiry, if there is one.
    """
    frees_a_turn = instead_of is not None and drop(instead_of)
    key = question.key
    with _lock:
        if answers.MEMORY.get(key) is not None:
            return None
        if key not in _started and (frees_a_turn or jobs.idle()):
            try:
                work = Job(lambda progress: answers.answer(question, progress), lambda _: None)
            except RuntimeError:  # the thread pool is shut down, as the server closes
                return None
            _started[key] = work
            while len(_started) > MOST_KEPT:
                _started.popitem(last=False)
        return _started.get(key)


def start_next(question: Inquiry, count: int = NEXT_DAYS) -> None:
    """Answer an inquiry of one person and one day with the next seeds, one after the other."""
    if not count or not is_small(question):
        return
    following = question.each(with_next_seed)
    work = start(following)
    if work is not None:
        work.then(lambda: start_next(following, count - 1))
    elif answers.MEMORY.get(following.key) is not None:
        start_next(following, count - 1)


def is_small(question: Inquiry) -> bool:
    """Return whether an inquiry is for one person and one day, so that its answer is cheap."""
    return question.days == 1 and len(question.requests) == 1


def drop(question: Inquiry) -> bool:
    """Cancel the job of an inquiry started ahead, and return whether there was a running one."""
    work = take(question)
    if work is None or work.done:
        return False
    work.give_up()
    return True


def take(question: Inquiry) -> Job | None:
    """Return the job of an inquiry started ahead, and remove it here; the caller now owns it."""
    with _lock:
        return _started.pop(question.key, None)
