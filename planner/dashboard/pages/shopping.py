"""The page Shopping: the list of the current plan with ticks, the pantry, and files."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.forms import own_prices, pantry
from planner.dashboard.session import pantry as pantry_items
from planner.dashboard.session import visitor_items
from planner.dashboard.session.state import Standing
from planner.dashboard.views import person_day_picker, plan_caption
from planner.dashboard.views import shopping_list as shopping_view
from planner.dashboard.views.choices import choose_current, choose_several
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import as_list
from planner.errors import PlannerError
from planner.formats.shopping_list import shopping_list
from planner.nutrition.foods.portions import Portion
from planner.store import shopping_key


def show() -> None:
    """Draw the list, the pantry and the files."""
    st.title(_("Shopping"), anchor=False)
    standing = plan_caption.current_plans(
        _("There is no plan to shop for yet. Make one on the page Plan."),
        ":material/shopping_cart:",
        _("**Not certified:** this list is for the nearest plan, which misses some targets."),
    )
    if standing is None:
        return
    try:
        _show_list(standing)
    except PlannerError as error:
        st.error(
            _("**The saved data cannot be reached.**") + f"\n\n{as_list(str(error).splitlines())}",
            icon=":material/error:",
        )
    visitor_items.report()


def _show_list(standing: Standing) -> None:
    portions = _chosen(standing)
    catalog = visitor_items.catalog(*(plan.request for plan in standing.plans))
    held = pantry_items.at_home(standing.request, catalog.foods)
    found = shopping_list(
        portions, pantry=held.grams, start=standing.request.start, catalog=catalog,
        use_by=held.use_by,
    )  # fmt: skip
    if not found.lines:
        st.info(_("Nothing needs to be bought."), icon=":material/shopping_cart:")
        return
    shopping_view.show(found, shopping_key(portions))
    st.header(_("At home"), anchor=False)
    pantry.show(standing, found, catalog.foods)
    st.header(_("What you buy"), anchor=False)
    own_prices.show(standing, catalog.foods)
    st.header(_("Export and import"), anchor=False)
    shopping_view.show_files(found)


def _chosen(standing: Standing) -> list[Portion]:
    """Draw the choice of people and days, if there are several, and return their portions."""
    people = {place: plan.request.name for place, plan in enumerate(standing.plans)}
    days = person_day_picker.planned_days(standing)
    whose, span = list(people), (days[0], days[-1])
    if len(people) > 1:
        _keep_within("shop_people", list(people))
        whose = choose_several(_("For whom"), people, "shop_people", placeholder=_("Nobody chosen"))
    if len(days) > 1:
        labels = {day: person_day_picker.day_label(standing.request, day) for day in days}
        with st.container(horizontal=True):
            first = choose_current(_("From"), labels, "shop_from")
            last = choose_current(_("To"), labels, "shop_to", usual=days[-1])
        span = (min(first, last), max(first, last))
    return [
        row
        for place in whose
        for row in standing.plans[place].portions
        if span[0] <= row.day <= span[1]
    ]


def _keep_within(key: str, allowed: list[int]) -> None:
    """Choose everybody at first, and again if a person chosen no longer exists."""
    chosen = st.session_state.get(key)
    if chosen is None or not set(chosen) <= set(allowed):
        st.session_state[key] = allowed
