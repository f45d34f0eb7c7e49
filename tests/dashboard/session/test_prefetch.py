"""Inquiries answered ahead of time: the next days, the form's state, and cancelling."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from planner.dashboard.session import answers, jobs, prefetch, state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import Inquiry, one, with_next_seed
from planner.planning.progress import Progress

SECONDS = 20.0


class Desk:
    """A stand-in solver that answers when told to, with the real cache."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.go_on = threading.Event()

    def answer(self, question: Inquiry, _: Progress) -> Answer:
        """Wait, then return an empty answer."""
        self.begun.append(question.key)
        assert self.go_on.wait(SECONDS)
        found = Answer(())
        answers.MEMORY.put(question.key, found)
        self.ended.append(question.key)
        return found


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Replace the solver by the stand-in, with an empty cache."""
    desk = Desk()
    monkeypatch.setattr(answers, "answer", desk.answer)
    monkeypatch.setattr(answers, "MEMORY", answers.Memory(100))
    monkeypatch.setattr(prefetch, "_started", type(prefetch._started)())
    until(jobs.idle)
    yield desk
    desk.go_on.set()
    until(jobs.idle)


def until(holds: Callable[[], bool]) -> None:
    """Wait until a condition is true."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def question(seed: int) -> Inquiry:
    """Return an inquiry with a given seed."""
    return one(state.first_request().changed(seed=seed))


def test_the_next_days_are_answered_one_after_the_other(desk: Desk) -> None:
    """The next two seeds are answered ahead, one after the other; the third is not."""
    asked = question(0)
    second, third = asked.each(with_next_seed), question(2)
    prefetch.start_next(asked)
    until(lambda: desk.begun == [second.key])
    desk.go_on.set()
    until(lambda: desk.ended == [second.key, third.key])
    until(jobs.idle)
    assert desk.begun == [second.key, third.key]


def test_what_is_taken_is_the_work_itself(desk: Desk) -> None:
    """An inquiry that is being answered ahead is not solved twice."""
    asked = question(5)
    work = prefetch.start(asked)
    assert work is not None
    assert prefetch.take(asked) is work
    assert prefetch.take(asked) is None


def test_nothing_is_guessed_while_others_wait(desk: Desk) -> None:
    """Nothing is answered ahead while any job runs."""
    busy = jobs.Job(lambda progress: desk.answer(question(90), progress), print)
    until(lambda: bool(desk.begun))
    assert prefetch.start(question(6)) is None
    desk.go_on.set()
    assert busy.look(SECONDS)


def test_a_guess_takes_the_place_of_the_one_before(desk: Desk) -> None:
    """A changed form cancels the inquiry answered ahead and starts the new one."""
    before, after = question(7), question(8)
    old = prefetch.start(before)
    until(lambda: desk.begun == [before.key])
    new = prefetch.start(after, instead_of=before)
    assert old is not None
    assert new is not None
    assert old.stopped
    assert prefetch.take(before) is None
    until(lambda: desk.begun == [before.key, after.key])


def test_a_server_that_closes_begins_nothing_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the thread pool is shut down, nothing is answered ahead and nothing fails."""
    closed = ThreadPoolExecutor(1)
    closed.shutdown()
    monkeypatch.setattr(jobs, "_POOL", closed)
    assert prefetch.start(question(11)) is None
    assert not desk.begun


def test_what_is_answered_already_is_not_started(desk: Desk) -> None:
    """An inquiry of several days or people is not answered ahead."""
    known = question(9)
    answers.MEMORY.put(known.key, Answer(()))
    assert prefetch.start(known) is None
    week = one(state.first_request().changed(days=7))
    prefetch.start_next(week)
    assert not desk.begun
    assert not prefetch.is_small(week)
