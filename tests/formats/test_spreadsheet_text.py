"""Cells: no formulas, plain decimal numbers, lines by RFC 4180."""

from __future__ import annotations

import csv
import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.formats.spreadsheet_text import safe_text, write_csv, write_number

BAD_STARTS = ("=", "+", "-", "@", "\t", "\r")


@settings(max_examples=300, deadline=None)
@given(st.text() | st.builds(str.__add__, st.sampled_from(BAD_STARTS), st.text()))
def test_no_text_cell_starts_a_formula(text: str) -> None:
    """No cell starts with one of the six characters, and no text is lost."""
    cell = safe_text(text)
    assert not cell.startswith(BAD_STARTS)
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert cell == text or cell == "'" + text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.5, "1.5"), (2.0, "2"), (0.0, "0"), (-0.00001, "0"), (1234567.0, "1234567"),
        (0.12345, "0.1235"), (1e-9, "0"), (None, ""), (math.nan, ""), (-2.5, "-2.5"),
    ],
)  # fmt: skip
def test_numbers(value: float | None, text: str) -> None:
    """No exponent, no trailing zero, no minus zero; unknown is empty."""
    assert write_number(value) == text


@settings(max_examples=200, deadline=None)
@given(st.floats(-1e9, 1e9))
def test_numbers_can_be_read_back(value: float) -> None:
    """A written number is right to half a unit of its last place."""
    assert abs(float(write_number(value, 6)) - value) <= 0.5000001e-6 + 1e-15 * abs(value)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2),
        max_size=5,
    )
)
def test_lines_can_be_read_back(rows: list[list[str]]) -> None:
    """Commas, quotes and all characters survive a round trip; lines end with CRLF."""
    text = write_csv(["one", "two"], rows)
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["one", "two"], *rows]
