"""CSV cells that no spreadsheet evaluates as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """Return text with an apostrophe in front if a spreadsheet would evaluate it as a formula."""
    return "'" + text if text.startswith(_STARTS_FORMULA) else text


def write_number(value: float | None, digits: int = 4) -> str:
    """Return a number in decimals without trailing zeros; None and NaN become empty cells."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unequal to itself
        return ""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]], line_end: str = "\r\n") -> str:
    """Return cells made by `safe_text` and `write_number` as CSV text (RFC 4180)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()
