"""Words and figures for the page, safe to set as Markdown."""

from __future__ import annotations

import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-!|<>$~:])")


_OPTION = re.compile(r" \(--[a-z][a-z -]*\)")


def without_options(words: str) -> str:
    """Return a sentence without the option of the command line that it names."""
    return _OPTION.sub("", words)


def plain(text: str) -> str:
    """Return text that Markdown shows as it stands: no markup, formula, directive or tag."""
    return _MARKUP.sub(r"\\\1", text)


def as_list(lines: tuple[str, ...] | list[str]) -> str:
    """Return Markdown bullets; each line is shown as it stands."""
    return "\n".join(f"- {plain(line)}" for line in lines)


def amount(value: float) -> str:
    """Write an amount as people read it: about three figures (``3,945``, ``15.3``, ``2.4``)."""
    if abs(value) >= 99.95:
        return f"{value:,.0f}"
    digits = 1 if abs(value) >= 9.995 else 2
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def measured(value: float, unit: str) -> str:
    """Write an amount with its unit; the two never part at a line's end."""
    return f"{amount(value)}\N{NO-BREAK SPACE}{unit}"


def small(markdown: str) -> str:
    """Return Markdown in small letters, as dark as the rest."""
    return f":small[{markdown}]"


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital first letter, the rest as it stands."""
    return sentence[:1].upper() + sentence[1:]


def on_phone() -> bool:
    """Tell whether the browser says that it runs on a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
