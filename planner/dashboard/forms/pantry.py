"""The form of the pantry, which is subtracted from the list and can be used up first."""

from __future__ import annotations

import datetime

import streamlit as st

from planner.dashboard.forms.food_field import bought_forms, choose_food
from planner.dashboard.session import pantry, state, visitor_items
from planner.dashboard.session.question import Inquiry
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import measured, plain
from planner.errors import InputError, PlannerError
from planner.formats.shopping_list import ShoppingList
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.purchase_units import purchase_unit
from planner.request.plan_request import PlanRequest
from planner.request.use_by import MOST_AT_HOME_G

GRAMS = "g"
MOST_AMOUNT = 100_000.0


def show(standing: Standing, found: ShoppingList, foods: FoodTable) -> None:
    """Draw the pantry, the form to add to it, and the button to use it up."""
    kept, dates = visitor_items.pantry(), visitor_items.shops().eat_by
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
            words = f"{plain(names[food_id])}: {measured(grams, 'g')}"
            if (by := dates.get(food_id)) is not None:
                words += ", " + _by_words(by)
            st.markdown(words, width="stretch")
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


def _show_form(found: ShoppingList, foods: FoodTable) -> None:
    choices = bought_forms(foods, [(line.food_ids[0], line.name) for line in found.lines])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose_food(choices, "shop_pantry_food")
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
        by = st.date_input(
            _("To be eaten by (if soon)"),
            value=None,
            min_value=pantry.today(),
            key="shop_pantry_by",
            width=200,
        )
        st.button(
            _("Add"),
            key="shop_pantry_add",
            icon=":material/add:",
            disabled=chosen is None or not amount,
            on_click=_add,
            args=(chosen, (amount or 0.0) * units.get(unit, 1.0), by),
        )


def _by_words(by: datetime.date) -> str:
    """Say by when a food must be eaten, or that its day has gone by."""
    if by < pantry.today():
        return _("to be eaten by {date}: gone by, not counted").format(date=f"{by:%d.%m.%Y}")
    return _("to be eaten by {date}").format(date=f"{by:%d.%m.%Y}")


def _add(food_id: str, grams: float, by: datetime.date | None) -> None:
    kept = visitor_items.pantry()
    whole = kept.get(food_id, 0.0) + grams
    try:
        if whole > MOST_AT_HOME_G:
            raise InputError(
                _("At most {kg:g} kg of one food are allowed.").format(kg=MOST_AT_HOME_G / 1000)
            )
        visitor_items.set_pantry({**kept, food_id: whole})
        if by is not None:
            _set_date(food_id, by)
    except PlannerError as error:
        st.session_state["shop_pantry_problem"] = str(error)
        return
    for field in ("food", "amount", "by"):
        st.session_state[f"shop_pantry_{field}"] = None


def _take_out(food_id: str) -> None:
    kept = visitor_items.pantry()
    try:
        visitor_items.set_pantry({name: grams for name, grams in kept.items() if name != food_id})
        _set_date(food_id, None)
    except PlannerError as error:
        st.session_state["shop_pantry_problem"] = str(error)


def _set_date(food_id: str, by: datetime.date | None) -> None:
    """Keep the day by which a food must be eaten, or forget it."""
    habits = visitor_items.shops()
    dates = {name: day for name, day in habits.eat_by.items() if name != food_id}
    if by is not None:
        dates[food_id] = by
    if dates != habits.eat_by:
        visitor_items.set_shops(habits.changed(eat_by=dates))


def _report() -> None:
    problem = st.session_state.pop("shop_pantry_problem", "")
    if problem:
        st.error(_("**That was not done.**") + f" {plain(problem)}", icon=":material/error:")


def use_up(question: Inquiry, food_ids: tuple[str, ...]) -> None:
    """Plan the current inquiry again, with these foods to be used up first."""

    def using(request: PlanRequest) -> PlanRequest:
        foods = request.catalog.foods
        held = pantry.at_home(request, foods)
        known = tuple(food_id for food_id in food_ids if food_id in held.grams)
        start = pantry.first_day(request) if held.use_by else request.start
        return request.changed(pantry=known, use_by=held.use_by, start=start)

    state.ask(question.each(using))
