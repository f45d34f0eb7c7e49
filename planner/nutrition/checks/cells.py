"""Columns of the pandera schemas: every cell is text, as in the file."""

from __future__ import annotations

import pandera.pandas as pa

ID = r"^[a-z0-9]+(_[a-z0-9]+)*$"
NUMBER = r"^\d+(\.\d+)?$"
MAYBE_NUMBER = r"^(\d+(\.\d+)?(e-?\d+)?)?$"


def matches(pattern: str) -> pa.Check:
    """Return the check that a cell matches a regular expression."""
    return pa.Check.str_matches(pattern)


def list_of(names: tuple[str, ...]) -> pa.Check:
    """Return the check that a cell is a ``;``-separated list of some names, or empty."""
    one = "|".join(names)
    return pa.Check.str_matches(rf"^(({one})(;({one}))*)?$")


def text(*checks: pa.Check, unique: bool = False, required: bool = True) -> pa.Column:
    """Return a column of text cells."""
    return pa.Column(str, checks=list(checks), unique=unique, required=required)
