"""The form of a visitor's own dish: grams of foods in one serving."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import streamlit as st

from planner.dashboard.actions import own_items
from planner.dashboard.forms import food_contents
from planner.dashboard.session import state, visitor_items
from planner.dashboard.views.item_card import draw_dish
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import measured, plain
from planner.errors import PlannerError
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.request.own_catalog import catalog_of
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.plan_request import targets_of

MOST_GRAMS = 5000.0
_ROWS = "foods_dish_rows"  # food ids and grams of one serving, as entered so far


def show() -> None:
    """Draw the saved dishes and the form for a new one."""
    own_items.report()
    foods = visitor_items.own_foods()
    show_kept(foods)
    st.header(_("A dish of my own"), anchor=False)
    st.markdown(_("Grams of one serving, in the form they are eaten: cooked rice, drained beans."))
    _show_rows(food_names(catalog_of(foods).foods))
    name = st.text_input(_("Name"), key="foods_dish_name", max_chars=120)
    meals = meal_labels()
    suits = st.multiselect(
        _("For the meals"),
        list(meals),
        default=["lunch", "dinner"],
        format_func=meals.__getitem__,
        key="foods_dish_meals",
    )
    left, right = st.columns(2)
    with left:
        work = st.number_input(_("Minutes of work"), 0, 1440, 20, key="foods_dish_work")
    with right:
        whole = st.number_input(
            _("Minutes from start to table"), 0, 10_080, 30, key="foods_dish_minutes"
        )
    steps = st.text_area(_("Steps, one per line"), key="foods_dish_steps", max_chars=6000)
    sent = st.button(
        _("Save this dish"), key="foods_dish_keep", icon=":material/save:", type="primary"
    )
    if sent:
        rows: dict[str, float] = st.session_state.get(_ROWS, {})
        raw = {
            "name": name.strip(),
            "meals": tuple(suits),
            "active_minutes": work,
            "total_minutes": max(whole, work),
            "ingredients": tuple(rows.items()),
            "steps": tuple(line.strip() for line in steps.splitlines() if line.strip()),
        }
        if keep(raw):
            st.session_state[_ROWS] = {}


def show_kept(foods: Sequence[OwnFood]) -> None:
    """Draw the choice of a saved dish, its details, and the button to plan with it."""
    names = {dish.name: dish for dish in visitor_items.own_dishes()}
    if not names:
        return
    chosen = st.selectbox(
        _("My dishes"),
        list(names),
        index=None,
        key="foods_dish_shown",
        placeholder=_("Choose one to show"),
    )
    if chosen is None:
        return
    dish = names[chosen]
    try:
        catalog = catalog_of(tuple(foods), (dish,))
    except PlannerError as error:  # an own food of the dish is no longer saved
        own_items.say(str(error))
        return
    draw_dish(catalog.dish(dish.id), catalog.foods, targets_of(state.asked().request))
    food_contents.show_dish(dish, catalog.foods)
    inside = {food_id for food_id, _grams in dish.ingredients}
    st.button(
        _("Plan with it"),
        key="foods_dish_plan",
        icon=":material/add_circle:",
        on_click=own_items.plan_with,
        args=(tuple(food for food in foods if food.id in inside), (dish,), dish.id),
        help=_("Make a plan that serves it."),
    )


def food_names(table: FoodTable) -> dict[str, str]:
    """Return the names of all foods of a table by id, sorted; own foods are marked."""
    foods = sorted(table.foods, key=lambda food: food.name.lower())
    return {
        food.id: _("{name} (my own)").format(name=food.name) if food.is_own else food.name
        for food in foods
    }


def _show_rows(names: dict[str, str]) -> None:
    """Draw the foods of a serving so far, and the fields to add one."""
    rows: dict[str, float] = st.session_state.setdefault(_ROWS, {})
    for food_id, grams in rows.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            name = names.get(food_id, food_id)
            st.markdown(f"{plain(name)}: {measured(grams, 'g')}", width="stretch")
            st.button(
                _("Remove"),
                key=f"foods_dish_out_{food_id}",
                icon=":material/delete:",
                help=_("Remove {name}").format(name=plain(name)),
                on_click=_take_out,
                args=(food_id,),
            )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Food"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key="foods_dish_food",
            placeholder=_("Type to search"),
            filter_mode="contains",
            width=320,
        )
        entered = st.number_input(
            _("Grams per serving"), 0.0, MOST_GRAMS, value=None, key="foods_dish_grams",
            format="%g", width=160,
        )  # fmt: skip
        st.button(
            _("Add"),
            key="foods_dish_add",
            icon=":material/add:",
            disabled=chosen is None or not entered,
            on_click=_add,
            args=(chosen, entered),
        )


def _add(food_id: str, grams: float) -> None:
    rows: dict[str, float] = st.session_state[_ROWS]
    rows[food_id] = rows.get(food_id, 0.0) + grams
    st.session_state["foods_dish_food"] = None
    st.session_state["foods_dish_grams"] = None


def _take_out(food_id: str) -> None:
    st.session_state[_ROWS].pop(food_id, None)


def keep(raw: dict[str, Any]) -> bool:
    """Validate and save a dish; show its faults, or the dish. Return whether it was saved."""
    missing = [
        words
        for lacks, words in (
            (not raw["name"], _("Enter a name.")),
            (not raw["meals"], _("Choose at least one meal.")),
            (not raw["ingredients"], _("Add at least one food.")),
        )
        if lacks
    ]
    if missing:
        own_items.say("\n".join(missing))
        return False
    try:
        dish = OwnDish.from_raw({**raw, "id": dish_id(raw)}, raw["name"])
        catalog = catalog_of(visitor_items.own_foods(), (dish,))
        visitor_items.keep_dish(dish)
    except PlannerError as error:
        own_items.say(str(error))
        return False
    words = _("**{name}** is saved. Choose it above to plan with it.")
    st.success(words.format(name=plain(dish.name)), icon=":material/check:")
    if dish.undeclared_words(catalog.foods):
        st.warning(food_contents.undeclared_dish(dish), icon=":material/help:")
    draw_dish(catalog.dish(dish.id), catalog.foods, targets_of(state.asked().request))
    return True


def dish_id(raw: dict[str, Any]) -> str:
    """Return the id of a dish: its name and a digest of all its fields."""
    text = unicodedata.normalize("NFKD", raw["name"]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", text).strip("_")[:40] or "dish"
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()
    return f"own_{slug}_{digest[:12]}"
