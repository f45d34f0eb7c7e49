"""Rules over several days: variety, leftovers, cooking days and wishes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import Field, field_validator

from planner.errors import InputError, unknown_name
from planner.nutrition.checked_model import CheckedModel
from planner.nutrition.tables import read_toml

MOST_DAYS = 28
WEEK = 7
# Least share of a floor on each day if only the mean of the days must meet it; project choice.
LEAST_OF_FLOOR = 0.75
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPANS: dict[str, tuple[int, ...]] = {
    "day": tuple(range(WEEK)),
    "weekday": tuple(range(5)),
    "weekend": (5, 6),
    **{name: (number,) for number, name in enumerate(WEEKDAYS)},
}
_WISH = re.compile(r"^([a-z_]+)(?:(<=|>=)(\d{1,2})|@([a-z]+))$")


@dataclass(frozen=True)
class Subject:
    """The subject of a wish: some foods, or a time limit.

    Attributes
    ----------
    id, label : str
        Key in ``data/wishes.toml``, and display name.
    groups, subgroups : frozenset of str
        Groups and subgroups of the foods it covers.
    most_minutes : int
        Most minutes from start to table for every dish of the day; 0 for a subject of foods.
    """

    id: str
    label: str
    groups: frozenset[str]
    subgroups: frozenset[str]
    most_minutes: int = 0


@dataclass(frozen=True)
class Kinds:
    """Food groups whose kinds are counted; `a_week` is the least number of kinds a week."""

    id: str
    label: str
    groups: frozenset[str]
    a_week: int


@dataclass(frozen=True)
class Wish:
    """A wish for a week.

    Attributes
    ----------
    text : str
        The wish as written.
    subject : Subject
        The foods or the time limit it is about.
    sense : {"<=", ">=", "@"}
        At most or at least `times` meals a week, or on the weekdays `days`.
    times : int
        Meals a week; 0 for a wish on days.
    days : tuple of int
        Weekdays, Monday 0.
    """

    text: str
    subject: Subject
    sense: str
    times: int
    days: tuple[int, ...]

    @property
    def words(self) -> str:
        """The wish in words."""
        if self.sense == "@":
            spans = {SPANS["day"]: "every day", SPANS["weekday"]: "on weekdays",
                     SPANS["weekend"]: "at the weekend"}  # fmt: skip
            one = f"on {WEEKDAYS[self.days[0]].capitalize()}"
            return f"{self.subject.label} {spans.get(self.days, one)}"
        bound = "at most" if self.sense == "<=" else "at least"
        return f"{self.subject.label} {bound} {self.times} times a week"


@cache
def all_subjects() -> Mapping[str, Subject]:
    """Return the subjects of wishes by id."""
    return MappingProxyType(
        {
            name: Subject(
                name,
                str(entry["label"]),
                frozenset(entry.get("group", ())),
                frozenset(entry.get("subgroup", ())),
                int(entry.get("most_minutes", 0)),
            )
            for name, entry in read_toml("wishes.toml")["subject"].items()
        }
    )


@cache
def all_kinds() -> Mapping[str, Kinds]:
    """Return the food groups whose kinds are counted, by id."""
    return MappingProxyType(
        {
            name: Kinds(name, str(entry["label"]), frozenset(entry["group"]), int(entry["a_week"]))
            for name, entry in read_toml("wishes.toml")["kinds"].items()
        }
    )


@cache
def least_grams() -> float:
    """Return the least grams of a subject's foods with which a meal counts."""
    return float(read_toml("wishes.toml")["least_grams"])


def read_wish(text: str) -> Wish:
    """Parse a wish: ``meat<=3``, ``beans>=2`` or ``fish@friday``.

    Raises
    ------
    InputError
        If the text has none of these forms, or its subject or day is unknown.
    """
    match = _WISH.match(text.strip().lower().replace(" ", ""))
    if match is None:
        raise InputError(
            f"wish {text!r}: write SUBJECT<=TIMES, SUBJECT>=TIMES or SUBJECT@DAY, as in meat<=3, "
            "beans>=2, fish@friday"
        )
    name, sense, times, span = match.groups()
    if name not in all_subjects():
        raise unknown_name("subject of a wish", name, all_subjects())
    subject = all_subjects()[name]
    if span is not None:
        return Wish(text, subject, "@", 0, _days(span))
    if subject.most_minutes:
        raise InputError(f"wish {text!r}: {name} needs days, as in {name}@weekday")
    return Wish(text, subject, sense, int(times), ())


def _days(span: str) -> tuple[int, ...]:
    """Return the weekdays of a span's name, singular or plural."""
    name = span if span in SPANS else span.removesuffix("s")
    if name not in SPANS:
        raise unknown_name("day", span, SPANS)
    return SPANS[name]


class WeekRules(CheckedModel):
    """Rules over several days; numbers per week are scaled to the days planned.

    Attributes
    ----------
    dish_times : int
        Most days within any seven on which a dish or a variant of it is served.
    vegetables, fruits, proteins : int
        Fewest different kinds a week.
    fish_days : int
        Fewest days a week with fish, unless the request allows no fish.
    leftovers : bool
        Whether a dinner that keeps may be served again as the next day's lunch.
    cook_days : tuple of str
        Weekdays for cooking; on other days only leftovers and quick dishes are served.
    cooking_minutes : tuple of (str, int)
        Most minutes of active work on a weekday, ``weekday``, ``weekend`` or ``day``.
    wishes : tuple of str
        Wishes in the form that `read_wish` parses.
    strict_days : bool
        Whether every day meets every floor. Otherwise only core nutrients do; for the others the
        mean of the days meets the floor, with at least 75 % of it on each day.

    Examples
    --------
    >>> from planner import WeekRules
    >>> rules = WeekRules(leftovers=True, wishes=("meat<=3", "fish@friday"))
    >>> rules.fish_days, rules.strict_days
    (2, False)
    """

    dish_times: int = Field(default=2, ge=1, le=WEEK)
    vegetables: int = Field(default_factory=lambda: all_kinds()["vegetables"].a_week, ge=0, le=30)
    fruits: int = Field(default_factory=lambda: all_kinds()["fruits"].a_week, ge=0, le=20)
    proteins: int = Field(default_factory=lambda: all_kinds()["proteins"].a_week, ge=0, le=20)
    fish_days: int = Field(default=2, ge=0, le=WEEK)
    leftovers: bool = False
    cook_days: tuple[str, ...] = ()
    cooking_minutes: tuple[tuple[str, int], ...] = ()
    wishes: tuple[str, ...] = ()
    strict_days: bool = False

    @field_validator("cook_days")
    @classmethod
    def _known_days(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in WEEKDAYS:
                raise unknown_name("weekday to cook on", name, WEEKDAYS)
        return tuple(sorted(set(value), key=WEEKDAYS.index))

    @field_validator("cooking_minutes")
    @classmethod
    def _known_spans(cls, value: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        for name, minutes in value:
            _days(name)
            if not 5 <= minutes <= 24 * 60:
                raise InputError(f"{minutes} minutes of cooking on {name}: allowed are 5 to 1440")
        return value

    @field_validator("wishes")
    @classmethod
    def _known_wishes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            read_wish(text)
        return value

    def most_minutes(self, weekday: int) -> float:
        """Return the most minutes of active work on a weekday; infinite without a limit.

        The narrowest span applies: ``sunday=90`` before ``weekend=60`` before ``day=30``.
        """
        limits = [
            (len(_days(name)), minutes)
            for name, minutes in self.cooking_minutes
            if weekday in _days(name)
        ]
        return float(min(limits, default=(0, math.inf))[1])

    def read_wishes(self) -> tuple[Wish, ...]:
        """Return the parsed wishes."""
        return tuple(read_wish(text) for text in self.wishes)


def at_least_in(times: int, days: int) -> int:
    """Scale a minimum number of times a week to a number of days, rounded down."""
    return times * days // WEEK


def at_most_in(times: int, days: int) -> int:
    """Scale a maximum number of times a week to a number of days, at least a week, rounded up."""
    return math.ceil(times * max(days, WEEK) / WEEK)
