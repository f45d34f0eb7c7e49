"""What stands on a page of the dashboard: the request and its plan."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from planner.dashboard.session import state
from planner.planning.plan import Plan


def standing(page: AppTest) -> state.Standing:
    """Return the current state of the page."""
    found: state.Standing = page.session_state["app_standing"]
    return found


def plan_of(page: AppTest) -> Plan:
    """Return the plan on the page."""
    plan = standing(page).answer.plan
    assert plan is not None
    return plan
