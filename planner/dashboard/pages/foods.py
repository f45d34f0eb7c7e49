"""The page Foods and dishes: search, rank, lock and leave out items; own foods and dishes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.dashboard.actions import item_actions
from planner.dashboard.forms import own_dish, own_food, recipe_import
from planner.dashboard.session import visitor_items
from planner.dashboard.views import search
from planner.dashboard.views.choices import choose_view
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import as_list
from planner.errors import PlannerError

VIEWS = {
    "foods": N_("Foods"),
    "dishes": N_("Dishes"),
    "own_food": N_("A food of my own"),
    "own_dish": N_("A dish of my own"),
    "recipe": N_("Import a recipe"),
}
_DRAW: dict[str, Callable[[], None]] = {
    "foods": search.show_foods,
    "dishes": search.show_dishes,
    "own_food": own_food.show,
    "own_dish": own_dish.show,
    "recipe": recipe_import.show,
}


def show() -> None:
    """Draw the choice of a view and the view."""
    st.title(_("Foods and dishes"), anchor=False)
    item_actions.report()
    view = choose_view(VIEWS, "foods_view")
    try:
        _DRAW[view]()
    except PlannerError as error:
        st.error(
            _("**That cannot be shown.**") + f"\n\n{as_list(str(error).splitlines())}",
            icon=":material/error:",
        )
    if view not in {"foods", "dishes"}:
        visitor_items.report()
