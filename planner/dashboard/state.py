"""What a visitor's session remembers between reruns; the plan page's keys start with ``plan_``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from planner.dashboard.solving import Answer
from planner.people import make_person
from planner.request import PlanRequest

# What the form shows at first: a sensible person, for whom the page opens with a plan.
FORM_DEFAULTS: dict[str, Any] = {
    "plan_units": "metric",
    "plan_sex": "female",
    "plan_age": 34,
    "plan_height_cm": 167.0,
    "plan_weight_kg": 62.0,
    "plan_before_kg": None,
    "plan_height_feet": 5,
    "plan_height_inches": 5.7,
    "plan_weight_lb": 136.7,
    "plan_before_lb": None,
    "plan_activity": "active",
    "plan_stage": "neither",
    "plan_weeks": 20,
    "plan_months": 3,
    "plan_energy_kcal": None,
    "plan_diet": "omnivore",
    "plan_avoid": [],
    "plan_exclude": [],
}


@dataclass(frozen=True)
class Standing:
    """The question the page shows, and what came of it."""

    request: PlanRequest
    answer: Answer


def start() -> None:
    """Give each form value its first setting; its widget keeps it for the whole session."""
    for key, value in FORM_DEFAULTS.items():
        st.session_state.setdefault(key, value)


def get(key: str) -> Any:
    """Return a form value by its name without the page's prefix."""
    return st.session_state[f"plan_{key}"]


def put(key: str, value: object) -> None:
    """Set a form value before its widget is drawn."""
    st.session_state[f"plan_{key}"] = value


def first_request() -> PlanRequest:
    """Return the question the page opens with."""
    person = make_person(
        sex=FORM_DEFAULTS["plan_sex"],
        age=FORM_DEFAULTS["plan_age"],
        height_cm=FORM_DEFAULTS["plan_height_cm"],
        weight_kg=FORM_DEFAULTS["plan_weight_kg"],
        activity=FORM_DEFAULTS["plan_activity"],
    )
    return PlanRequest(person=person, diet=FORM_DEFAULTS["plan_diet"])


def asked() -> PlanRequest:
    """Return the latest question."""
    request: PlanRequest = st.session_state.get("plan_asked") or first_request()
    return request


def ask(request: PlanRequest, *, from_form: bool = False) -> None:
    """Put a question; the page answers it on its next run."""
    st.session_state["plan_asked"] = request
    st.session_state["plan_from_form"] = from_form
    st.session_state["plan_problem"] = ""


def take_from_form() -> bool:
    """Tell once whether the latest question came from the form, which may hide the page."""
    return bool(st.session_state.pop("plan_from_form", False))


def standing() -> Standing | None:
    """Return what the page shows; None before the first answer."""
    found: Standing | None = st.session_state.get("plan_standing")
    return found


def settle(request: PlanRequest, answer: Answer) -> Standing:
    """Let an answer stand."""
    now = Standing(request, answer)
    st.session_state["plan_standing"] = now
    st.session_state["plan_problem"] = ""
    return now


def fail(message: str) -> None:
    """Note why the latest question has no answer, and go back to what stands."""
    st.session_state["plan_problem"] = message
    before = standing()
    if before is not None:
        st.session_state["plan_asked"] = before.request


def problem() -> str:
    """Return why the latest question has no answer; empty when it has one."""
    return str(st.session_state.get("plan_problem", ""))
