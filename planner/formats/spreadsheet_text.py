"""Safe cells: text that a spreadsheet would run as a formula is kept as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: a bad start gets an apostrophe."""
    return "'" + text if text.startswith(_STARTS_FORMULA) else text


def write_number(value: float | None, digits: int = 4) -> str:
    """Write a figure in plain decimals without trailing zeros; None and NaN are empty cells."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unequal to itself
        return ""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]], line_end: str = "\r\n") -> str:
    """Write RFC 4180 text from cells made by `safe_text` and `write_number`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()
