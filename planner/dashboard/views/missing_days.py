"""What to do about days that were asked for and are not planned, since planning was stopped."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.session.state import Standing
from planner.dashboard.wording.i18n import _


def show(standing: Standing) -> None:
    """Say how many of the days asked for are planned, and draw the button to plan the others."""
    if not standing.missing:
        return
    planned = standing.wanted - len(standing.missing)
    words = _(
        "**{planned} of {wanted} days are planned.** They stay. What is met on average is met over "
        "these days alone."
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(words.format(planned=planned, wanted=standing.wanted), width="stretch")
        st.button(
            _("Continue with the missing days"),
            key="week_continue",
            type="primary",
            icon=":material/play_arrow:",
            on_click=plan_actions.go_on_planning,
            args=(standing.wanted,),
        )
