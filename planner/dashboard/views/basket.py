"""What a week makes people buy, throw away and cook, in a few figures."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session import pantry, visitor_items
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import plain, small
from planner.nutrition.foods.basket import basket_of
from planner.request.plan_request import cook_days_of

MOST_NAMED = 8


def show(standing: Standing) -> None:
    """Draw the figures of the basket of everybody, less the pantry."""
    requests = [plan.request for plan in standing.plans]
    catalog = visitor_items.catalog(*requests)
    held = pantry.at_home(standing.request, catalog.foods)
    basket = basket_of(
        [row for plan in standing.plans for row in plan.portions],
        catalog,
        pantry=held.grams,
        use_by=held.use_by,
        cook_days=cook_days_of(standing.request),
    )
    minutes = max((day.active_minutes for day in basket.work), default=0)
    st.header(_("Shopping and kitchen"), anchor=False)
    with st.container(horizontal=True):
        for label, figure, help_ in (
            (
                _("Foods to buy"),
                f"{basket.different_foods}",
                _("Different foods, staples such as oil, salt and spices apart."),
            ),
            (
                _("Packs cost"),
                f"{basket.basket_usd:.0f} USD",
                _("Own prices where there are any, else averages; unknown ones as like foods."),
            ),
            (_("Of it eaten"), f"{basket.eaten_usd:.0f} USD", None),
            (
                _("Perishables left"),
                f"{100 * basket.perishables_left:.0f} %",
                _("By weight of what is bought and does not keep."),
            ),
            (_("Dishes cooked"), f"{basket.dishes_cooked}", None),
            (_("Most work on a day"), _("{count} min").format(count=minutes), None),
        ):
            st.metric(label, figure, help=help_, width="content")
    left = sorted(
        (line for line in basket.bought if line.is_perishable and line.left_over_g >= 1),
        key=lambda line: -line.left_over_g,
    )
    if left:
        names = ", ".join(f"{line.name} ({line.left_over_g:.0f} g)" for line in left[:MOST_NAMED])
        st.markdown(small(_("Left of what does not keep: {things}").format(things=plain(names))))
