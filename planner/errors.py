"""Errors that users can meet, each with the exit code the command line ends with."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class PlannerError(Exception):
    """Base of every error the planner raises on purpose.

    Attributes
    ----------
    exit_code : int
        What the command line exits with when this error reaches it.
    """

    exit_code = 1


class InputError(PlannerError):
    """A value the user gave is not usable: bad usage, bad file, bad option."""

    exit_code = 2


class DataError(InputError):
    """A table of the project, or one a user gave, breaks its schema; lists every fault found."""


class NoPlanError(PlannerError):
    """No plan can meet the targets; the message names what clashes."""

    exit_code = 3


class SolverError(PlannerError):
    """The solver failed, or ran out of time with no plan."""

    exit_code = 4


class OutOfTimeError(SolverError):
    """The deadline passed before something was proven."""


class StoreError(PlannerError):
    """What is saved cannot be reached, read or changed."""


def unknown_name(kind: str, value: str, allowed: Iterable[str]) -> InputError:
    """Build the error for a name that is none of a registry's, offering the nearest ones.

    Parameters
    ----------
    kind : str
        What the name should have been ("diet", "food id").
    value : str
        What was given.
    allowed : iterable of str
        Every name that would do.
    """
    names = sorted(allowed)
    near = difflib.get_close_matches(value, names, n=4, cutoff=0.5)
    near += [name for name in names if value and value in name and name not in near][
        : 4 - len(near)
    ]
    if near:
        hint = "did you mean " + " or ".join(near) + "?"
    elif len(names) <= 30:
        hint = "allowed: " + ", ".join(names)
    else:
        hint = f"none of the {len(names)} known names comes near it"
    return InputError(f"unknown {kind} {value!r}: {hint}")
