"""The plan page: one person's day of food, its proof, and why there is none."""

from __future__ import annotations

import streamlit as st

from planner.dashboard import charts, day_view, judgement, profile, state, units
from planner.dashboard.i18n import N_, _, ngettext
from planner.dashboard.text import plain, small
from planner.diets import get_avoidance, get_diet
from planner.plan import Plan
from planner.request import PlanRequest

PROMISE = N_(
    "A day of real food in kitchen portions, proven to meet your own targets for magnesium, "
    "calcium, potassium, vitamin D, vitamin B12 and every other nutrient that food can supply. "
    "Say who you are and what you eat in the sidebar (» on a phone), press one button, and eat."
)
_LARGEST_SEED = 2**31 - 1


def show() -> None:
    """Draw the page: form, promise and the standing plan."""
    with st.sidebar:
        profile.show()
    st.title("Steadyplate", anchor=False)
    st.markdown(_(PROMISE))
    standing = state.standing()
    if state.take_from_form():
        _announce(standing)
    if standing is not None:
        _show_answer(standing)
    elif state.job() is None:
        st.button(_("Try again"), key="plan_retry", on_click=state.retry)


def _announce(standing: state.Standing | None) -> None:
    """Say that the form was answered: on a phone the open sidebar hides the page."""
    if standing is None or state.problem():
        words, icon = _("That could not be planned"), ":material/error:"
    elif standing.answer.certified:
        words, icon = _("Your plan is ready"), ":material/verified:"
    else:
        words, icon = _("No plan meets all of these targets"), ":material/info:"
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    where = " " + _("Close this panel with « to see the page.") if phone else ""
    st.toast(f"**{words}.**{where}", icon=icon)


def _show_answer(standing: state.Standing) -> None:
    plan = standing.answer.plan
    judgement.show_verdict(standing.answer)
    title = _("Your day") if standing.answer.certified else _("The nearest day")
    st.header(title, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            describe(standing.request, us_units=state.get("units") == "us"), width="stretch"
        )
        st.button(
            _("Another plan"),
            key="plan_another",
            icon=":material/refresh:",
            on_click=ask_another,
            disabled=plan is None,
            help=_("Another day of equal quality for the same person."),
        )
        st.button(
            _("Undo"),
            key="plan_undo",
            icon=":material/undo:",
            on_click=state.undo,
            disabled=not state.may_undo(),
            help=_("Bring back the plan that stood before."),
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
    st.header(_("Every nutrient against its floor and ceiling"), anchor=False)
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
        words.append(_("without {things}").format(things=", ".join(labels)))
    if request.exclude:
        count = len(request.exclude)
        words.append(
            ngettext("{count} food left out", "{count} foods left out", count).format(count=count)
        )
    return _("**A day for:** {whom}").format(whom=plain(" · ".join(words)))


def ask_another() -> None:
    """Ask the standing question with the next seed."""
    question = state.asked()
    seed = question.request.seed
    following = seed + 1 if seed < _LARGEST_SEED else 0
    state.ask(question.each(lambda request: request.model_copy(update={"seed": following})))
