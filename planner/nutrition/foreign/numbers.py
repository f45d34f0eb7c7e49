"""Read numbers with a decimal point or a decimal comma; what is not known is None, never 0."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from planner.errors import InputError
from planner.nutrition.foreign.text import shown

# Words for "not known", "none measured"; an empty cell is one of them.
UNKNOWN = frozenset({"", "n/a", "na", "n", "nan", "null", "none", "-", "–", "—", "."})
TRACE = frozenset({"tr", "trace"})  # too little to measure: it counts as 0
_PLAIN = re.compile(r"[+-]?\d{1,15}(\.\d{1,20})?(e[+-]?\d{1,3})?", re.I)
_LEAST = 1e-60  # SAS's zero comes out of other readers as 5.4e-79
_COMMA = re.compile(r"[+-]?\d+,(\d{1,2}|\d{4,})|[+-]?\d{1,3}(\.\d{3})+,\d+")
_POINT = re.compile(r"[+-]?\d+\.(\d{1,2}|\d{4,})|[+-]?\d{1,3}(,\d{3})+\.\d+")
_VULGAR = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_AMOUNT = re.compile(
    r"\s*(?:(?:(\d{1,6})\s+)?(\d{1,3})\s?/\s?(\d{1,3})(?!\d)"
    r"|(\d{1,9}(?:[.,]\d{1,9})?)?\s?([¼½¾⅓⅔⅛])|(\d{1,9}(?:[.,]\d{1,9})?))"
)


class Decimals(NamedTuple):
    """The decimal mark of a table, and how it was found."""

    mark: str
    note: str = ""


def decimals_of(cells: Iterable[tuple[int, str]], separator: str, place: str) -> Decimals:
    """Find whether numbers are written with a decimal point or a decimal comma.

    Parameters
    ----------
    cells : iterable of (int, str)
        Row number and text of the cells that hold numbers.
    separator : str
        What parts the cells; a number of three digits behind a comma ("1,050") is read with a
        decimal comma only if commas do not part the cells.

    Raises
    ------
    InputError
        If some cells can only be read the one way and some only the other.
    """
    comma = point = None
    unclear = False
    for row, cell in cells:
        if comma is None and _COMMA.fullmatch(cell):
            comma = row, cell
        elif point is None and _POINT.fullmatch(cell):
            point = row, cell
        unclear = unclear or "," in cell
    if comma and point:
        raise InputError(
            f"{place}: row {comma[0]} writes {shown(comma[1])} with a decimal comma, row "
            f"{point[0]} {shown(point[1])} with a decimal point; write all numbers one way"
        )
    if comma or (unclear and not point and separator != ","):
        return Decimals(",", "numbers read with a decimal comma")
    return Decimals(".")


def read_number(text: str, where: str, mark: str = ".") -> float | None:
    """Return a number, or None if it is not known.

    Parameters
    ----------
    text : str
        The cell.
    where : str
        Its place, for messages.
    mark : str
        The decimal mark of the file; the other one parts thousands.

    Raises
    ------
    InputError
        If it is no number.
    """
    word = text.strip().lower()
    if word in UNKNOWN:
        return None
    if word in TRACE:
        return 0.0
    plain = word.replace(" ", "").replace("\u202f", "").replace("\xa0", "").replace("'", "")
    other = "," if mark == "." else "."
    if other in plain and not re.fullmatch(
        rf"[+-]?\d{{1,3}}({re.escape(other)}\d{{3}})+({re.escape(mark)}\d+)?", plain
    ):
        raise InputError(f"{where}: {shown(text)}: give a number such as 12{mark}5")
    plain = plain.replace(other, "").replace(mark, ".")
    if not _PLAIN.fullmatch(plain):
        raise InputError(f"{where}: {shown(text)}: give a number such as 12{mark}5")
    value = float(plain)
    return 0.0 if abs(value) < _LEAST else value


def split_amount(text: str, mark: str = ".") -> tuple[float | None, str]:
    """Split an amount into its number and its unit: ``1.00 medium - 7"``, ``1/2 cup``, ``1½ cups``.

    Returns
    -------
    tuple of (float or None, str)
        The number, None if the text starts with none, and the rest.
    """
    found = _AMOUNT.match(text)
    if found is None:
        return None, text.strip()
    before, upper, lower, whole, vulgar, plain = found.groups()
    rest = text[found.end() :].strip()
    if upper:
        if int(lower) == 0:
            return None, text.strip()
        return int(before or 0) + int(upper) / int(lower), rest
    number = (whole or plain or "0").replace(mark, ".").replace(",", "")
    return float(number) + _VULGAR.get(vulgar or "", 0.0), rest
