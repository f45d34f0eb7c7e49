"""Locks: parsing and writing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.request.locks import Lock, read_lock

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)


@given(day=st.integers(0, 28), meal=st.just("") | NAMES, item=NAMES)
def test_a_lock_reads_as_it_is_written(day: int, meal: str, item: str) -> None:
    """Locks survive a round trip, with and without day and meal."""
    lock = Lock(day, meal, item)
    assert read_lock(lock.text) == lock
    assert lock.undated == Lock(0, meal, item)


def test_the_three_forms() -> None:
    """An id, an id at a meal, and an id at a meal of a day; a day may have a leading zero."""
    assert read_lock("chili") == Lock(0, "", "chili")
    assert read_lock("dinner=chili") == Lock(0, "dinner", "chili")
    assert read_lock("3:dinner=chili") == read_lock("03:dinner=chili") == Lock(3, "dinner", "chili")
    assert read_lock("03:dinner=chili").text == "3:dinner=chili"


@pytest.mark.parametrize("text", ["0:dinner=chili", "x:chili", ":chili", "-1:chili", "²:chili"])
def test_a_day_is_a_number_above_zero(text: str) -> None:
    """An invalid day is refused with the right form."""
    with pytest.raises(InputError, match="write a number as in 3:dinner=ID"):
        read_lock(text)
