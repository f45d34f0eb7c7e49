"""What every statement about saved things shares: an owner, and only that owner's rows."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, Engine

from planner.errors import InputError
from planner.store.tables import KEY_LENGTH, NAME_LENGTH, OWNER_LENGTH, Base

# Bounds of what one person keeps, so that a shared server stays usable; project choice.
MOST_ENTRIES = 500  # of each kind
MOST_MARKS = 2000  # favourites, things in the pantry, and ticks, each
LARGEST_DOCUMENT_BYTES = 2_000_000
_KEY = re.compile(r"[a-z0-9_]+")


class Owned:
    """Things of one owner; no method takes an owner, so none can reach another's.

    Parameters
    ----------
    engine : Engine
        An open database.
    owner : str
        Whose things these are.
    """

    def __init__(self, engine: Engine, owner: str) -> None:
        if not 1 <= len(owner) <= OWNER_LENGTH or not owner.isprintable():
            raise InputError(f"an owner has 1 to {OWNER_LENGTH} printable characters")
        self.engine = engine
        self.owner = owner

    def mine(self, table: type[Base]) -> ColumnElement[bool]:
        """Return the condition that every statement carries."""
        columns: Any = table.__table__.c
        condition: ColumnElement[bool] = columns.owner == self.owner
        return condition


def checked_name(name: str) -> str:
    """Return a name without spaces around it; raises InputError if it is none."""
    stripped = name.strip()
    if not 1 <= len(stripped) <= NAME_LENGTH or not stripped.isprintable():
        raise InputError(
            f"name {name[:40]!r}: write 1 to {NAME_LENGTH} letters, digits, signs or spaces"
        )
    return stripped


def checked_key(key: str) -> str:
    """Return an id of a food, a dish or a list; raises InputError if it is none."""
    if len(key) > KEY_LENGTH or not _KEY.fullmatch(key):
        raise InputError(f"{key[:40]!r} is no id: lower-case words joined by _")
    return key
