"""Alternatives for a dish or meal, with their effect on the five core nutrients."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.actions.plan_actions import PlanItem
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import amount, as_list, capitalised, plain, small
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient
from planner.planning.swap import Alternative


def show(spot: PlanItem) -> None:
    """Draw the alternatives for an item, if they were found."""
    offer = plan_actions.offer_for(spot)
    if offer is None:
        return
    with st.container(border=True, key=f"plan_offer_{spot.key}"):
        if offer.problem:
            st.markdown(as_list([capitalised(offer.problem)]))
            st.markdown(_("Leave it out to replan the day without it, or try another plan."))
        for number, other in enumerate(offer.others, start=1):
            st.markdown(f"**{number}. {plain(_name(other))}**  \n{small(_changes(other))}")
            for meal, rows in other.elsewhere.items():
                st.markdown(small(_beside(other, meal, rows)))
            st.button(
                _("Use number {number}").format(number=number),
                key=f"plan_take_{number}_{spot.key}",
                icon=":material/check:",
                on_click=plan_actions.adopt_alternative,
                args=(spot, other),
            )
        st.button(
            _("Keep the current choice"),
            key=f"plan_keep_{spot.key}",
            type="tertiary",
            on_click=plan_actions.close_offer,
        )


def _name(other: Alternative) -> str:
    """Return the names of the meal's dishes with minutes, and of its foods without water."""
    names, catalog = [], other.plan.request.catalog
    for dish_id, rows in groupby(other.meal, key=lambda row: row.dish):
        if dish_id:
            dish = catalog.dish(dish_id)
            minutes = _("{minutes} minutes").format(minutes=dish.total_minutes)
            names.append(f"{dish.name} ({minutes})")
        else:
            foods = [catalog.foods.food(row.food_id) for row in rows]
            names += [food.name for food in foods if not food.is_water]
    return ", ".join(names)


def _beside(other: Alternative, meal: str, rows: Sequence[Portion]) -> str:
    """Say which food the swap puts beside the dish of another meal."""
    foods = other.plan.request.catalog.foods
    names = ", ".join(f"{foods.food(row.food_id).name} {amount(row.grams)} g" for row in rows)
    words = _("Beside the dish of {meal} then: {foods}")
    return words.format(meal=meal_labels()[meal].lower(), foods=plain(names) or _("nothing"))


def _changes(other: Alternative) -> str:
    """Return the day's change of each core nutrient in words."""
    words = []
    for name, change in other.changes.items():
        known = nutrient(name)
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        words.append(
            f"{plain(known.name)} {plain(sign)}{amount(abs(change))}\N{NO-BREAK SPACE}{known.unit}"
        )
    return " · ".join(words)
