"""Locks: items that must be served, written ``ID``, ``dinner=ID`` or ``3:dinner=ID``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from planner.errors import InputError


@dataclass(frozen=True)
class Lock:
    """A dish or food that must be served.

    Attributes
    ----------
    day : int
        Day of the plan, from 1; 0 if the lock names no day.
    meal : str
        Name of the meal; empty for any meal.
    item : str
        Id of the dish or food.
    """

    day: int
    meal: str
    item: str

    @property
    def text(self) -> str:
        """The lock in the form that `read_lock` parses."""
        day = f"{self.day}:" if self.day else ""
        meal = f"{self.meal}=" if self.meal else ""
        return f"{day}{meal}{self.item}"

    @property
    def undated(self) -> Lock:
        """The same lock without its day, for the request of a single day."""
        return Lock(0, self.meal, self.item)


@lru_cache(maxsize=1024)
def read_lock(text: str) -> Lock:
    """Parse ``ID``, ``dinner=ID`` or ``3:dinner=ID``; the request validates meal and item.

    Raises
    ------
    InputError
        If the day is not a positive whole number.
    """
    day, colon, rest = text.rpartition(":")
    if colon and not (day.isascii() and day.isdigit() and int(day[:4]) > 0):
        raise InputError(f"lock {text}: {day!r} is not a day; write a number as in 3:dinner=ID")
    meal, _, item = rest.rpartition("=")
    return Lock(int(day[:4]) if colon else 0, meal, item)
