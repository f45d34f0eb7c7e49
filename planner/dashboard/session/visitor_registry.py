"""Own foods and dishes of each visitor, apart from everybody else's."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from planner.nutrition.foods.own_items import Kept, find_with

KEY = "app_kept"


def keep_apart() -> None:
    """Give every visitor a place of their own for what they bring along."""
    find_with(_place)


def _place() -> Kept | None:
    """Return this visitor's place; None outside of a visit."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    found: Kept = st.session_state.setdefault(KEY, Kept())
    return found
