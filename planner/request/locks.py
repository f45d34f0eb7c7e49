"""Locks: what must be served, as ``ID``, ``dinner=ID`` or ``3:dinner=ID``."""

from __future__ import annotations

from planner.errors import InputError


def split_lock(lock: str) -> tuple[int, str, str]:
    """Split ``ID``, ``dinner=ID`` or ``3:dinner=ID`` into day (0 for none), meal and id.

    Raises
    ------
    InputError
        If the day is no number above 0.
    """
    day, colon, rest = lock.rpartition(":")
    if colon and not (day.isascii() and day.isdigit() and int(day[:4]) > 0):
        raise InputError(f"lock {lock}: {day!r} is no day; write 3:dinner=ID")
    meal, _, name = rest.rpartition("=")
    return int(day[:4]) if colon else 0, meal, name
