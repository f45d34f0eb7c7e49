"""The form of what a visitor always buys: packs and prices, which last for every plan."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from planner.dashboard.forms.food_field import bought_forms, choose_food
from planner.dashboard.session import pantry, state, visitor_items
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.labels import item_label
from planner.dashboard.wording.text import as_list, measured, plain, small
from planner.errors import PlannerError
from planner.nutrition.foods.currencies import currencies
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.purchase_units import purchase_unit
from planner.request.availability import region_of
from planner.request.own_prices import DEAREST_PACK, LARGEST_PACK_G, OwnPrice

_KEY = "shop_price"
_PROBLEM = f"{_KEY}_problem"
_CURRENCIES = {"US": "USD", "UK": "GBP", "EU": "EUR"}  # by region of the shops


def show(standing: Standing, foods: FoodTable) -> None:
    """Draw what is always bought, the form to add to it, and what is not sold or can be had."""
    problem = str(st.session_state.pop(_PROBLEM, ""))
    if problem:
        words = _("**That was not done.**") + f"\n\n{as_list(problem.splitlines())}"
        st.error(words, icon=":material/error:")
    st.markdown(
        _(
            "The packs you always buy and what they cost go before average prices, here and in "
            "every plan to come."
        )
    )
    _start_currency(standing)
    _form(foods)
    habits = visitor_items.shops()
    known = [price for price in habits.prices if price.food in foods]
    for place, price in enumerate(habits.prices):
        if price.food in foods:
            _price(place, price, foods)
    if set(known) - set(standing.request.prices):
        st.button(
            _("Replan with these prices"),
            key=f"{_KEY}_replan",
            icon=":material/refresh:",
            on_click=_replan,
        )
    _lasting()


def _start_currency(standing: Standing) -> None:
    """Begin with the currency of the latest price, else that of the person's shops."""
    paid = visitor_items.shops().prices
    usual = paid[-1].currency if paid else _CURRENCIES[region_of(standing.request)]
    st.session_state.setdefault(f"{_KEY}_currency", usual)


def _form(foods: FoodTable) -> None:
    """Draw the fields of a price."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose_food(bought_forms(foods), f"{_KEY}_food")
        usual = 0.0 if chosen is None else purchase_unit(foods.food(chosen)).pack_grams
        grams = st.number_input(
            _("Grams in the pack"),
            min_value=0.0,
            max_value=LARGEST_PACK_G,
            value=usual or None,
            step=10.0,
            format="%g",
            key=f"{_KEY}_grams_{chosen}",
            width=160,
        )
        price = st.number_input(
            _("Price of the pack"),
            min_value=0.0,
            max_value=DEAREST_PACK,
            value=None,
            step=0.1,
            format="%.2f",
            key=f"{_KEY}_price",
            width=160,
        )
        currency = st.selectbox(
            _("Currency"), list(currencies()), key=f"{_KEY}_currency", width=120
        )
        shop = st.text_input(_("Shop or brand"), key=f"{_KEY}_shop", max_chars=100, width=200)
        seen = st.date_input(
            _("Seen on"),
            value="today",
            max_value=pantry.today(),
            key=f"{_KEY}_seen",
            width=160,
        )
        st.button(
            _("Add"),
            key=f"{_KEY}_add",
            icon=":material/add:",
            disabled=chosen is None or not grams or not price,
            on_click=_add,
            args=(
                {
                    "food": chosen,
                    "pack_g": grams,
                    "price": price,
                    "currency": currency,
                    "shop": shop.strip(),
                    "seen": seen,
                },
            ),
        )


def _price(place: int, price: OwnPrice, foods: FoodTable) -> None:
    """Draw one price with its button."""
    with st.container(horizontal=True, vertical_alignment="center"):
        where = [price.shop] if price.shop else []
        where += [f"{price.seen:%d.%m.%Y}"] if price.seen else []
        name = foods.food(price.food).bought_as
        words = f"{plain(name)}: {measured(price.pack_g, 'g')}, "
        words += plain(f"{Decimal(str(price.price)):.2f} {price.currency}")
        if where:
            words += f" {small(plain(', '.join(where)))}"
        st.markdown(words, width="stretch")
        st.button(
            _("Remove"),
            key=f"{_KEY}_out_{place}",
            icon=":material/delete:",
            help=_("Remove {name}").format(name=plain(name)),
            on_click=_take_out,
            args=(price,),
        )


def _add(entered: dict[str, object]) -> None:
    """Keep a price; one of the same food and shop is replaced."""
    try:
        new = OwnPrice.from_raw(entered)
        habits = visitor_items.shops()
        others = [one for one in habits.prices if (one.food, one.shop) != (new.food, new.shop)]
        visitor_items.set_shops(habits.changed(prices=(*others, new)))
    except PlannerError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    st.session_state[f"{_KEY}_food"] = None
    st.session_state[f"{_KEY}_price"] = None


def _take_out(price: OwnPrice) -> None:
    try:
        habits = visitor_items.shops()
        rest = tuple(one for one in habits.prices if one != price)
        visitor_items.set_shops(habits.changed(prices=rest))
    except PlannerError as error:
        st.session_state[_PROBLEM] = str(error)


def _replan() -> None:
    """Plan the current inquiry again with the visitor's prices."""
    state.ask(state.asked().each(visitor_items.with_habits))


def _lasting() -> None:
    """Say what is never bought and what can be had although shops lack it, and take it back."""
    catalog = visitor_items.catalog()
    never, can = visitor_items.left_out(), visitor_items.shops().can_get
    for title, names, kind in (
        (_("Not sold here, or never again"), never, "never"),
        (_("You can get it"), can, "can"),
    ):
        if not names:
            continue
        st.markdown(f"**{title}**")
        with st.container(horizontal=True):
            for name in names:
                st.button(
                    plain(item_label(name, catalog)),
                    key=f"{_KEY}_{kind}_{name}",
                    icon=":material/close:",
                    help=_("Take this back for the next plans"),
                    on_click=_take_back,
                    args=(kind, name),
                )


def _take_back(kind: str, name: str) -> None:
    try:
        if kind == "never":
            visitor_items.keep_verdict(name, None)
        else:
            habits = visitor_items.shops()
            rest = tuple(one for one in habits.can_get if one != name)
            visitor_items.set_shops(habits.changed(can_get=rest))
    except PlannerError as error:
        st.session_state[_PROBLEM] = str(error)
