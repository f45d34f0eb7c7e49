"""Week rules: fields and wishes."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError

from planner.errors import InputError
from planner.request.week_rules import (
    SPANS,
    WeekRules,
    all_kinds,
    all_subjects,
    at_least_in,
    at_most_in,
    read_wish,
)


@pytest.mark.parametrize(
    ("text", "sense", "times", "days"),
    [
        ("meat<=3", "<=", 3, ()),
        ("beans >= 2", ">=", 2, ()),
        ("fish@friday", "@", 0, (4,)),
        ("quick@weekdays", "@", 0, (0, 1, 2, 3, 4)),
    ],
)
def test_a_wish_is_read(text: str, sense: str, times: int, days: tuple[int, ...]) -> None:
    """A wish has four forms; spaces and plural days are allowed."""
    wish = read_wish(text)
    assert (wish.sense, wish.times, wish.days) == (sense, times, days)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("meat", "SUBJECT<=TIMES"),
        ("meet<=3", "did you mean meat"),
        ("fish@fryday", "did you mean friday"),
        ("quick<=3", "needs days"),
        ("meat<=-1", "SUBJECT<=TIMES"),
    ],
)
def test_what_is_no_wish_is_said(text: str, said: str) -> None:
    """An invalid wish gives the allowed forms."""
    with pytest.raises(InputError, match=said):
        read_wish(text)


@pytest.mark.parametrize("name", sorted(all_subjects()))
def test_every_subject_covers_food_or_minutes(name: str) -> None:
    """Every subject of data/wishes.toml covers a food and has a label."""
    subject = all_subjects()[name]
    assert subject.label
    assert subject.groups or subject.subgroups or subject.most_minutes


def test_defaults_come_from_the_data() -> None:
    """The kinds of food are those of data/wishes.toml."""
    rules = WeekRules()
    assert {name: getattr(rules, name) for name in all_kinds()} == {
        name: kinds.a_week for name, kinds in all_kinds().items()
    }


def test_numbers_a_week_are_scaled_to_the_days() -> None:
    """Least counts are scaled to the days and rounded down; most counts are not reduced."""
    assert [at_least_in(2, days) for days in (1, 3, 4, 7, 14)] == [0, 0, 1, 2, 4]
    assert [at_most_in(3, days) for days in (1, 7, 8, 14)] == [3, 3, 4, 6]


def test_the_narrowest_limit_of_minutes_counts() -> None:
    """A weekday's limit overrides the general one; without both there is no limit."""
    rules = WeekRules(
        cooking_minutes=(("weekday", 30), ("day", 60), ("friday", 20), ("saturday", 120))
    )
    assert [rules.most_minutes(day) for day in (0, 4, 5, 6)] == [30, 20, 120, 60]
    assert math.isinf(WeekRules().most_minutes(0))


@pytest.mark.parametrize(
    "wrong",
    [
        {"dish_times": 0},
        {"cook_days": ("someday",)},
        {"cooking_minutes": (("monday", 2),)},
        {"wishes": ("nonsense",)},
        {"vegetables": -1},
        {"more": 1},
    ],
)
def test_wrong_rules_are_refused(wrong: dict[str, object]) -> None:
    """Every field is validated, and unknown ones are refused."""
    with pytest.raises((InputError, ValidationError)):
        WeekRules.model_validate(wrong)


def test_every_span_names_weekdays() -> None:
    """Spans have days from Monday, 0, to Sunday, 6."""
    assert all(set(days) <= set(range(7)) and days for days in SPANS.values())
