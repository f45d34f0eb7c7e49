"""Profiles: TOML files with a person's options of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.errors import InputError, unknown_name
from planner.nutrition.user_files import read_toml_file

_TEXT_KEYS = frozenset(
    {
        "sex", "activity", "diet", "standard", "supplements", "units", "weight_goal",
        "availability", "region", "versions", "guidelines", "variety",
    }
)  # fmt: skip
_LIST_KEYS = frozenset({"condition", "medication", "avoid", "exclude", "can_get"})
_WHOLE_KEYS = frozenset({"age", "pregnant", "lactating"})
_NUMBER_KEYS = frozenset({"height", "weight", "energy", "pre_pregnancy_weight", "fiber_now"})
_YES_NO_KEYS = frozenset({"sun", "unintended_weight_loss"})
PROFILE_KEYS = _TEXT_KEYS | _LIST_KEYS | _WHOLE_KEYS | _NUMBER_KEYS | _YES_NO_KEYS


def read_profile(path: str | Path) -> dict[str, Any]:
    """Read a profile, a TOML file whose keys are options of the command line.

    Parameters
    ----------
    path : str or Path
        The file; at most 1 MB of UTF-8 text.

    Returns
    -------
    dict
        The keys of the file with values of the right type; ``avoid``, ``exclude``, ``condition``
        and ``medication`` are lists. `person_from_options` validates the values.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, not UTF-8 or not TOML, or if it has unknown keys
        or values of a wrong type; one message lists all of these.
    """
    raw = read_toml_file(path, f"profile {path}")
    problems: list[str] = []
    profile: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in PROFILE_KEYS:
            problems.append(str(unknown_name("key", key, PROFILE_KEYS)))
        elif expected := _wrong_type(key, value):
            problems.append(f"{key} = {str(value)[:60]!r}: give {expected}")
        else:
            profile[key] = [value] if key in _LIST_KEYS and isinstance(value, str) else value
    if problems:
        raise InputError("\n".join(f"profile {path}: {problem}" for problem in problems))
    return profile


def _wrong_type(key: str, value: object) -> str:
    """Return the expected type of a key's value in words; empty if the value has it."""
    if key in _TEXT_KEYS:
        return "" if isinstance(value, str) else "text in quotes"
    if key in _LIST_KEYS:
        names = value if isinstance(value, list) else [value]
        return "" if all(isinstance(n, str) for n in names) else "a list of names in quotes"
    if key in _YES_NO_KEYS:
        return "" if isinstance(value, bool) else "true or false"
    if isinstance(value, bool):
        return "a number"
    if key in _WHOLE_KEYS:
        return "" if isinstance(value, int) else "a whole number"
    return "" if isinstance(value, int | float) else "a number"
