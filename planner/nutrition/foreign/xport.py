"""Read SAS transport files (XPT, version 5), the form of the files of NHANES.

The numbers are IBM hexadecimal floating point. Readers that convert zero by the formula for other
numbers give 5.4e-79; here a fraction of zero is zero, and SAS's missing values are NaN.

References
----------
SAS Institute, The record layout of a data set in SAS transport (XPORT) format (TS-140).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.errors import InputError

FloatArray = npt.NDArray[np.float64]

LIBRARY = b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"
_MEMBER = b"HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!"
_NAMES = b"HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!"
_OBSERVATIONS = b"HEADER RECORD*******OBS     HEADER RECORD!!!!!!!"
_CARD = 80  # bytes of a record
_NAMESTR = 140  # bytes that describe a variable
_MOST_VARIABLES = 2_000
_NUMERIC = 1


@dataclass(frozen=True)
class _Variable:
    name: str
    is_number: bool
    length: int
    start: int


@dataclass(frozen=True)
class XportTable:
    """The first data set of a file.

    Attributes
    ----------
    place : str
        Name of the file in messages.
    rows : int
        Number of observations.
    numbers : dict of str to ndarray, shape (rows,)
        The numeric variables by name; NaN where missing.
    """

    place: str
    rows: int
    numbers: dict[str, FloatArray]


def read_xport(content: bytes, place: str) -> XportTable:
    """Return the numeric variables of the first data set.

    Raises
    ------
    InputError
        If it is no such file, or is cut off.
    """
    if not content.startswith(LIBRARY):
        raise InputError(f"{place}: is no SAS transport file of version 5 (XPT)")
    member = content.find(_MEMBER)
    names = content.find(_NAMES, max(member, 0))
    if member < 0 or names < 0 or member % _CARD or names % _CARD:
        raise InputError(f"{place}: its header is damaged or cut off; download it again")
    variables = _variables(content, names, place)
    start = content.find(_OBSERVATIONS, names)
    if start < 0:
        raise InputError(f"{place}: holds no observations; download it again")
    end = content.find(_MEMBER, start)  # further data sets are left out
    width = max(one.start + one.length for one in variables)
    data = content[start + _CARD : end if end > 0 else len(content)]
    rows = _observations(data, width, place)
    return XportTable(
        place,
        len(rows),
        {
            one.name: _ibm_floats(rows[:, one.start : one.start + one.length])
            for one in variables
            if one.is_number
        },
    )


def _variables(content: bytes, header: int, place: str) -> list[_Variable]:
    count = content[header + 54 : header + 58]
    first = header + _CARD
    if not count.strip().isdigit() or not 1 <= int(count) <= _MOST_VARIABLES:
        raise InputError(f"{place}: its number of variables {count!r} is damaged")
    if first + int(count) * _NAMESTR > len(content):
        raise InputError(f"{place}: is cut off within its header; download it again")
    found: list[_Variable] = []
    for number in range(int(count)):
        cells = content[first + number * _NAMESTR : first + (number + 1) * _NAMESTR]
        kind, length = (int.from_bytes(cells[at : at + 2], "big") for at in (0, 4))
        name = cells[8:16].decode("ascii", "replace").strip()
        start = int.from_bytes(cells[84:88], "big")
        is_number = kind == _NUMERIC
        if not name.isidentifier() or not 1 <= length <= (8 if is_number else 200):
            raise InputError(f"{place}: variable {number + 1} ({name!r}) is damaged")
        if start > _MOST_VARIABLES * 200 or any(one.name == name for one in found):
            raise InputError(f"{place}: variable {name} is damaged, or stands twice")
        found.append(_Variable(name, is_number, length, start))
    return found


def _observations(data: bytes, width: int, place: str) -> npt.NDArray[np.uint8]:
    """Return the bytes of the observations, shape (rows, width); blanks fill the last record."""
    whole = len(data) // width * width
    rest = data[whole:]
    if rest.strip(b" \0"):
        raise InputError(f"{place}: is cut off within an observation; download it again")
    rows = np.frombuffer(data[:whole], dtype=np.uint8).reshape(-1, width)
    blank = (rows == ord(" ")).all(axis=1)
    return rows[: len(rows) - int(np.argmin(blank[::-1])) if len(rows) and not blank.all() else 0]


def _ibm_floats(cells: npt.NDArray[np.uint8]) -> FloatArray:
    """Return IBM hexadecimal floating point numbers, shape (rows,), of bytes (rows, 2 to 8)."""
    padded = np.zeros((len(cells), 8), dtype=np.uint8)
    padded[:, : cells.shape[1]] = cells
    fraction = np.zeros(len(cells))
    for column in range(1, 8):
        fraction = fraction * 256.0 + padded[:, column]
    exponent = (padded[:, 0] & 0x7F).astype(np.int64) - 64 - 14
    sign = np.where(padded[:, 0] & 0x80, -1.0, 1.0)
    values: FloatArray = sign * fraction * np.power(16.0, exponent)
    values[fraction == 0] = 0.0
    # A missing value is ".", "_" or a letter, followed by nothing.
    first = padded[:, 0]
    letters = (first == ord(".")) | (first == ord("_")) | ((first >= 65) & (first <= 90))
    values[(fraction == 0) & letters] = np.nan
    return values
