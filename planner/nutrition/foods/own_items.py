"""What one visitor brought along: own foods and dishes known by id, apart from other visitors'.

A program run by one person has one place for them. A server has one for each visitor, so that
nobody's dish is ever taken for another's of the same id, nor named to anybody else.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")


class Kept:
    """One visitor's place: things by kind and id."""

    def __init__(self) -> None:
        self.kinds: dict[str, dict[str, Any]] = {}


_THE_PROGRAM = Kept()
_carried: ContextVar[Kept | None] = ContextVar("kept", default=None)
_finders: list[Callable[[], Kept | None]] = []


def find_with(finder: Callable[[], Kept | None]) -> None:
    """Let a server say whose place counts: its function returns None outside of a visit."""
    _finders[:] = [finder]


def kept() -> Kept:
    """Return the place that counts here and now."""
    carried = _carried.get()
    if carried is not None:
        return carried
    for finder in _finders:
        found = finder()
        if found is not None:
            return found
    return _THE_PROGRAM


def carry(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return work that finds this visitor's place also where it runs in another thread."""
    place = kept()

    def carried(*arguments: Any) -> Any:
        token = _carried.set(place)
        try:
            return work(*arguments)
        finally:
            _carried.reset(token)

    return carried


class KeptThings(Generic[Thing]):
    """Things of one kind, by id, in the place that counts."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def things(self) -> dict[str, Thing]:
        """Return them; to be changed only through the caller's own functions."""
        return kept().kinds.setdefault(self._kind, {})
