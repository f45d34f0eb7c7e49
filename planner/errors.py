"""Errors shown to users, each with the exit code of the command line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum


class Setting(StrEnum):
    """A setting of a request that a message advises to change; each front end says where."""

    TIME_LIMIT = "time limit"
    EFFORT = "effort"
    STRICT_DAYS = "strict days"
    SUPPLEMENTS = "supplements"
    START = "first day"
    NUTRIENT = "nutrient"
    DIARY_FORM = "form of the diary"
    PERSON = "person"
    UNSURE_FOODS = "foods that are not sure"


class PlannerError(Exception):
    """Base of every error the planner raises on purpose.

    Parameters
    ----------
    message : str
        What went wrong, for users.
    settings : iterable of Setting
        What the message advises to change.

    Attributes
    ----------
    exit_code : int
        Exit code of the command line when this error ends the command.
    settings : tuple of Setting
        What the message advises to change.

    Examples
    --------
    >>> from planner import InputError, PlannerError, SolverError
    >>> issubclass(InputError, PlannerError), InputError.exit_code, SolverError.exit_code
    (True, 2, 4)
    """

    exit_code = 1

    def __init__(self, message: str = "", *, settings: Iterable[Setting] = ()) -> None:
        super().__init__(message)
        self.settings = tuple(settings)


class InputError(PlannerError):
    """The user's input cannot be used: a wrong option, value or file.

    Examples
    --------
    >>> from planner import InputError, find_foods
    >>> try:
    ...     find_foods(diet="vegn")
    ... except InputError as error:
    ...     print(error)
    unknown diet 'vegn': did you mean vegan or vegetarian?
    """

    exit_code = 2


class DataError(InputError):
    r"""A table of the project or of the user breaks its schema; the message lists every fault.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import DataError, PlanRequest, make_person, read_plan
    >>> man = make_person(sex="male", age=45, height_cm=180, weight_kg=85)
    >>> _ = Path("day.csv").write_text("day,meal,food_id,grams\n1,lunch,kale_raw,0\n")
    >>> try:
    ...     read_plan("day.csv", PlanRequest(person=man))
    ... except DataError as error:
    ...     print(error)
    day.csv, row 2: grams '0': give a number above 0, at most 10000
    """


class NoPlanError(PlannerError):
    """No plan meets all requirements; the message names those that conflict.

    Examples
    --------
    >>> from planner import NoCertifiedPlanError, NoPlanError
    >>> issubclass(NoCertifiedPlanError, NoPlanError), NoPlanError.exit_code
    (True, 3)
    """

    exit_code = 3


class ShortfallError(PlannerError):
    """What was eaten is below a need, and the user asked to be told so by the exit code.

    Examples
    --------
    >>> from planner.errors import ShortfallError
    >>> ShortfallError.exit_code
    3
    """

    exit_code = 3


class SolverError(PlannerError):
    """The solver failed, or reached its time limit without a plan.

    Examples
    --------
    >>> from planner import OutOfTimeError, SolverError
    >>> issubclass(OutOfTimeError, SolverError), SolverError.exit_code
    (True, 4)
    """

    exit_code = 4


class OutOfTimeError(SolverError):
    """The deadline passed before the solver proved its result.

    Examples
    --------
    >>> from planner import OutOfTimeError
    >>> OutOfTimeError.exit_code
    4
    """


class StoreError(PlannerError):
    """The database of saved items cannot be reached, read or changed.

    Examples
    --------
    >>> from planner import PlannerError, StoreError
    >>> issubclass(StoreError, PlannerError)
    True
    """


def nearest(value: str, names: Iterable[str], most: int = 4, cutoff: float = 0.5) -> list[str]:
    """Return the names most similar to a value, ignoring case, the most similar first.

    Parameters
    ----------
    value : str
        The unknown name.
    names : iterable of str
        The valid names.
    most : int
        Most names to return.
    cutoff : float
        Least similarity, from 0 to 1; see `difflib.get_close_matches`.
    """
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(name.lower(), name)
    near = difflib.get_close_matches(value.lower(), spelt, n=most, cutoff=cutoff)
    return [spelt[name] for name in near]


def unknown_name(kind: str, value: str, allowed: Iterable[str]) -> InputError:
    """Return the error for an unknown name; it suggests the most similar known names.

    Parameters
    ----------
    kind : str
        Kind of the name ("diet", "food id").
    value : str
        The name that the user gave.
    allowed : iterable of str
        Every known name.
    """
    names = sorted(allowed)
    near = nearest(value, names)
    near += [name for name in names if value and value in name and name not in near][
        : 4 - len(near)
    ]
    if near:
        hint = "did you mean " + " or ".join(near) + "?"
    elif len(names) <= 30:
        hint = "allowed: " + ", ".join(names)
    else:
        hint = f"none of the {len(names)} known names is similar"
    return InputError(f"unknown {kind} {value!r}: {hint}")
