"""The time that is left for a whole request."""

from __future__ import annotations

from planner.optimize.solve import is_time_over, seconds_left, within_seconds


def test_without_a_context_a_limit_is_its_own() -> None:
    """Outside of a context nothing counts down."""
    assert seconds_left(12.5) == 12.5
    assert not is_time_over()


def test_a_context_bounds_what_is_solved_in_it() -> None:
    """Inside, no more than the rest is left; after it the own limit holds again."""
    with within_seconds(5.0):
        assert 4.0 < seconds_left(60.0) <= 5.0
        assert seconds_left(2.0) == 2.0
    assert seconds_left(60.0) == 60.0


def test_the_context_that_ends_first_holds() -> None:
    """A context inside another cannot prolong it."""
    with within_seconds(1.0), within_seconds(100.0):
        assert seconds_left(60.0) <= 1.0
    with within_seconds(0.0):
        assert is_time_over()
        with within_seconds(100.0):
            assert seconds_left(60.0) == 0.0
