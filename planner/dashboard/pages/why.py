"""The page Why and what if: explanation, comparison with a changed request, or conflict."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.session import state
from planner.dashboard.session.state import Standing
from planner.dashboard.views import (
    certificate,
    explanation,
    person_day_picker,
    supplements,
    what_if,
)
from planner.dashboard.views.choices import choose_view
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import as_list, capitalised

VIEWS = {
    "why": N_("Why this plan"),
    "what_if": N_("What if"),
    "supplements": N_("Food alone or supplements"),
}
_DRAW: dict[str, Callable[[Standing, int], None]] = {
    "why": explanation.show,
    "what_if": what_if.show,
    "supplements": supplements.show,
}


def show() -> None:
    """Draw why there is no plan, or the choice of a view of the current plan."""
    st.title(_("Why and what if"), anchor=False)
    standing = state.standing()
    if standing is None:
        st.info(
            _("There is no plan to explain yet. Make one on the page Plan."),
            icon=":material/help:",
        )
        return
    if not standing.answer.certified:
        _show_no_plan(standing)
        return
    view = choose_view(VIEWS, "why_view")
    person = person_day_picker.whose(standing)
    _DRAW[view](standing, person)


def _show_no_plan(standing: Standing) -> None:
    """Draw the conflict and its remedies, with a button for each that can be applied."""
    answer = standing.answer
    st.header(_("Why there is no plan"), anchor=False)
    st.warning(
        as_list([capitalised(reason) for reason in answer.reasons])
        or _("The current plan does not meet its request."),
        icon=":material/info:",
    )
    st.header(_("What would help"), anchor=False)
    certificate.show_changes(answer, "why")
    if state.may_undo():
        st.button(_("Undo"), key="why_undo", icon=":material/undo:", on_click=plan_actions.undo)
    if standing.plans:
        st.header(_("The nearest plan"), anchor=False)
        missed = [breach.message for breach in standing.plans[0].certificate.breaches]
        st.markdown(_("The page Plan shows it. It misses:") + f"\n\n{as_list(missed)}")
