"""Why the plan is as it is, what another question would make of it, and why there is none."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.dashboard import (
    pickers,
    state,
    supplements_view,
    what_if_view,
    why_view,
)
from planner.dashboard.i18n import N_, _, translated
from planner.dashboard.reading import show_request
from planner.dashboard.state import Standing
from planner.dashboard.text import as_list, capitalised, plain, without_options
from planner.request import PlanRequest

VIEWS = {
    "why": N_("Why this plan"),
    "what_if": N_("What if"),
    "supplements": N_("Food alone or supplements"),
}
_DRAW: dict[str, Callable[[Standing, int], None]] = {
    "why": why_view.show,
    "what_if": what_if_view.show,
    "supplements": supplements_view.show,
}


def show() -> None:
    """Draw why there is no plan, or the choice of a view of the one that stands."""
    st.title(_("Why and what if"), anchor=False)
    standing = state.standing()
    if standing is None:
        st.info(
            _("There is no plan to explain yet. Make one on the page Plan."),
            icon=":material/help:",
        )
        return
    if not standing.answer.certified:
        _show_no_plan(standing)
        return
    labels = translated(VIEWS)
    view = st.radio(
        _("Show"),
        list(labels),
        format_func=labels.__getitem__,
        key="why_view",
        persist_state="session",
        horizontal=True,
    )
    person = pickers.whose(standing)
    _DRAW[view](standing, person)


def _show_no_plan(standing: Standing) -> None:
    """Draw what clashes, and the changes that help, each with a button where one can apply it."""
    answer = standing.answer
    st.header(_("Why there is no plan"), anchor=False)
    st.warning(
        as_list([capitalised(reason) for reason in answer.reasons])
        or _("The plan that stands misses what it was asked for."),
        icon=":material/info:",
    )
    st.header(_("What would help"), anchor=False)
    if answer.changes:
        st.markdown(
            _("Any one of these makes a plan possible; each was tried. Those that ask least of you "
              "come first. What you cannot eat stays your own decision.")
        )  # fmt: skip
    else:
        st.markdown(
            _(
                "No single change of diet, allergies or foods left out is enough. Try two: fewer "
                "foods left out, fewer things avoided, or a wider diet."
            )
        )
    for number, change in enumerate(answer.changes):
        words = capitalised(without_options(change))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{number + 1}\\. {plain(words)}", width="stretch")
            changed = answer.requests.get(change)
            if changed is not None:
                st.button(
                    _("Do that"),
                    key=f"why_apply_{number}",
                    icon=":material/check:",
                    help=plain(words),
                    on_click=apply,
                    args=(changed,),
                )
    if state.may_undo():
        st.button(_("Undo"), key="why_undo", icon=":material/undo:", on_click=_undo)
    if standing.plans:
        st.header(_("The nearest plan"), anchor=False)
        missed = [breach.message for breach in standing.plans[0].certificate.breaches]
        st.markdown(_("It stands on the page Plan, and misses:") + f"\n\n{as_list(missed)}")


def apply(changed: PlanRequest) -> None:
    """Ask the standing question with one person's request changed."""
    question = state.asked()
    names = [request.name for request in question.requests]
    place = names.index(changed.name) if changed.name in names else 0
    asked = question.with_request(place, changed)
    show_request(asked.request)
    state.ask(asked)


def _undo() -> None:
    state.undo()
    now = state.standing()
    if now is not None:
        show_request(now.request)
