"""What an own food contains: what its name and kind suggest is asked, and must be answered."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import own_items
from planner.dashboard.session import visitor_items
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import plain
from planner.errors import PlannerError
from planner.request.content_questions import Suggestion
from planner.request.own_foods import OwnFood

_KEY = "foods_contents"


def checked_label() -> str:
    """Return the words of the declaration."""
    return _("I checked the pack: it contains nothing else of these, no allergen and no animal")


def undeclared_words(food: OwnFood) -> str:
    """Return what follows from contents that nobody declared, and how to declare them."""
    words = _(
        "**What {name} contains is not declared.** Nobody with a diet, an allergy or anything "
        "else to avoid gets it. Choose it under My foods and answer what is asked."
    )
    return words.format(name=plain(food.name))


def show(food: OwnFood) -> None:
    """Draw the questions on a saved food whose contents are not declared, and keep the answers."""
    if food.is_declared:
        return
    st.warning(undeclared_words(food), icon=":material/help:")
    asked = {one.value: one for one in reversed(food.questions)}  # milk, and of which animal: once
    answers = {value: _ask(food, one) for value, one in asked.items()}
    checked = st.checkbox(checked_label(), key=f"{_KEY}_{food.id}_checked")
    st.button(
        _("Declare its contents"),
        key=f"{_KEY}_{food.id}_declare",
        icon=":material/check:",
        disabled=not checked or None in answers.values(),
        on_click=_declare,
        args=(food, answers),
    )


def _ask(food: OwnFood, one: Suggestion) -> bool | None:
    """Draw a question; return its answer, or None while there is none."""
    words = _("Does it contain {what}?").format(what=one.label)
    return st.radio(
        words,
        [True, False],
        format_func=lambda answer: _("Yes") if answer else _("No"),
        index=None,
        key=f"{_KEY}_{food.id}_{one.value}",
        horizontal=True,
        help=one.why,
    )


def answered(food: OwnFood, answers: dict[str, bool | None]) -> OwnFood:
    """Return a food with its contents declared by the answers to its questions."""
    held = [one for one in food.questions if answers.get(one.value)]
    denied = [value for value, answer in answers.items() if answer is False]
    return food.changed(
        contains=(*food.contains, *(one.value for one in held if one.attribute == "contains")),
        animal=(*food.animal, *(one.value for one in held if one.attribute == "animal")),
        without=(*food.without, *denied),
        checked=True,
    )


def _declare(food: OwnFood, answers: dict[str, bool | None]) -> None:
    try:
        visitor_items.replace_food(food, answered(food, answers))
    except PlannerError as error:
        st.session_state[own_items.PROBLEM] = str(error)
