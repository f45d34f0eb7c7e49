"""Texts and numbers of the pages, escaped for Markdown."""

from __future__ import annotations

import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-!|<>$~:])")


def plain(text: str) -> str:
    """Return text with all characters escaped that Markdown or Streamlit would interpret."""
    return _MARKUP.sub(r"\\\1", text)


def as_list(lines: tuple[str, ...] | list[str]) -> str:
    """Return lines as a Markdown list, escaped."""
    return "\n".join(f"- {plain(line)}" for line in lines)


def amount(value: float) -> str:
    """Return an amount with about three significant digits (``3,945``, ``15.3``, ``2.4``)."""
    if abs(value) >= 99.95:
        return f"{value:,.0f}"
    digits = 1 if abs(value) >= 9.995 else 2
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def measured(value: float, unit: str) -> str:
    """Return an amount with its unit, joined by a no-break space."""
    return f"{amount(value)}\N{NO-BREAK SPACE}{unit}"


def small(markdown: str) -> str:
    """Return Markdown in small letters."""
    return f":small[{markdown}]"


def capitalised(sentence: str) -> str:
    """Return a sentence with its first letter capitalized."""
    return sentence[:1].upper() + sentence[1:]


def on_phone() -> bool:
    """Return whether the browser identifies itself as one on a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
