"""What stands on a page of the dashboard: the request and its plan."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner.dashboard.session import answers, state
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import Inquiry
from planner.planning.plan import Plan
from planner.planning.progress import Progress


def standing(page: AppTest) -> state.Standing:
    """Return the current state of the page."""
    found: state.Standing = page.session_state["app_standing"]
    return found


def plan_of(page: AppTest) -> Plan:
    """Return the plan on the page."""
    plan = standing(page).answer.plan
    assert plan is not None
    return plan


def questions_noted(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> list[Inquiry]:
    """Answer each question with the plans on the page; return the list that will hold them."""
    asked: list[Inquiry] = []

    def note(question: Inquiry, progress: Progress) -> Answer:
        asked.append(question)
        return Answer(standing(page).plans)

    monkeypatch.setattr(answers, "answer", note)
    return asked
