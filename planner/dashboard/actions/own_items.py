"""Actions on a visitor's own foods and dishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from planner.dashboard.session import state
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import as_list
from planner.errors import PlannerError
from planner.request.own_dishes import OwnDish
from planner.request.own_foods import OwnFood
from planner.request.plan_request import PlanRequest

PROBLEM = "foods_problem"


def with_own_items(
    request: PlanRequest, foods: Iterable[OwnFood], dishes: Iterable[OwnDish]
) -> PlanRequest:
    """Return a request with own foods and dishes added; raises InputError if it is not valid."""
    # What is declared of a food's contents leaves its id, and the latest word on them counts.
    by_id = {food.id: food for food in (*request.own_foods, *foods)}
    return request.changed(
        own_foods=tuple(by_id.values()),
        own_dishes=tuple(dict.fromkeys((*request.own_dishes, *dishes))),
    )


def plan_with(foods: Sequence[OwnFood], dishes: Sequence[OwnDish], item: str) -> None:
    """Plan again with own foods and dishes added to the choices, and one item locked."""
    question = state.asked()

    try:
        question = question.each(lambda request: with_own_items(request, foods, dishes))
    except PlannerError as error:
        st.session_state[PROBLEM] = str(error)
        return
    lock = tuple(sorted({*question.request.lock, item}))
    state.ask(question.with_request(0, question.request.changed(lock=lock)))


def fail(problem: str) -> None:
    """Keep why an action failed, for the next run to show."""
    st.session_state[PROBLEM] = problem


def say(problem: str) -> None:
    """Show why an action failed."""
    st.error(
        _("**That was not done.**") + f"\n\n{as_list(problem.splitlines())}",
        icon=":material/error:",
    )


def report() -> None:
    """Show once why the latest action failed."""
    problem = str(st.session_state.pop(PROBLEM, ""))
    if problem:
        say(problem)
