"""Read dates and times as people and programs write them; the order of day and month is found."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from planner.errors import InputError
from planner.nutrition.foreign.text import shown

Order = Literal["day", "month"]  # which comes first in 3/4/2026

FIRST_DAY, LAST_DAY = datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_WORDS = re.compile(r"(?:[a-z]+,?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})", re.I)
_WORDS_DAY = re.compile(r"(?:[a-z]+,?\s+)?(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})", re.I)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")  # days since 1899-12-30, as spreadsheets count
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.I)
_ALLOWED = "give a date such as 2026-11-30"


class Dates(NamedTuple):
    """The dates of a column, and how they were read."""

    dates: list[datetime.date]
    note: str = ""


def _slashed(text: str) -> tuple[int, int, int] | None:
    found = _SLASHED.fullmatch(text)
    return None if found is None else (int(found[1]), int(found[2]), _year(found[3]))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def date_part(text: str) -> str:
    """Return a cell without the time of day behind its date."""
    plain = text.strip()
    day, _, rest = (
        plain.replace("T", " ", 1).partition(" ") if plain[:1].isdigit() else (plain, "", "")
    )
    return day if rest and _TIME.match(rest.strip()) else plain


def time_part(text: str) -> str:
    """Return the time of day behind a date; empty if there is none."""
    day = date_part(text)
    return text.strip()[len(day) :].lstrip("T ") if day != text.strip() else ""


def order_of(
    cells: Sequence[tuple[int, str]], place: str, usual: Order | None, proof: Order | None = None
) -> tuple[Order, str]:
    """Find whether day or month comes first in dates such as 3/4/2026.

    A number above 12 proves it. Else it is what other columns prove, else what the program that
    wrote the file usually does, else the order in which the days lie closest together.

    Parameters
    ----------
    cells : sequence of (int, str)
        Row number and text of each date.
    place : str
        The file, for messages.
    usual, proof : "day", "month" or None
        The order of the program that wrote the file, and the one that the file proves elsewhere.

    Returns
    -------
    tuple of (str, str)
        The order, and the choice in words if nothing proves it.

    Raises
    ------
    InputError
        If one date proves the one order and another date the other.
    """
    pairs = [(row, text, found) for row, text in cells if (found := _slashed(text))]
    day_first = next(((row, text) for row, text, (one, _, _) in pairs if one > 12), None)
    month_first = next(((row, text) for row, text, (_, two, _) in pairs if two > 12), None)
    if day_first and month_first:
        raise InputError(
            f"{place}: row {day_first[0]} has the date {shown(day_first[1])}, row {month_first[0]} "
            f"{shown(month_first[1])}: one writes the day first, the other the month; write all "
            "dates as 2026-11-30"
        )
    proven = "day" if day_first else "month" if month_first else proof
    if proven or not pairs:
        return proven or "month", ""
    chosen = usual or _closest([found for _, _, found in pairs])
    words = "day/month/year" if chosen == "day" else "month/day/year"
    return chosen, f"dates read as {words}, which no date proves"


def _closest(parts: Sequence[tuple[int, int, int]]) -> Order:
    """Return the order under which the dates span fewer days; the day first if both span alike."""
    spans: dict[Order, int] = {}
    for order in ("day", "month"):
        days = [
            datetime.date(year, one if order == "month" else two, two if order == "month" else one)
            for one, two, year in parts
            if 1 <= one <= 12 and 1 <= two <= 12 and year
        ]
        spans[order] = (max(days) - min(days)).days if days else 0
    return "month" if spans["month"] < spans["day"] else "day"


def read_date(text: str, where: str, order: Order) -> datetime.date:
    """Return a date.

    Parameters
    ----------
    text : str
        The cell; a time of day behind the date is ignored.
    where : str
        Its place, for messages.
    order : "day" or "month"
        Which comes first in 3/4/2026; dates with dots always start with the day.

    Raises
    ------
    InputError
        If it is no date of the calendar from 1950 to 2100.
    """
    plain = date_part(text)
    try:
        found = _date(plain, order)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise InputError(f"{where}: {shown(text)} is not a date; {_ALLOWED}")
    if not FIRST_DAY <= found <= LAST_DAY:
        raise InputError(f"{where}: {shown(text)}: allowed are dates from 1950 to 2100")
    return found


def _date(plain: str, order: Order) -> datetime.date | None:
    if found := _ISO.fullmatch(plain):
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(plain):
        return datetime.date(_year(found[3]), int(found[2]), int(found[1]))
    if parts := _slashed(plain):
        one, two, year = parts
        return datetime.date(year, two, one) if order == "day" else datetime.date(year, one, two)
    if found := _SERIAL.fullmatch(plain):
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(found[1]))
    return _in_words(plain)


def _in_words(plain: str) -> datetime.date | None:
    """Return a date with its month in words: ``Monday, November 2, 2026``, ``2 Nov 2026``."""
    if (found := _WORDS.fullmatch(plain)) and found[1].lower() in _MONTHS:
        return datetime.date(int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2]))
    if (found := _WORDS_DAY.fullmatch(plain)) and found[2].lower() in _MONTHS:
        return datetime.date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    return None


def read_dates(
    cells: Sequence[tuple[int, str]],
    place: str,
    usual: Order | None = None,
    proof: Order | None = None,
) -> Dates:
    """Return the dates of a column in one order of day and month; errors as in `read_date`."""
    plain = [(row, date_part(text)) for row, text in cells]
    order, note = order_of(plain, place, usual, proof)
    return Dates([read_date(text, f"{place}, row {row}", order) for row, text in plain], note)


def read_time(text: str, where: str) -> datetime.time | None:
    """Return a time of day, or None for an empty cell; raises InputError if it is none."""
    plain = text.strip()
    if not plain or plain.lower() == "n/a":
        return None
    found = _TIME.fullmatch(plain)
    hour = int(found[1]) if found else 99
    half = (found[4] or "").lower() if found else ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 99
    if found is None or hour > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        raise InputError(f"{where}: {shown(text)} is not a time; give one such as 7:30 PM or 19:30")
    return datetime.time(hour, int(found[2]), int(found[3] or 0))
