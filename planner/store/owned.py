"""Base class of the store's access to the rows of one owner."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, Engine

from planner.errors import InputError
from planner.store.tables import KEY_LENGTH, NAME_LENGTH, OWNER_LENGTH, Base

# Limits for one owner, which protect a shared server; project choice.
MOST_ENTRIES = 500  # documents of each kind
MOST_MARKS = 2000  # favourites, foods in the pantry, and ticks, each
LARGEST_DOCUMENT_BYTES = 2_000_000
_KEY = re.compile(r"[a-z0-9_]+")


class Owned:
    """Access to one owner's rows; no method takes an owner, so none can reach other rows.

    Parameters
    ----------
    engine : Engine
        An open database.
    owner : str
        Key of the owner.
    """

    def __init__(self, engine: Engine, owner: str) -> None:
        if not 1 <= len(owner) <= OWNER_LENGTH or not owner.isprintable():
            raise InputError(f"an owner has 1 to {OWNER_LENGTH} printable characters")
        self.engine = engine
        self.owner = owner

    def mine(self, table: type[Base]) -> ColumnElement[bool]:
        """Return the condition that restricts a statement to the owner's rows."""
        columns: Any = table.__table__.c
        condition: ColumnElement[bool] = columns.owner == self.owner
        return condition


def checked_name(name: str) -> str:
    """Return a name without surrounding spaces; raises InputError if it is not allowed."""
    stripped = name.strip()
    if not 1 <= len(stripped) <= NAME_LENGTH or not stripped.isprintable():
        raise InputError(
            f"name {name[:40]!r}: give 1 to {NAME_LENGTH} letters, digits, signs or spaces"
        )
    return stripped


def checked_key(key: str) -> str:
    """Return an id of a food, dish or list unchanged; raises InputError if it is not an id."""
    if len(key) > KEY_LENGTH or not _KEY.fullmatch(key):
        raise InputError(f"{key[:40]!r} is not an id: give lower-case words joined by _")
    return key
