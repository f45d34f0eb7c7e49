"""The plan page: one person's day of food, its proof, and why there is none."""

from __future__ import annotations

import streamlit as st

from planner.dashboard import charts, day_view, judgement, profile, solving, state, units
from planner.dashboard.text import as_list, plain, small
from planner.diets import get_avoidance, get_diet
from planner.errors import PlannerError
from planner.plan import Plan
from planner.planning import MEDICAL_NOTE
from planner.request import PlanRequest

PROMISE = (
    "A day of real food in kitchen portions, proven to meet your own targets for magnesium, "
    "calcium, potassium, vitamin D, vitamin B12 and every other nutrient that food can supply. "
    "Say who you are and what you eat in the sidebar (» on a phone), press one button, and eat."
)
_LARGEST_SEED = 2**31 - 1


def show() -> None:
    """Draw the page: form, promise, the standing plan, and the medical note below everything."""
    with st.sidebar:
        profile.show()
    st.title("Steadyplate", anchor=False)
    st.markdown(PROMISE)
    standing = _answer_question()
    if state.take_from_form():
        _announce(standing)
    if state.problem():
        st.error(
            "**That could not be planned.** "
            + ("The plan below is the one from before.\n\n" if standing else "\n\n")
            + as_list(state.problem().splitlines()),
            icon=":material/error:",
        )
    if standing is None:
        st.button("Try again", key="plan_retry")
    else:
        _show_answer(standing)
    st.divider()
    st.markdown(small(plain(MEDICAL_NOTE)))


def _announce(standing: state.Standing | None) -> None:
    """Say that the form was answered: on a phone the open sidebar hides the page."""
    if standing is None or state.problem():
        words, icon = "That could not be planned", ":material/error:"
    elif standing.answer.certified:
        words, icon = "Your plan is ready", ":material/verified:"
    else:
        words, icon = "No plan meets all of these targets", ":material/info:"
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    where = " Close this panel with « to see the page." if phone else ""
    st.toast(f"**{words}.**{where}", icon=icon)


def _answer_question() -> state.Standing | None:
    """Answer the latest question unless that is done; a failure leaves what stood before."""
    request, standing = state.asked(), state.standing()
    if standing is not None and standing.request == request:
        return standing
    with st.spinner("Planning a day of food and checking every nutrient …"):
        try:
            found = solving.answer(request)
        except PlannerError as error:
            state.fail(str(error))
            return standing
    return state.settle(request, found)


def _show_answer(standing: state.Standing) -> None:
    plan = standing.answer.plan
    judgement.show_verdict(standing.answer)
    st.header("Your day" if standing.answer.certified else "The nearest day", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            describe(standing.request, us_units=state.get("units") == "us"), width="stretch"
        )
        st.button(
            "Another plan",
            key="plan_another",
            icon=":material/refresh:",
            on_click=ask_another,
            disabled=plan is None,
            help="Another day of equal quality for the same person.",
        )
    if plan is None:
        return
    day_view.show_core(plan)
    day_view.show_meals(plan)
    day_view.show_downloads(plan)
    judgement.show_notes(plan)
    _show_nutrients(plan)
    judgement.show_certificate(plan)
    judgement.show_scores(plan)


def _show_nutrients(plan: Plan) -> None:
    st.header("Every nutrient against its floor and ceiling", anchor=False)
    st.markdown(small(charts.legend()))
    dark = st.context.theme.type == "dark"
    chart = charts.nutrient_chart(plan, dark=dark)
    st.altair_chart(chart, width="stretch")


def describe(request: PlanRequest, *, us_units: bool = False) -> str:
    """Say in one line whose plan this is and what it leaves out."""
    person = request.person
    words = [person.label]
    if us_units:
        feet, inches = units.feet_and_inches(person.height_cm)
        words.append(f"{feet} ft {inches:g} in, {units.pounds(person.weight_kg):g} lb")
    words.append(get_diet(request.diet).label)
    if request.avoid:
        labels = [get_avoidance(name).label.lower() for name in request.avoid]
        words.append("without " + ", ".join(labels))
    if request.exclude:
        count = len(request.exclude)
        words.append(f"{count} food{'s' if count > 1 else ''} left out")
    return f"**A day for:** {plain(' · '.join(words))}"


def ask_another() -> None:
    """Ask the standing question with the next seed."""
    request = state.asked()
    seed = request.seed + 1 if request.seed < _LARGEST_SEED else 0
    state.ask(request.model_copy(update={"seed": seed}))
