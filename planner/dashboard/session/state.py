"""The state of a visitor's session between reruns and pages.

Keys start with the name of their page (``plan_``, ``week_``, ...). Keys shared by all pages start
with ``app_``: the latest inquiry, the current plan, earlier plans, and the background job.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from planner.dashboard.session import answers, prefetch, visitor_items
from planner.dashboard.session.answers import Answer
from planner.dashboard.session.jobs import Job
from planner.dashboard.session.question import Inquiry, one
from planner.dashboard.wording.i18n import _
from planner.errors import PlannerError
from planner.nutrition.people.person import make_person
from planner.planning.days import missing_days
from planner.planning.make import Plan
from planner.planning.progress import Progress
from planner.request.plan_request import PlanRequest

# Initial values of the form: the person whose plan the page opens with.
FORM_DEFAULTS: dict[str, Any] = {
    "plan_units": "metric",
    "plan_body_units": "metric",  # those that height and weight are shown in
    "plan_page_units": "metric",  # those that the recipes of the page are drawn in
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
    "plan_conditions": [],
    "plan_medications": [],
    "plan_weight_goal": "hold",
    "plan_unintended_weight_loss": False,
    "plan_fiber_now_g": None,
    "plan_more": [],
    "plan_less": [],
    "plan_standard": "nasem",
    "plan_objective": "balanced",
    "plan_snacks": 1,
    "plan_days": 1,
    "plan_supplements": "none",
    "plan_sun": False,
    "plan_availability": "large",
    "plan_region": "",
    "plan_guidelines": "healthy",
    "plan_versions": "needed",
    "plan_limits": [],
    "plan_person": None,
    "plan_day": None,
}
MOST_UNDONE = 20
SOLVES_AHEAD = True  # whether likely inquiries are answered ahead of time
# A page waits this long for a job before it is drawn with the old plan and a progress bar: to draw
# it takes half as long as to plan a day, and the two slow each other down.
PATIENCE_SECONDS = 2.5
PATIENCE_FOR_DAYS_SECONDS = 0.5  # for jobs of several days or people


@dataclass(frozen=True)
class Standing:
    """What the pages show: the current inquiry and its plans.

    Attributes
    ----------
    question : Inquiry
        The inquiry.
    answer : Answer
        Its answer.
    edited : bool
        Whether the plans were changed since (a meal swapped, a day replanned), so that solving the
        inquiry again would give other plans.
    wanted : int
        Number of days that were asked for; planning may have been stopped before all were done.
    """

    question: Inquiry
    answer: Answer
    edited: bool = False
    wanted: int = 0

    @property
    def missing(self) -> tuple[int, ...]:
        """The days asked for that the plans lack, since planning was stopped."""
        return missing_days(self.plans, self.wanted) if self.answer.certified else ()

    @property
    def request(self) -> PlanRequest:
        """The first person's request."""
        return self.question.request

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, one per person; empty without a plan."""
        return self.answer.plans


def start() -> None:
    """Initialize the form values and the first inquiry of the session.

    Assigning a value to itself keeps it for the widget of another page with the same key.
    """
    for key, value in FORM_DEFAULTS.items():
        st.session_state[key] = st.session_state.get(key, value)
    if "app_asked" not in st.session_state:
        request = visitor_items.with_habits(first_request())
        st.session_state["app_asked"] = one(request)
        put("exclude", list(request.exclude))


def get(key: str) -> Any:
    """Return a form value by its name without the page's prefix."""
    return st.session_state[f"plan_{key}"]


def entered(key: str) -> Any:
    """Return the value of a field that need not be drawn, by its whole key; None without one."""
    return st.session_state.get(key)


def put(key: str, value: object) -> None:
    """Set a form value before its widget is drawn."""
    st.session_state[f"plan_{key}"] = value


def first_request() -> PlanRequest:
    """Return the request that the page opens with."""
    person = make_person(
        sex=FORM_DEFAULTS["plan_sex"],
        age=FORM_DEFAULTS["plan_age"],
        height_cm=FORM_DEFAULTS["plan_height_cm"],
        weight_kg=FORM_DEFAULTS["plan_weight_kg"],
        activity=FORM_DEFAULTS["plan_activity"],
    )
    return PlanRequest(person=person, diet=FORM_DEFAULTS["plan_diet"])


def asked() -> Inquiry:
    """Return the latest inquiry."""
    found: Inquiry = st.session_state["app_asked"]
    return found


def standing() -> Standing | None:
    """Return what the pages show; None before the first answer."""
    found: Standing | None = st.session_state.get("app_standing")
    return found


def plan() -> Plan | None:
    """Return the first person's current plan."""
    now = standing()
    return now.answer.plan if now else None


def ask(question: Inquiry, *, from_form: bool = False) -> None:
    """Start to answer an inquiry in the background, in place of the current job."""

    def settle_it(answer: Answer) -> None:
        settle(Standing(as_done(question, answer), answer, wanted=question.days))
        if answer.certified and SOLVES_AHEAD:
            prefetch.start_next(question)

    started = prefetch.take(question)
    _drop_guess()
    if started is None:
        work(lambda progress: answers.answer(question, progress), settle_it)
    else:
        started.settle = settle_it
        take_on(started)
    st.session_state["app_asked"] = question
    st.session_state["app_from_form"] = from_form


def foresee(question: Inquiry) -> None:
    """Answer the inquiry entered so far ahead of time, in place of the previous one."""
    standing_request = asked().request.changed(name="")
    if not SOLVES_AHEAD or not prefetch.is_small(question) or question.request == standing_request:
        return
    before: Inquiry | None = st.session_state.get("app_foreseen")
    if question != before:
        st.session_state["app_foreseen"] = question
        prefetch.start(question, instead_of=before)


def _drop_guess() -> None:
    """Cancel the inquiry of the form that was started ahead."""
    guessed: Inquiry | None = st.session_state.pop("app_foreseen", None)
    if guessed is not None:
        prefetch.drop(guessed)


def as_done(question: Inquiry, answer: Answer) -> Inquiry:
    """Return the inquiry, reduced to the days planned if planning was stopped."""
    planned = {plan.request.days for plan in answer.plans if plan.certificate.certified}
    if not planned or planned == {question.days}:
        return question
    return question.each(lambda request: request.changed(days=min(planned)))


def work(
    solve: Callable[[Progress], Any],
    settle_it: Callable[[Any], None],
) -> None:
    """Start a background job in place of the current one."""
    take_on(Job(solve, settle_it))


def take_on(job: Job) -> None:
    """Make a job the current one, in place of the previous one."""
    stop_work()
    st.session_state["app_problem"] = ""
    st.session_state["app_job"] = job


def job() -> Job | None:
    """Return the current job, or None."""
    found: Job | None = st.session_state.get("app_job")
    return found


def stop_work() -> None:
    """Cancel the current job; the current plan stays."""
    going_on = job()
    if going_on is not None:
        going_on.give_up()
        st.session_state["app_job"] = None
        before = standing()
        if before is not None:
            st.session_state["app_asked"] = before.question


def collect() -> None:
    """Take the result of the current job, waiting for it briefly; start the first inquiry."""
    if job() is None:
        if standing() is None and not problem():
            ask(asked())
        else:
            return
    going_on = job()
    if going_on is None:
        return
    # Wait only once, so that a page reacts at once while a week is planned.
    patience = PATIENCE_SECONDS if prefetch.is_small(asked()) else PATIENCE_FOR_DAYS_SECONDS
    seconds = 0.0 if going_on.waited_for else patience
    going_on.waited_for = True
    with st.spinner(_("Planning a day of food and checking every nutrient …")):
        ended = going_on.look(seconds)
    if not ended:
        return
    st.session_state["app_job"] = None
    try:
        going_on.settle(going_on.result())
    except PlannerError as error:
        fail(str(error))


def settle(now: Standing, *, undoable: bool = True) -> None:
    """Make something current; the previous state can be restored by undo."""
    before = standing()
    if before is not None and undoable and before != now:
        past: list[Standing] = st.session_state.setdefault("app_past", [])
        past.append(before)
        del past[:-MOST_UNDONE]
    st.session_state["app_asked"] = now.question
    st.session_state["app_standing"] = now
    st.session_state["app_problem"] = ""


def may_undo() -> bool:
    """Return whether there is a previous state."""
    return bool(st.session_state.get("app_past"))


def undo() -> None:
    """Restore the state before the latest change."""
    if may_undo():
        stop_work()
        settle(st.session_state["app_past"].pop(), undoable=False)


def take_from_form() -> bool:
    """Return once whether the latest answer is to an inquiry from the form."""
    if job() is not None:
        return False
    return bool(st.session_state.pop("app_from_form", False))


def fail(message: str) -> None:
    """Store why the latest inquiry failed, and go back to the current one."""
    st.session_state["app_problem"] = message
    before = standing()
    if before is not None:
        st.session_state["app_asked"] = before.question


def problem() -> str:
    """Return why the latest inquiry failed; empty if it did not."""
    return str(st.session_state.get("app_problem", ""))


def retry() -> None:
    """Start the latest inquiry again."""
    ask(asked())
