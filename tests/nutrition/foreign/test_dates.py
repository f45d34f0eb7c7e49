"""Dates and times of other programs, and the order of day and month."""

from __future__ import annotations

import datetime

import pytest

from planner.errors import InputError
from planner.nutrition.foreign.dates import Order, date_part, read_date, read_dates, read_time

DAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02", "2026-11-02T07:31:00.000", "02.11.2026", "2.11.26", "11/2/2026 8:00", "46328",
        "Monday, November 2, 2026", "2 Nov 2026", "2026/11/2",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    """Every form of one date is that date."""
    assert read_date(text, "here", "month") == DAY


@pytest.mark.parametrize("text", ["2026-11-31", "31/31/2026", "yesterday", "9999-12-31", "", "0"])
def test_no_dates(text: str) -> None:
    """What is no date from 1950 to 2100 is refused with its place."""
    with pytest.raises(InputError, match=r"^here: "):
        read_date(text, "here", "month")


@pytest.mark.parametrize(
    ("texts", "usual", "proof", "second", "is_said"),
    [
        (["11/2/2026", "11/13/2026"], None, None, (11, 13), False),
        (["13/11/2026", "11/2/2026"], None, None, (2, 11), False),
        (["11/2/2026", "11/3/2026"], "month", None, (11, 3), True),
        (["11/2/2026", "11/3/2026"], None, "day", (3, 11), False),
        (["11/2/2026", "11/3/2026"], None, None, (11, 3), True),
    ],
)
def test_the_order_of_day_and_month(
    texts: list[str],
    usual: Order | None,
    proof: Order | None,
    second: tuple[int, int],
    *,
    is_said: bool,
) -> None:
    """A number above 12 proves it, else another column, the program's habit, or closeness."""
    found = read_dates(list(enumerate(texts)), "f", usual, proof)
    assert (found.dates[1].month, found.dates[1].day) == second
    assert bool(found.note) is is_said


def test_two_orders_in_one_column_are_refused() -> None:
    """If one date proves day first and another month first, both rows are named."""
    with pytest.raises(InputError, match="row 4 has the date '13/11/2026', row 9 '11/13/2026'"):
        read_dates([(4, "13/11/2026"), (9, "11/13/2026")], "f")


def test_times() -> None:
    """Times of 12 and 24 hours; an empty cell is no time; others are refused."""
    assert read_time("7:40 PM", "t") == datetime.time(19, 40)
    assert read_time("12:05 AM", "t") == datetime.time(0, 5)
    assert read_time("19:05:30", "t") == datetime.time(19, 5, 30)
    assert read_time("", "t") is None
    assert date_part("11/2/2026 0:00") == "11/2/2026"
    for text in ("25:00", "13:00 PM", "noon"):
        with pytest.raises(InputError, match="is not a time"):
            read_time(text, "t")
