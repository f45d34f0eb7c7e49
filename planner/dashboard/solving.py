"""Answers to requests, remembered: no question is solved twice."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from planner.explain import NoCertifiedPlanError
from planner.plan import Plan, make_plan
from planner.request import PlanRequest

MOST_REMEMBERED = 256  # answers, about 20 kB each, shared by every visitor


@dataclass(frozen=True)
class Answer:
    """What came of a request.

    Attributes
    ----------
    plan : Plan or None
        The certified plan; where there is none the nearest, if even that could be found.
    reasons, changes : tuple of str
        Why no certified plan exists, and the single changes that make one possible; both empty
        when the plan is certified.
    """

    plan: Plan | None
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def certified(self) -> bool:
        """Whether there is a plan and it is certified."""
        return self.plan is not None and self.plan.certificate.certified


@st.cache_data(max_entries=MOST_REMEMBERED, show_spinner=False)
def _answer(request_json: str) -> Answer:
    request = PlanRequest.from_json(request_json)
    try:
        return Answer(make_plan(request))
    except NoCertifiedPlanError as error:
        return Answer(error.nearest, error.reasons, error.changes)


def answer(request: PlanRequest) -> Answer:
    """Answer a request, from memory where it has been asked before.

    Raises
    ------
    SolverError
        If the solver failed or ran out of time; this is not remembered.
    """
    found: Answer = _answer(request.model_dump_json())
    return found
