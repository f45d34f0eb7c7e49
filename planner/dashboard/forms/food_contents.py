"""What own foods and dishes contain: what words and kind suggest is asked, till it is told."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import own_items
from planner.dashboard.session import visitor_items
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import plain
from planner.errors import PlannerError
from planner.nutrition.foods.food_table import FoodTable
from planner.request.content_questions import Suggestion
from planner.request.own_dishes import OwnDish
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


def undeclared_dish(dish: OwnDish) -> str:
    """Return what follows from a dish whose contents are not declared, and how to declare them."""
    words = _(
        "**What {name} contains is not declared.** Nobody with a diet, an allergy or anything "
        "else to avoid gets it. Choose it under My dishes and answer what is asked."
    )
    return words.format(name=plain(dish.name))


def show_dish(dish: OwnDish, foods: FoodTable) -> None:
    """Draw what is asked of a saved dish, and keep the answer; a missing food is to be added."""
    if not dish.undeclared_words(foods):
        return
    st.warning(undeclared_dish(dish), icon=":material/help:")
    values = tuple(dict.fromkeys(value for _a, value in dish.as_dish().open_questions(foods)))
    names = ", ".join(value.replace("_", " ") for value in values)
    lines = "; ".join(dish.left_out)
    said = [
        st.checkbox(words, key=f"{_KEY}_{dish.id}_{part}")
        for part, needed, words in (
            ("without", values, _("It contains none of these: {names}").format(names=names)),
            (
                "left_out",
                () if dish.checked else dish.left_out,
                _("What is left out contains no allergen and nothing of an animal")
                + f": {plain(lines)}",
            ),
        )
        if needed
    ]
    st.button(
        _("Declare its contents"),
        key=f"{_KEY}_{dish.id}_declare",
        icon=":material/check:",
        disabled=not all(said),
        on_click=_declare_dish,
        args=(dish, values),
        help=_("If it does contain one of them, make the dish anew with that food."),
    )


def _declare_dish(dish: OwnDish, values: tuple[str, ...]) -> None:
    try:
        visitor_items.keep_dish(dish.changed(without=(*dish.without, *values), checked=True))
    except PlannerError as error:
        st.session_state[own_items.PROBLEM] = str(error)
