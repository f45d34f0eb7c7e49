"""The form of the pantry, which is subtracted from the list and can be used up first."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.dashboard.session import state, visitor_items
from planner.dashboard.session.question import Inquiry
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import measured, plain
from planner.errors import PlannerError
from planner.formats.shopping_list import ShoppingList
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.purchase_units import is_bought, purchase_unit
from planner.request.plan_request import PlanRequest
from planner.store.marks import MOST_GRAMS

GRAMS = "g"
MOST_AMOUNT = 100_000.0


def show(standing: Standing, found: ShoppingList, foods: FoodTable) -> None:
    """Draw the pantry, the form to add to it, and the button to use it up."""
    kept = visitor_items.pantry()
    _report()
    st.markdown(
        _(
            "Food at home is subtracted from the list. Amounts are as bought: dry "
            "rice, raw meat, whole cans."
        )
    )
    _show_form(found, foods)
    names = {food_id: _name(food_id, foods) for food_id in kept}
    for food_id, grams in sorted(kept.items(), key=lambda row: names[row[0]]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(names[food_id])}: {measured(grams, 'g')}", width="stretch")
            st.button(
                _("Used up"),
                key=f"shop_pantry_out_{food_id}",
                icon=":material/delete:",
                help=_("Remove {name}").format(name=plain(names[food_id])),
                on_click=_take_out,
                args=(food_id,),
            )
    known = tuple(sorted(food_id for food_id in kept if food_id in foods))
    if known:
        st.button(
            _("Replan and use these up first"),
            key="shop_use_up",
            icon=":material/refresh:",
            on_click=use_up,
            args=(standing.question, known),
            help=_("A new plan of equal quality that uses more of the food at home."),
        )


def _name(food_id: str, foods: FoodTable) -> str:
    return foods.food(food_id).bought_as if food_id in foods else food_id


def _choices(found: ShoppingList, foods: FoodTable) -> dict[str, str]:
    """Return the foods to choose from by id, those of the list first; one for each form bought."""
    listed = {line.food_ids[0]: line.name for line in found.lines}
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


def _show_form(found: ShoppingList, foods: FoodTable) -> None:
    choices = _choices(found, foods)
    if st.session_state.get("shop_pantry_food") not in choices:
        st.session_state["shop_pantry_food"] = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Food"),
            list(choices),
            format_func=choices.__getitem__,
            key="shop_pantry_food",
            placeholder=_("Type to search"),
            filter_mode="contains",
            width=320,
        )
        sold = None if chosen is None else purchase_unit(foods.food(chosen))
        units = {GRAMS: 1.0}
        if sold is not None and not sold.by_weight:
            units = {sold.unit: sold.grams, GRAMS: 1.0}
        amount = st.number_input(
            _("How much"),
            min_value=0.0,
            max_value=MOST_AMOUNT,
            value=None,
            step=1.0,
            format="%g",
            key="shop_pantry_amount",
            width=160,
        )
        unit = st.selectbox(_("Unit"), list(units), key=f"shop_pantry_unit_{chosen}", width=200)
        st.button(
            _("Add"),
            key="shop_pantry_add",
            icon=":material/add:",
            disabled=chosen is None or not amount,
            on_click=_add,
            args=(chosen, (amount or 0.0) * units.get(unit, 1.0)),
        )


def _add(food_id: str, grams: float) -> None:
    def more(kept: dict[str, float]) -> dict[str, float]:
        return {**kept, food_id: min(kept.get(food_id, 0.0) + grams, MOST_GRAMS)}

    _change(more)
    st.session_state["shop_pantry_food"] = None
    st.session_state["shop_pantry_amount"] = None


def _take_out(food_id: str) -> None:
    _change(lambda kept: {name: grams for name, grams in kept.items() if name != food_id})


def _change(change: Callable[[dict[str, float]], dict[str, float]]) -> None:
    """Change the pantry, and store the message of an error."""
    try:
        visitor_items.set_pantry(change(visitor_items.pantry()))
    except PlannerError as error:
        st.session_state["shop_pantry_problem"] = str(error)


def _report() -> None:
    problem = st.session_state.pop("shop_pantry_problem", "")
    if problem:
        st.error(_("**That was not done.**") + f" {plain(problem)}", icon=":material/error:")


def use_up(question: Inquiry, food_ids: tuple[str, ...]) -> None:
    """Plan the current inquiry again, with these foods to be used up first."""

    def using(request: PlanRequest) -> PlanRequest:
        foods = request.catalog.foods
        known = tuple(food_id for food_id in food_ids if food_id in foods)
        return request.changed(pantry=known)

    state.ask(question.each(using))
