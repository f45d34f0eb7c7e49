"""Locks: what must be served, written ``ID``, ``dinner=ID`` or ``3:dinner=ID``."""

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
        Counts from 1; 0 where the lock names no day.
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
        """The lock as a request, a link or the command line writes it."""
        day = f"{self.day}:" if self.day else ""
        meal = f"{self.meal}=" if self.meal else ""
        return f"{day}{meal}{self.item}"

    @property
    def undated(self) -> Lock:
        """The same lock without its day, as the request of a single day states it."""
        return Lock(0, self.meal, self.item)


@lru_cache(maxsize=1024)
def read_lock(text: str) -> Lock:
    """Read ``ID``, ``dinner=ID`` or ``3:dinner=ID``.

    Whether there is such a meal and item is for the request to check.

    Raises
    ------
    InputError
        If the day is no number above 0.
    """
    day, colon, rest = text.rpartition(":")
    if colon and not (day.isascii() and day.isdigit() and int(day[:4]) > 0):
        raise InputError(f"lock {text}: {day!r} is no day; write 3:dinner=ID")
    meal, _, item = rest.rpartition("=")
    return Lock(int(day[:4]) if colon else 0, meal, item)
