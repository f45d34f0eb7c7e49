"""Background jobs: turns, progress, stopping."""

from __future__ import annotations

import threading

import pytest

from planner.dashboard.session.jobs import Job, Turns
from planner.errors import SolverError
from planner.optimize.solve import CancelledError
from planner.optimize.solve.cancellation import check_cancelled
from planner.planning.progress import Progress, Step

SECONDS = 20.0


def test_turns_go_to_whoever_waited_longest() -> None:
    """While one thread has the turn, three wait and get it in the order of arrival."""
    turns, order = Turns(1), list[int]()
    turns.take()

    def go(number: int) -> None:
        turns.take()
        order.append(number)
        turns.give_up()

    threads = []
    for number in range(3):
        threads.append(threading.Thread(target=go, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) < number + 1:  # each is in the queue before the next comes
            pass
    turns.give_up()
    for thread in threads:
        thread.join(SECONDS)
    assert order == [0, 1, 2]


def test_a_job_tells_its_step_and_what_came_of_it() -> None:
    """A job has the result of its work and the last reported step."""

    def work(progress: Progress) -> str:
        assert progress(Step(2, 7, "Ada"))
        return "done"

    job = Job(work, print)
    assert job.look(SECONDS)
    assert job.result() == "done"
    assert job.step == Step(2, 7, "Ada")


def test_a_stopped_job_is_told_so_at_its_next_step() -> None:
    """A stopped job gets False from the progress function and can still return a result."""
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> bool:
        begun.set()
        go_on.wait(SECONDS)
        return progress(Step(3, 7, ""))

    job = Job(work, print)
    assert begun.wait(SECONDS)
    assert not job.look()
    job.stop()
    go_on.set()
    assert job.look(SECONDS)
    assert job.result() is False


def test_what_goes_wrong_is_raised_where_the_result_is_asked_for() -> None:
    """An error in the background is raised by the job, and its turn is given up."""

    def work(progress: Progress) -> None:
        raise SolverError("no time left")

    jobs = [Job(work, print) for _ in range(5)]
    for job in jobs:
        assert job.look(SECONDS)
        with pytest.raises(SolverError, match="no time left"):
            job.result()


def test_work_given_up_ends_at_its_next_solve() -> None:
    """A job that is given up releases its turn and has no result."""
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        assert go_on.wait(SECONDS)
        check_cancelled()  # as every solve does
        return "done"

    job = Job(work, print)
    assert begun.wait(SECONDS)
    job.give_up()
    go_on.set()
    assert job.look(SECONDS)
    with pytest.raises(CancelledError):
        job.result()


def test_what_follows_comes_after_a_good_end_only() -> None:
    """After an error or giving up, the following function is not called."""
    followed = list[str]()

    def fail(progress: Progress) -> None:
        raise SolverError("no time left")

    good, bad = Job(lambda _: "done", print), Job(fail, print)
    assert good.look(SECONDS)
    assert bad.look(SECONDS)
    good.then(lambda: followed.append("good"))
    bad.then(lambda: followed.append("bad"))
    assert followed == ["good"]


def test_one_day_passes_a_plan_of_many_days() -> None:
    """While two long plans run, a short one gets a turn after one of their days."""
    stop = threading.Event()

    def long(progress: Progress) -> int:
        day = 0
        while not stop.is_set() and day < 1_000_000:
            day += 1
            progress(Step(day, 28, ""))
        return day

    months = [Job(long, print), Job(long, print)]
    day = Job(lambda _: "a day", print)
    assert day.look(SECONDS)
    assert not any(month.done for month in months)
    stop.set()
    assert all(month.look(SECONDS) for month in months)
