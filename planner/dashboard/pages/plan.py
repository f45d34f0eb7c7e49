"""The page Plan: a day of food with its certificate, or why there is no plan."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.forms import profile
from planner.dashboard.session import state
from planner.dashboard.session.question import with_next_seed
from planner.dashboard.views import (
    certificate,
    core_nutrients,
    meal_cards,
    missing_days,
    nutrient_chart,
    person_day_picker,
    plan_caption,
    share_link,
    shops,
)
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import on_phone

PROMISE = N_(
    "Real food in kitchen portions, proven to meet your own needs. Say who you are and what you "
    "eat in the sidebar (» on a phone), press one button, and eat."
)


def show() -> None:
    """Draw the form, the introduction and the current plan."""
    with st.sidebar:
        profile.show()
    st.title("Steadyplate", anchor=False)
    st.markdown(_(PROMISE))
    standing = state.standing()
    if state.take_from_form():
        _announce(standing)
    if standing is not None:
        _show_answer(standing)
    elif state.job() is None:
        st.button(_("Try again"), key="plan_retry", on_click=state.retry)


def _announce(standing: state.Standing | None) -> None:
    """Show that planning from the form has ended; on a phone the sidebar hides the page."""
    if standing is None or state.problem():
        words, icon = _("That could not be planned"), ":material/error:"
    elif standing.answer.certified:
        words, icon = _("Your plan is ready"), ":material/verified:"
    else:
        words, icon = _("No plan meets all of these targets"), ":material/info:"
    where = " " + _("Close this panel with « to see the page.") if on_phone() else ""
    st.toast(f"**{words}.**{where}", icon=icon)


def _show_answer(standing: state.Standing) -> None:
    plan = standing.answer.plan
    certificate.show_verdict(standing.answer)
    _show_title(standing)
    missing_days.show(standing)
    _show_buttons(standing)
    if plan is None:
        return
    person, day = person_day_picker.whose_day(standing)
    plan = standing.plans[person]
    certificate.show_cautions(plan)
    shops.show_choice(standing, person)
    meal_cards.show_meals(standing, person, day)
    core_nutrients.show_downloads(standing.plans)
    share_link.show()
    certificate.show_notes(plan)
    nutrient_chart.show(plan, day)
    certificate.show_certificate(plan, day)
    certificate.show_scores(plan)
    core_nutrients.show_strip(plan, day)


def _show_title(standing: state.Standing) -> None:
    if not standing.answer.certified:
        title = _("The nearest day")
    elif standing.question.days > 1:
        title = _("Your days")
    else:
        title = _("Your day")
    st.header(title, anchor=False)
    plan_caption.show(standing)


def _show_buttons(standing: state.Standing) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Another plan"),
            key="plan_another",
            icon=":material/refresh:",
            on_click=ask_another,
            disabled=standing.answer.plan is None,
            help=_("Another plan of equal quality; locked items stay."),
        )
        st.button(
            _("Undo"),
            key="plan_undo",
            icon=":material/undo:",
            on_click=plan_actions.undo,
            disabled=not state.may_undo(),
            help=_("Restore the previous plan."),
        )


def ask_another() -> None:
    """Plan the current inquiry with the next seed."""
    state.ask(state.asked().each(with_next_seed))
