"""Texts and amounts on the pages."""

from __future__ import annotations

import pytest

from planner.dashboard.wording.text import (
    amount,
    as_list,
    capitalised,
    measured,
    plain,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (2.4, "2.4"), (0.882, "0.88"), (15.04, "15"), (15.34, "15.3"), (99.96, "100"),
     (3944.6, "3,945"), (-0.001, "0")],
)  # fmt: skip
def test_amounts_hold_about_three_figures(value: float, written: str) -> None:
    """Small amounts have decimals; large ones are whole with a thousands separator."""
    assert amount(value) == written


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "$x$", ":red[x]", "[x](http://y)", "**x**", "`x`", "# x", "a|b"]
)
def test_plain_text_escapes_every_mark(text: str) -> None:
    """Each character with a meaning in Markdown or Streamlit is escaped by a backslash."""
    escaped = plain(text)
    assert escaped.replace("\\", "") == text
    for mark in "<>$:[]()*`#|":
        assert escaped.count(mark) == escaped.count(f"\\{mark}")


def test_lists_units_and_capitals() -> None:
    """Each bullet is one line; a unit is not separated from its number."""
    assert as_list(["a", "b"]) == "- a\n- b"
    assert measured(320, "mg") == "320\N{NO-BREAK SPACE}mg"
    assert capitalised("vegan") == "Vegan"
    assert capitalised("") == ""
