"""Read JSON that other programs wrote, and take typed values out of it."""

from __future__ import annotations

import json
from typing import Any

from planner.errors import InputError
from planner.nutrition.foreign.text import decode_cautiously, shown

_MOST_NUMBER = 1e15


def read_json(content: bytes, place: str) -> Any:
    """Return what a JSON file holds.

    Raises
    ------
    InputError
        If it is no JSON, is nested too deeply, holds a number that is none (NaN), or one object has
        a key twice.
    """
    text = decode_cautiously(content, place).text

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
            raise InputError(f"{place}: the key {shown(twice)} stands twice in one object")
        return found

    def refuse(word: str) -> Any:
        raise InputError(f"{place}: {word} is not a number that JSON knows")

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except RecursionError:
        raise InputError(f"{place}: is nested too deeply") from None
    except ValueError as error:  # JSONDecodeError, and integers of too many digits
        raise InputError(f"{place}: is not JSON ({error}); is the file cut off?") from None


def as_object(value: Any, where: str) -> dict[str, Any]:
    """Return an object; an absent one is empty; raises InputError if it is something else."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{where}: {shown(str(value))}: an object is expected")
    return value


def as_list(value: Any, where: str) -> list[Any]:
    """Return a list; an absent one is empty; raises InputError if it is something else."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError(f"{where}: {shown(str(value))}: a list is expected")
    return value


def as_text(value: Any, where: str) -> str:
    """Return a text; an absent one is empty; raises InputError if it is something else."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{where}: {shown(str(value))}: a text is expected")
    return " ".join(str(value).split())


def as_number(value: Any, where: str) -> float | None:
    """Return a number, which a text may hold; None if absent; raises InputError if it is none."""
    if value is None or value == "":
        return None
    try:
        number = float(value) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        number = None
    if number is None or isinstance(value, bool) or not abs(number) < _MOST_NUMBER:
        raise InputError(f"{where}: {shown(str(value))}: a number is expected")
    return number
