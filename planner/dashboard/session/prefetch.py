"""Questions answered before they are asked, while nobody waits for anything.

Who sees a day most likely asks for another one next, and who fills in the form most likely presses
its button; where no other work is going on, that day is solved meanwhile. It is an answer like any
other, only earlier.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from planner.dashboard.session import answers, jobs
from planner.dashboard.session.jobs import Job
from planner.dashboard.session.question import Inquiry, with_next_seed

MOST_KEPT = 8
NEXT_DAYS = 2  # other days solved ahead, one after the other

_started: OrderedDict[str, Job] = OrderedDict()
_lock = threading.Lock()


def start(question: Inquiry, instead_of: Inquiry | None = None) -> Job | None:
    """Answer a question in the background, unless it is answered or others wait for work.

    Parameters
    ----------
    question : Question
    instead_of : Question, optional
        Started before by the same visitor: given up if it is not answered yet.

    Returns
    -------
    Job or None
        The work, if any is going on.
    """
    frees_a_turn = instead_of is not None and drop(instead_of)
    key = question.key
    with _lock:
        if answers.MEMORY.get(key) is not None:
            return None
        if key not in _started and (frees_a_turn or jobs.idle()):
            try:
                work = Job(lambda progress: answers.answer(question, progress), lambda _: None)
            except RuntimeError:  # no thread begins any more, as when the server closes
                return None
            _started[key] = work
            while len(_started) > MOST_KEPT:
                _started.popitem(last=False)
        return _started.get(key)


def start_next(question: Inquiry, count: int = NEXT_DAYS) -> None:
    """Answer the next seeds of a question of one person and one day, each after the other."""
    if not count or not is_small(question):
        return
    following = question.each(with_next_seed)
    work = start(following)
    if work is not None:
        work.then(lambda: start_next(following, count - 1))
    elif answers.MEMORY.get(following.key) is not None:
        start_next(following, count - 1)


def is_small(question: Inquiry) -> bool:
    """Tell whether a question is of one person and one day: soon answered, so worth a guess."""
    return question.days == 1 and len(question.requests) == 1


def drop(question: Inquiry) -> bool:
    """Give up the work on a question that was started ahead; tell whether there was any."""
    work = take(question)
    if work is None or work.done:
        return False
    work.give_up()
    return True


def take(question: Inquiry) -> Job | None:
    """Return the work on a question that was started ahead; it then belongs to the visitor."""
    with _lock:
        return _started.pop(question.key, None)
