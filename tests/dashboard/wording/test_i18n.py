"""Translations: every text of the pages in every language."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

from planner.dashboard import layout
from planner.dashboard.wording import i18n
from planner.dashboard.wording.extract import all_texts
from planner.planning.plan import MEDICAL_NOTE

FOLDER = Path(i18n.__file__).parents[1]
OTHERS = [name for name in i18n.LANGUAGES if name != "en"]


def used() -> set[str]:
    """Return every text that the pages look up; the singular of texts with a plural."""
    return {words[0] if isinstance(words, tuple) else words for words in all_texts()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_its_words_in_every_language(language: str) -> None:
    """No translation is missing, empty or unused."""
    with (i18n.LOCALES / f"{language}.po").open("rb") as file:
        words = read_po(file, locale=language)
    said = {
        (entry.id[0] if isinstance(entry.id, tuple) else entry.id): entry.string
        for entry in words
        if entry.id
    }
    assert set(said) == used(), "run `make texts`, then fill in what is empty"
    empty = [text for text, other in said.items() if not all([other] if other else [""])]
    assert not empty
    for entry in words:
        for other in entry.string if isinstance(entry.string, tuple) else (entry.string,):
            one = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            assert other, one
            if entry.id:
                assert places(other) == places(one), one


def places(text: str) -> set[str | None]:
    """Return the names in braces in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_no_text_hides_in_an_f_string() -> None:
    """No text is marked for translation inside an f-string, where extraction misses it."""
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
                hidden = [
                    call
                    for call in calls
                    if getattr(call.func, "id", "") in {"_", "N_", "ngettext"}
                    and isinstance(call.args[0], ast.Constant)
                ]
                assert not hidden, f"{path.name}:{node.lineno}"


def test_the_medical_note_is_the_planners_own() -> None:
    """The pages' copy of the medical note equals the note in files."""
    assert layout.MEDICAL_NOTE == MEDICAL_NOTE


def test_german_is_chosen_in_the_sidebar(page: AppTest) -> None:
    """The language changes buttons, headings and the note; a text says what stays English."""
    page.selectbox(key=i18n.KEY).select("de").run()
    assert not page.exception
    assert page.button(key="plan_make").label == "Meinen Plan machen"
    text = "\n".join(str(element.value) for element in page.main.markdown)
    assert "Kein ärztlicher Rat" in text
    assert "bisher auf Englisch" in text
    page.selectbox(key=i18n.KEY).select("en").run()
    assert page.button(key="plan_make").label == "Make my plan"
