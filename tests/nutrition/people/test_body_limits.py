"""Plausible heights and weights: the limits of each age, their edges, and messages."""

from __future__ import annotations

import itertools

import pytest

from planner.errors import DataError
from planner.nutrition.people import body_limits
from planner.nutrition.people.body_limits import (
    adult_bmi_limits,
    all_body_limits,
    body_limits_at,
    body_problems,
    outside,
)
from planner.nutrition.tables import read_rows


@pytest.mark.parametrize(
    ("age", "height_cm", "weight_kg"),
    [
        (1, 75, 9.5), (2, 88, 12.5), (4, 102, 16), (7, 122, 23), (10, 139, 32), (13, 156, 46),
        (16, 172, 62), (18, 165, 58), (34, 167, 62), (75, 155, 95), (100, 150, 45),
        (30, 147, 32),  # short and light
        (40, 210, 190),  # tall and heavy
    ],
)  # fmt: skip
def test_people_who_exist_are_accepted(age: int, height_cm: float, weight_kg: float) -> None:
    """Growth-chart medians and small and large adults are plausible."""
    assert body_problems(age, height_cm, weight_kg) == []


@pytest.mark.parametrize(
    ("age", "height_cm", "weight_kg", "words"),
    [
        (0, 70, 8, "ages from 2 years"),
        (34, 1.67, 62, "height 1.67: not plausible at 34 years"),
        (34, 67, 62, "90 to 260 cm"),
        (34, 167, 620, "weight 620"),
        (5, 167, 20, "height 167"),
        (2, 88, 62, "weight 62"),
        (34, 250, 45, "body mass index of 7.2"),
        (34, 100, 120, "body mass index of 120.0"),
    ],
)
def test_slips_are_told(age: int, height_cm: float, weight_kg: float, words: str) -> None:
    """Metres for centimetres, a wrong age, an extra digit: one sentence names the value."""
    (problem,) = body_problems(age, height_cm, weight_kg)
    assert words in problem


def test_height_and_weight_are_told_together() -> None:
    """Two errors give two sentences, and none on the body mass index."""
    assert [problem.split()[0] for problem in body_problems(34, 1.67, 620)] == ["height", "weight"]


def test_limits_are_themselves_allowed() -> None:
    """Body mass indices of 10 and 80 are allowed for an adult, anything beyond is not."""
    low, high = adult_bmi_limits()
    assert (low, high) == (10, 80)
    assert not outside(low, (low, high))
    assert not outside(high, (low, high))
    assert outside(low - 1e-9, (low, high))
    assert outside(high + 1e-9, (low, high))


def test_every_age_has_limits_and_they_widen_with_age() -> None:
    """The rows cover ages to 120 without a gap; the ranges of children grow with age."""
    rows = all_body_limits()
    assert rows[-1].last_age == 120
    assert [body_limits_at(row.last_age) for row in rows] == list(rows)
    for younger, older in itertools.pairwise(rows[:-1]):
        assert older.height_cm > younger.height_cm
        assert older.weight_kg > younger.weight_kg
    for row in rows:
        assert all(low < high for low, high in (row.height_cm, row.weight_kg, row.bmi))


def test_ages_that_fall_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table whose ages do not ascend is a data error."""
    rows = read_rows("body_limits.csv")
    monkeypatch.setattr(body_limits, "read_rows", lambda _: rows[::-1])
    all_body_limits.cache_clear()
    with pytest.raises(DataError, match="must rise"):
        all_body_limits()
    all_body_limits.cache_clear()
