"""The field in which a food is chosen by the form in which it is bought."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from planner.dashboard.wording.i18n import _
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.purchase_units import is_bought


def bought_forms(foods: FoodTable, first: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Return foods to choose from by id: one for each form bought, some of them first.

    Parameters
    ----------
    foods : FoodTable
        The foods.
    first : iterable of (str, str)
        Id and form of those to put first, such as the ones of a shopping list.
    """
    listed = {food_id: form for food_id, form in first if food_id in foods}
    others = sorted(
        (food for food in foods.foods if is_bought(food)),
        key=lambda food: (food.bought_as.lower(), food.everyday),
    )
    names = set(listed.values())
    for food in others:
        if food.bought_as not in names:
            names.add(food.bought_as)
            listed[food.id] = food.bought_as
    return listed


def choose_food(choices: dict[str, str], key: str) -> str | None:
    """Draw the field and return the id of the food chosen; None before one is."""
    if st.session_state.get(key) not in choices:
        st.session_state[key] = None
    return st.selectbox(
        _("Food"),
        list(choices),
        format_func=choices.__getitem__,
        key=key,
        placeholder=_("Type to search"),
        filter_mode="contains",
        width=320,
    )
