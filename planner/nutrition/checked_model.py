"""The base of every model that holds a user's words: frozen, checked, changed only with a check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import InputError

MOST_FAULTS = 50  # listed in one message
_LONGEST_VALUE = 60  # letters of a refused value that a message repeats


class CheckedModel(BaseModel):
    """A frozen model without extra fields, whose faults are one InputError."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def from_raw(cls, raw: object, place: str = "") -> Self:
        """Check a mapping of fields and build the model.

        Parameters
        ----------
        raw : mapping
            The fields; values that are models already are taken as they are.
        place : str
            Where the fields come from ("foods.toml, food 2"); every fault begins with it.

        Raises
        ------
        InputError
            One message that lists every fault, a line each.
        """
        with cls._faults_at(place):
            return cls.model_validate(raw)

    @classmethod
    def from_json(cls, text: str | bytes, place: str = "") -> Self:
        """Read the model from JSON; parameters and errors as in `from_raw`."""
        with cls._faults_at(place):
            return cls.model_validate_json(text)

    def changed(self, **fields: Any) -> Self:
        """Return a copy with some fields replaced, checked as a whole.

        Raises
        ------
        InputError
            As `from_raw`.
        """
        return self.from_raw({**dict(self), **fields})

    @classmethod
    def describe_fault(cls, fault: ErrorDetails) -> list[str]:
        """Say what is wrong with one value, one line each."""
        where = ".".join(str(part) for part in fault["loc"])
        words = f"{where}: {fault['msg']}" if where else fault["msg"]
        value = fault["input"]
        if fault["type"] == "missing" or not isinstance(value, str | int | float | None):
            return [words]
        return [f"{words} (got {shown(value)})"]

    @classmethod
    @contextmanager
    def _faults_at(cls, place: str) -> Iterator[None]:
        """Turn what pydantic finds, and what validators raise, into one InputError."""
        start = f"{place}: " if place else ""
        try:
            yield
        except ValidationError as error:
            found = (cls.describe_fault(fault) for fault in error.errors(include_url=False))
            lines = list(dict.fromkeys(line for lines in found for line in lines))
            more = len(lines) - MOST_FAULTS
            if more > 0:
                lines = [*lines[:MOST_FAULTS], f"and {more} more faults"]
            raise InputError("\n".join(start + line for line in lines)) from None
        except InputError as error:
            if not place:
                raise
            text = "\n".join(start + line for line in str(error).splitlines())
            raise type(error)(text) from None


def shown(value: object) -> str:
    """Return a refused value as a message repeats it: quoted, and cut to a length."""
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."
