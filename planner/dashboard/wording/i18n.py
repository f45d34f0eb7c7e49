"""Texts in the visitor's language: English in the code, a catalogue for each other language.

Babel reads the catalogues (``locale/de.po``) directly, so there are no compiled files.
"""

from __future__ import annotations

import gettext as standard_gettext
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx

LANGUAGES = {"en": "English", "de": "Deutsch"}
KEY = "app_language"
LOCALES = Path(__file__).parents[1] / "locale"


@cache
def catalogue(language: str) -> standard_gettext.NullTranslations:
    """Return the translations of a language; for English the texts of the code."""
    if language == "en":
        return standard_gettext.NullTranslations()
    with (LOCALES / f"{language}.po").open("rb") as file:
        words = read_po(file, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return standard_gettext.GNUTranslations(compiled)


def language() -> str:
    """Return the visitor's language; English outside a session."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    return str(st.session_state.get(KEY, "en"))


def browser_language() -> str:
    """Return the browser's language if there is a catalogue for it, else English."""
    asked = (st.context.locale or "en").split("-")[0].lower()
    return asked if asked in LANGUAGES else "en"


def _(words: str) -> str:
    """Return a text in the visitor's language."""
    return catalogue(language()).gettext(words)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural text for a count, in the visitor's language."""
    return catalogue(language()).ngettext(one, many, count)


def translated(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels of a choice in the visitor's language."""
    return {name: _(label) for name, label in labels.items()}


def N_(words: str) -> str:  # noqa: N802 - the name that catalogue tools look for
    """Mark a text of a constant for extraction; it is translated where it is shown."""
    return words
