"""The health of another person of the household: life stage, conditions, medicines, exclusions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from planner.dashboard.forms.food_choices import fiber_now, foods_to_leave_out, medicine_label
from planner.dashboard.forms.profile import STAGES, WEIGHT_GOALS
from planner.dashboard.views.choices import choose, choose_by_search
from planner.dashboard.wording.i18n import _, translated
from planner.dashboard.wording.text import capitalised
from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.person import PREGNANCY_AGES
from planner.request.plan_request import PlanRequest

NEW: dict[str, Any] = {
    "stage": "neither", "weeks": 20, "months": 3, "before_kg": None, "conditions": [],
    "medications": [], "exclude": [], "weight_goal": "hold", "unintended_weight_loss": False,
    "fiber_now_g": None,
}  # fmt: skip


def values_of(request: PlanRequest) -> dict[str, Any]:
    """Return the fields of the form for a request."""
    person = request.person
    stage = "pregnant" if person.pregnant_weeks else "neither"
    return {
        "stage": "lactating" if person.lactating_months else stage,
        "weeks": person.pregnant_weeks or NEW["weeks"],
        "months": person.lactating_months or NEW["months"],
        "before_kg": person.pre_pregnancy_weight_kg,
        "conditions": list(person.conditions),
        "medications": list(person.medications),
        "exclude": list(request.exclude),
        "weight_goal": person.weight_goal,
        "unintended_weight_loss": person.unintended_weight_loss,
        "fiber_now_g": person.fiber_now_g,
    }


def show(key: Callable[[str], str], value: Callable[[str], Any]) -> None:
    """Draw the fields, collapsed.

    Parameters
    ----------
    key, value : callable
        Return the widget key, and the current value, of a field of this person.
    """
    with st.expander(_("Health, and foods left out")):
        if _may_be_pregnant(value):
            choose(_("Pregnant or breastfeeding"), translated(STAGES), key("stage"))
            _stage_details(key, value)
        choose_by_search(
            _("Conditions"),
            {name: capitalised(row.label) for name, row in load_conditions().items()},
            key("conditions"),
        )
        choose_by_search(
            _("Medicines"),
            {name: medicine_label(row) for name, row in load_medications().items()},
            key("medications"),
        )
        labels = foods_to_leave_out(value("exclude"))
        choose_by_search(_("Foods to leave out"), labels, key("exclude"))
        choose(_("Weight"), translated(WEIGHT_GOALS), key("weight_goal"))
        st.checkbox(
            _("Weight was lost without wanting"),
            key=key("unintended_weight_loss"),
            persist_state="session",
        )
        fiber_now(key("fiber_now_g"))


def _may_be_pregnant(value: Callable[[str], Any]) -> bool:
    least, most = PREGNANCY_AGES
    return value("sex") == "female" and least <= int(value("age")) <= most


def _stage_details(key: Callable[[str], str], value: Callable[[str], Any]) -> None:
    """Draw the week of pregnancy and the weight before it, or the months since the birth."""
    if value("stage") == "pregnant":
        st.number_input(
            _("Week of pregnancy"), min_value=0, step=1, key=key("weeks"), persist_state="session"
        )
        st.number_input(
            _("Weight before pregnancy ({unit}, if you know it)").format(unit="kg"),
            min_value=0.0,
            value=None,
            step=1.0,
            format="%.1f",
            key=key("before_kg"),
            persist_state="session",
        )
    elif value("stage") == "lactating":
        st.number_input(
            _("Months since the birth"),
            min_value=0,
            step=1,
            key=key("months"),
            persist_state="session",
        )


def options(value: Callable[[str], Any]) -> dict[str, Any]:
    """Return the fields as keys of a household file; those that do not apply are None."""
    stage = value("stage") if _may_be_pregnant(value) else "neither"
    return {
        "pregnant": value("weeks") if stage == "pregnant" else None,
        "pre_pregnancy_weight": value("before_kg") if stage == "pregnant" else None,
        "lactating": value("months") if stage == "lactating" else None,
        "condition": tuple(value("conditions")),
        "medication": tuple(value("medications")),
        "weight_goal": value("weight_goal"),
        "unintended_weight_loss": value("unintended_weight_loss"),
        "fiber_now": value("fiber_now_g"),
        "exclude": list(value("exclude")),
    }
