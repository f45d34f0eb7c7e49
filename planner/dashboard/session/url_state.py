"""The current plan in the address of the page, for reloads, bookmarks and sharing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from planner.dashboard.session import plan_links
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.question import one
from planner.dashboard.session.state import Standing, first_request, settle, standing
from planner.errors import InputError
from planner.planning.plan import plan_from_portions

LINK = "request"  # query parameter of a link


def open_link() -> None:
    """Open the inquiry and the plans of the page's address, if it has any."""
    word = st.query_params.get(LINK, "")
    if not word:
        return
    try:
        question, fares = plan_links.read_link(word)
    except InputError as error:
        st.session_state["app_bad_link"] = str(error)
        return
    st.session_state["app_asked"] = question
    plans = tuple(
        replace(plan_from_portions(request, own.portions, own.doses), request=request)
        for request, own in zip(question.requests, fares, strict=False)
    )
    if plans and all(found.certificate.certified for found in plans):
        settle(Standing(question, Answer(plans), edited=True))


def link_word() -> str:
    """Return the current plan as one word for a link; empty before the first answer."""
    now = standing()
    if now is None:
        return ""
    fares = (
        [plan_links.EatenPlan(found.portions, found.doses) for found in now.plans]
        if now.edited
        else []
    )
    return plan_links.write_link(now.question, fares)


def link() -> str:
    """Return a link to the current plan; empty if there is none."""
    word = link_word()
    address = (st.context.url or "").split("?")[0]
    return f"{address}?{LINK}={word}" if word else ""


def keep_link() -> None:
    """Write the current plan into the page's address, for reloads and bookmarks."""
    now = standing()
    if now is None:
        return
    if now.question == one(first_request()) and not now.edited:
        st.query_params.pop(LINK, None)
        return
    word = link_word()
    if word and st.query_params.get(LINK) != word:
        st.query_params[LINK] = word
