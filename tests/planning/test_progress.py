"""The course of a planning: shares that never fall, and the time that is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import make_household, make_plan
from planner.planning.progress import Course, Step, StoppedError
from planner.request.household import household_from_raw
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


PIECES = st.lists(
    st.tuples(st.sampled_from(["plan", "improve"]), st.integers(1, 4), st.sampled_from("ab")),
    max_size=40,
)


class Clock:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        self.seconds += 1.0
        return self.seconds


@given(done=PIECES, pieces=st.integers(1, 12))
def test_the_share_never_falls_and_ends_at_one(
    done: list[tuple[str, int, str]], pieces: int
) -> None:
    """Whatever is done, in any order and however often, progress counts forward to one."""
    steps: list[Step] = []
    course = Course(lambda step: steps.append(step) is None, 4, pieces, Clock())
    for what, day, person in done:
        course.begin(day, person)
        course.finish(what, day, person)
    course.end(4, "a")
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert shares[0] >= 0.0
    assert shares[-1] == 1.0
    for step in steps:
        assert (step.seconds_left is None) == (step.share == 0.0)
        assert step.seconds_left is None or step.seconds_left >= 0.0
    assert steps[-1].seconds_left == 0.0


def test_the_time_left_goes_on_as_so_far() -> None:
    """After one of four pieces in ten seconds, thirty seconds are left."""
    times = iter([0.0, 10.0])
    steps: list[Step] = []
    course = Course(lambda step: steps.append(step) is None, 2, 4, lambda: next(times))
    course.begin(1, "Ada")
    course.finish("plan", 1, "Ada")
    course.begin(1, "Ben")
    assert steps[0].seconds_left is None
    assert steps[-1].share == 0.25
    assert steps[-1].seconds_left == pytest.approx(30.0)


def test_work_done_again_counts_once() -> None:
    """A table that gets another dish plans its people again without going back or ahead."""
    course = Course(lambda _: True, 1, 2)
    for _ in range(3):
        course.finish("plan", 1, "Ada")
    assert course.share == 0.5


def test_a_caller_stops_the_planning() -> None:
    """A progress function that returns False raises where the next piece begins."""
    with pytest.raises(StoppedError):
        Course(lambda _: False, 1, 1).begin(1, "")


def test_a_week_counts_forward_to_its_end(ask: Ask) -> None:
    """Days and what is improved after them are told; the last step says that all is done."""
    steps: list[Step] = []
    request = ask("man", days=2, effort="quick", time_limit_seconds=600)
    make_plan(request, lambda step: steps.append(step) is None)
    assert [step.day for step in steps[:2]] == [1, 2]
    assert [step.share for step in steps] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert [step.days_done for step in steps] == [0, 1, 2, 2, 2]
    assert steps[0].seconds_left is None
    assert all(step.seconds_left is not None for step in steps[1:])


def test_a_household_counts_everybody() -> None:
    """Each person's day is one piece of the work."""
    people = [
        {"name": name, "sex": "female", "age": 34, "height": 167, "weight": 62 + place}
        for place, name in enumerate(("Ada", "Eva"))
    ]
    raw = {"person": people, "effort": "quick", "time_limit_seconds": 600}
    steps: list[Step] = []
    make_household(household_from_raw(raw, "x"), lambda step: steps.append(step) is None)
    assert [step.share for step in steps] == [0.0, 0.5, 1.0]
    assert {step.person for step in steps} == {"Ada", "Eva"}
