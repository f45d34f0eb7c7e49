"""A link to the current plan."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session import url_state
from planner.dashboard.wording.i18n import _


def show() -> None:
    """Draw the link, collapsed, with a note on what it reveals."""
    link = url_state.link()
    if not link:
        return
    with st.expander(_("A link to this plan"), icon=":material/link:"):
        st.markdown(
            _(
                "Whoever opens this link sees this plan, and what you entered for it: age, weight, "
                "diet, conditions and medicines. Nothing of it is kept on a server."
            )
        )
        st.code(link, language=None, wrap_lines=True)
