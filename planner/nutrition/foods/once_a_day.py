"""Kinds of food that one meal a day should hold, not three (``data/meals.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.nutrition.tables import read_toml


@dataclass(frozen=True)
class OnceADay:
    """A kind of food that people eat at one meal of a day.

    Attributes
    ----------
    id, label : str
        Key, and what it is in a sentence.
    subgroups : frozenset of str
        Subgroups of ``data/subgroups.csv`` that belong to it.
    dish_kinds : frozenset of str
        Kinds of dish that belong to it, whatever they hold.
    from_g : float
        Grams in a usual helping from which a food or dish counts.
    not_daily : bool
        Whether the days of a week take turns, too.
    most_days : int
        Days of any seven that hold it before each further one is priced; 7 where none is.
    not_for : frozenset of str
        Diets for which no further day is priced.
    """

    id: str
    label: str
    subgroups: frozenset[str]
    dish_kinds: frozenset[str]
    from_g: float
    not_daily: bool
    most_days: int
    not_for: frozenset[str]


@cache
def all_once_a_day() -> tuple[OnceADay, ...]:
    """Return the entries of ``[once_a_day]``, in the order of the file."""
    return tuple(
        OnceADay(
            name,
            str(entry["label"]),
            frozenset(entry.get("subgroups", ())),
            frozenset(entry.get("dish_kinds", ())),
            float(entry.get("from_g", 0.0)),
            bool(entry.get("not_daily", False)),
            int(entry.get("most_days", 7)),
            frozenset(entry.get("not_for", ())),
        )
        for name, entry in read_toml("meals.toml")["once_a_day"].items()
    )
