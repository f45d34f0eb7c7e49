"""Read users' files as bytes, text or TOML, up to a limit of bytes.

`place` is the name of the file at the start of each message ("profile me.toml").
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from os import PathLike, fspath
from typing import Any, TypeVar

from planner.errors import InputError

Entry = TypeVar("Entry")

TOML_BYTES = 1_000_000  # a profile, a household, a pantry, own foods or own dishes
TABLE_BYTES = 20_000_000  # a CSV table
RECIPE_BYTES = 5_000_000
EXPORT_BYTES = 50_000_000  # an export of all documents that one person has saved


def read_bytes(path: str | PathLike[str], most_bytes: int, place: str = "") -> bytes:
    """Read a file; never more than one byte over the limit.

    Parameters
    ----------
    path : path
        The file.
    most_bytes : int
        The largest file accepted.
    place : str
        Name of the file in messages; its path if empty.

    Raises
    ------
    InputError
        If it cannot be opened or read, or is too large.
    """
    place = place or fspath(path)
    try:
        with open(path, "rb") as file:
            content = file.read(most_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{place}: cannot be read: {reason}; check the path") from None
    return check_size(content, most_bytes, place)


def check_size(content: bytes, most_bytes: int, place: str) -> bytes:
    """Return the content of a file; raises InputError if it is larger than the limit."""
    if len(content) > most_bytes:
        million = 1_000_000
        most = f"{most_bytes // million} MB" if most_bytes >= million else f"{most_bytes} bytes"
        raise InputError(f"{place}: larger than {most}, the limit for such a file")
    return content


def decode(content: bytes, place: str) -> str:
    """Return UTF-8 text without its byte order mark; raises InputError if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{place}: is not UTF-8 text (line {line}, byte {error.start}); save it as UTF-8"
        ) from None


def read_text(path: str | PathLike[str], most_bytes: int, place: str = "") -> str:
    """Read a text file; parameters as in `read_bytes`.

    Raises
    ------
    InputError
        If it cannot be read, is too large or not UTF-8.
    """
    return decode(read_bytes(path, most_bytes, place), place or fspath(path))


def read_toml_file(path: str | PathLike[str], place: str = "") -> dict[str, Any]:
    """Read a TOML file of at most `TOML_BYTES`; parameters as in `read_bytes`.

    Raises
    ------
    InputError
        If it cannot be read, is too large, not UTF-8, not TOML or nested too deeply.
    """
    place = place or fspath(path)
    try:
        return tomllib.loads(read_text(path, TOML_BYTES, place))
    except RecursionError:
        raise InputError(f"{place}: is not TOML: nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, and numbers too long to convert
        raise InputError(f"{place}: is not TOML: {error}") from None


def read_toml_entries(
    path: str | PathLike[str], key: str, most: int, read: Callable[[object, str], Entry]
) -> tuple[Entry, ...]:
    """Read a TOML file that is a list of tables, ``[[food]]``.

    Parameters
    ----------
    path : path
        The file.
    key : str
        The name of each table.
    most : int
        Most tables allowed.
    read : callable
        Converts a table, and its place for messages, into an entry; raises InputError if invalid.

    Raises
    ------
    InputError
        As `read_toml_file`; or one message with the faults of all tables.
    """
    tables = read_toml_file(path).get(key)
    if not isinstance(tables, list) or not 1 <= len(tables) <= most:
        raise InputError(
            f"{fspath(path)}: write each {key} as a table that starts with [[{key}]]; at most "
            f"{most} are allowed"
        )
    entries: list[Entry] = []
    faults: list[str] = []
    for number, table in enumerate(tables, start=1):
        try:
            entries.append(read(table, f"{fspath(path)}, {key} {number}"))
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError("\n".join(faults))
    return tuple(entries)
