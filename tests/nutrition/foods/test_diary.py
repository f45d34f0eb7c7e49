"""A diary: its days, its people, and the days that are chosen of it."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from planner.errors import InputError
from planner.nutrition.foods.diary import Diary, DiaryRow, Kind, number_days, select_days
from planner.nutrition.nutrients import nutrient_index


def _day(number: int) -> datetime.date:
    return datetime.date(2026, 11, number)


def _diary(*rows: DiaryRow) -> Diary:
    return Diary("table", "table", Kind.FOODS, number_days(rows))


DIARY = _diary(
    DiaryRow("Ann", _day(4), "oats", nutrients={"iron_mg": 2.0}),
    DiaryRow("Ann", _day(2), "milk"),
    DiaryRow("Ben", _day(9), "rice"),
)


def test_the_frame_keeps_what_is_unknown() -> None:
    """An amount that no row states is NaN, never 0; days are numbered for each person."""
    frame = DIARY.to_frame()
    assert list(frame.columns[:6]) == ["person", "day", "date", "time", "meal", "food"]
    assert frame["day"].tolist() == [2, 1, 1]
    assert frame["iron_mg"].iloc[0] == 2.0
    assert np.isnan(DIARY.amounts()[1, nutrient_index()["iron_mg"]])
    assert DIARY.recorded == ("iron_mg",)


def test_days_are_chosen() -> None:
    """One person's rows from the first to the last day, both included, numbered again."""
    found = select_days(DIARY, person="Ann", first=_day(3), last=_day(4))
    assert [(row.food, row.day) for row in found.rows] == [("oats", 1)]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({}, r"holds 2 people \(Ann, Ben\): name one"),
        ({"person": "Anne"}, "unknown person in the diary 'Anne': did you mean Ann"),
        ({"person": "Ann", "first": _day(5)}, "nothing from 2026-11-05 to …: its days are 2026-11"),
        ({"person": "Ann", "first": _day(5), "last": _day(1)}, "is after the last day"),
    ],
)
def test_choices_that_cannot_be_met(choice: dict[str, object], words: str) -> None:
    """Several people, an unknown name and days without rows are refused with what there is."""
    with pytest.raises(InputError, match=words):
        select_days(DIARY, **choice)  # type: ignore[arg-type]


def test_days_without_dates_cannot_be_chosen_by_date() -> None:
    """A diary that only numbers its days is refused with --from."""
    with pytest.raises(InputError, match="has no dates"):
        select_days(_diary(DiaryRow("", None, "oats", day=1)), first=_day(1))
