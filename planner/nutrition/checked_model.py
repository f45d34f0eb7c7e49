"""Base class of the models that hold user input: immutable and validated on every change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import InputError

MOST_FAULTS = 50  # most faults in one message
_LONGEST_VALUE = 60  # most characters of a refused value in a message


class CheckedModel(BaseModel):
    """An immutable model without extra fields; validation raises one InputError for all faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def from_raw(cls, raw: object, place: str = "") -> Self:
        """Return the model that a mapping describes.

        Parameters
        ----------
        raw : mapping
            The fields; values may be models already.
        place : str
            Origin of the fields ("foods.toml, food 2"); every message starts with it.

        Raises
        ------
        InputError
            If a field is not valid; one message lists every fault on a line of its own.
        """
        with cls._faults_at(place):
            return cls.model_validate(raw)

    @classmethod
    def from_json(cls, text: str | bytes, place: str = "") -> Self:
        """Return the model that a JSON text describes; parameters and errors as for `from_raw`."""
        with cls._faults_at(place):
            return cls.model_validate_json(text)

    def changed(self, **fields: Any) -> Self:
        """Return a copy with some fields replaced; the whole copy is validated.

        Raises
        ------
        InputError
            If a field is not valid, as for `from_raw`.
        """
        return self.from_raw(
            {name: getattr(self, name) for name in type(self).model_fields} | fields
        )

    @classmethod
    def describe_fault(cls, fault: ErrorDetails) -> list[str]:
        """Return the messages for one fault of pydantic."""
        where = ".".join(str(part) for part in fault["loc"])
        words = f"{where}: {fault['msg']}" if where else fault["msg"]
        value = fault["input"]
        if fault["type"] == "missing" or not isinstance(value, str | int | float | None):
            return [words]
        return [f"{words} (got {shown(value)})"]

    @classmethod
    @contextmanager
    def _faults_at(cls, place: str) -> Iterator[None]:
        """Convert errors of pydantic and of validators to one InputError."""
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
    """Return a refused value for a message, quoted and shortened."""
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."
