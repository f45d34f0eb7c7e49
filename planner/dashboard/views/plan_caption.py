"""The caption of a plan: a line on each person."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session import state
from planner.dashboard.session.state import Standing
from planner.dashboard.wording import units
from planner.dashboard.wording.i18n import _, ngettext
from planner.dashboard.wording.text import plain
from planner.nutrition.people.diets import get_avoidance, get_diet
from planner.request.plan_request import PlanRequest


def current_plans(missing: str, icon: str, nearest: str) -> Standing | None:
    """Return the current plans, and draw a message if there are none or they are not certified.

    Parameters
    ----------
    missing : str
        Message if there is no plan.
    icon : str
        The page's icon.
    nearest : str
        Warning if the plans are not certified.
    """
    standing = state.standing()
    if standing is None or not standing.plans:
        st.info(missing, icon=icon)
        return None
    if not standing.answer.certified:
        st.warning(nearest, icon=":material/warning:")
    return standing


def show(standing: Standing) -> None:
    """Draw a line for each person."""
    us_units = state.get("units") == "us"
    for request in standing.question.requests:
        st.markdown(describe(request, us_units=us_units))


def describe(request: PlanRequest, *, us_units: bool = False) -> str:
    """Return one line on the person, the diet and the exclusions of a request."""
    person = request.person
    words = [person.label]
    if us_units:
        feet, inches = units.feet_and_inches(person.height_cm)
        words.append(f"{feet} ft {inches:g} in, {units.pounds(person.weight_kg):g} lb")
    words.append(get_diet(request.diet).label)
    if request.avoid:
        labels = [get_avoidance(name).label.lower() for name in request.avoid]
        words.append(_("without {things}").format(things=", ".join(labels)))
    if request.lock:
        words.append(_("{count} locked").format(count=len(request.lock)))
    if request.exclude:
        count = len(request.exclude)
        words.append(
            ngettext("{count} food left out", "{count} foods left out", count).format(count=count)
        )
    if request.name:
        words.insert(0, request.name)
    return _("**For:** {whom}").format(whom=plain(" · ".join(words)))
