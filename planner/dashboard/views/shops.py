"""Where the food of a plan is bought: what is hard to get, and what a person cannot get."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.dashboard.actions import shop_actions
from planner.dashboard.session.form_values import recipe_units
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import plain
from planner.nutrition.foods.kitchen_foods import kitchen_food
from planner.nutrition.foods.portions import Portion
from planner.planning.make import Plan
from planner.planning.other_shops import foods_of_other_shops


def show_choice(standing: Standing, person: int) -> None:
    """Ask once about food that the person's shops lack and that makes their plan better."""
    plan, request = standing.plans[person], standing.question.requests[person]
    found = foods_of_other_shops(request, plan.portions)
    if not (plan.certificate.certified and found):
        return
    names = ", ".join(request.catalog.foods.food(food_id).name for food_id in found)
    words = _(
        "**Can you get {foods}?** With the food of your shops alone there is no plan, or only a "
        "worse one, such as three glasses of plant milk for vitamin D."
    )
    with st.container(border=True):
        st.markdown(words.format(foods=plain(names)))
        with st.container(horizontal=True):
            st.button(
                _("I can get it"),
                key=f"plan_can_get_{person}",
                icon=":material/shopping_basket:",
                on_click=shop_actions.can_get,
                args=(request, found),
                help=_("Your next plans may take it, and you are not asked again."),
            )
            if request.supplements == "none":
                st.button(
                    _("Take a supplement instead"),
                    key=f"plan_supplement_{person}",
                    icon=":material/medication:",
                    on_click=shop_actions.take_supplements,
                    args=(request,),
                    help=_("Plan again with the food of your shops and the fewest supplements."),
                )


def show_missing(plan: Plan, spot: str, portions: Sequence[Portion]) -> None:
    """Draw a button for each food of a meal that the person may not get.

    Parameters
    ----------
    plan : Plan
        The plan; nothing is drawn if it is not certified.
    spot : str
        Tells the meals of the page apart.
    portions : sequence of Portion
        The food of one meal.
    """
    if not plan.certificate.certified:
        return
    foods, units = plan.request.catalog.foods, recipe_units()
    served = {row.food_id: foods.food(row.food_id) for row in portions}
    with st.popover(_("I can't get …"), type="tertiary", icon=":material/remove_shopping_cart:"):
        st.markdown(_("It is left out from now on, and replaced here."))
        for food_id, food in served.items():
            if not food.is_water:
                st.button(
                    plain(kitchen_food(food).named(units, plural=True)),
                    key=f"plan_no_{spot}_{food_id}",
                    on_click=shop_actions.cannot_get,
                    args=(food_id,),
                )
