"""The form in the sidebar: the person and the food."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.dashboard.forms import food_choices
from planner.dashboard.session import form_values, state
from planner.dashboard.session.question import one
from planner.dashboard.views.choices import choose, choose_side_by_side
from planner.dashboard.wording.i18n import N_, _, translated
from planner.dashboard.wording.text import as_list
from planner.errors import InputError

UNITS = {"metric": N_("Metric (cm, kg)"), "us": N_("US (ft, lb)"), "uk": N_("UK (cm, kg)")}
SEXES = {"female": N_("Female"), "male": N_("Male")}
# The four levels of the NASEM 2023 energy equations, in the words of Health Canada's tables.
ACTIVITIES = {
    "inactive": N_("Mostly sitting"),
    "low_active": N_("Some walking: 30 to 60 minutes a day"),
    "active": N_("Active: at least an hour a day"),
    "very_active": N_("Very active: two hours, or hard sport"),
}
ACTIVITY_HELP = N_(
    "Beyond the tasks of daily living: brisk walking or as hard, for 30 to 60 minutes a day, for "
    "at least 60 minutes, or for at least 120 minutes (or 60 and another 60 of hard exercise)."
)
WEIGHT_GOALS = {
    "hold": N_("Hold it"),
    "gain": N_("Gain slowly"),
    "lose": N_("Lose slowly"),
}
STAGES = {"neither": N_("Neither"), "pregnant": N_("Pregnant"), "lactating": N_("Breastfeeding")}


@st.fragment
def show() -> None:
    """Draw the form; its button starts planning.

    Widgets depend on each other (units convert values, life stages appear for women only), so the
    form is a fragment: filling it in redraws nothing else. Meanwhile the request entered so far is
    planned ahead in the background.
    """
    st.header(_("About you"), anchor=False)
    choose_side_by_side(
        _("Units"),
        translated(UNITS),
        "plan_units",
        label_visibility="collapsed",
        on_change=form_values.switch_units,
    )
    if state.get("units") != state.get("page_units"):
        state.put("page_units", state.get("units"))
        st.rerun()  # the recipes on the page are in these units too
    _body()
    _life_stage()
    food_choices.show()
    _submit()


def _body() -> None:
    """Draw sex, age, height, weight and activity."""
    left, right = st.columns(2, gap="small")
    with left:
        choose(_("Sex"), translated(SEXES), "plan_sex")
    with right:
        _whole(_("Age (years)"), "age")
    left, right = st.columns(2, gap="small")
    if state.get("units") != "us":
        with left:
            _number(_("Height (cm)"), "height_cm")
        with right:
            _number(_("Weight (kg)"), "weight_kg")
    else:
        with left:
            _whole(_("Height: feet"), "height_feet")
        with right:
            _number(_("and inches"), "height_inches")
        _number(_("Weight (pounds)"), "weight_lb")
    choose(_("Activity"), translated(ACTIVITIES), "plan_activity", help=_(ACTIVITY_HELP))
    choose(_("Weight"), translated(WEIGHT_GOALS), "plan_weight_goal")


def _whole(label: str, key: str) -> None:
    st.number_input(label, min_value=0, step=1, key=f"plan_{key}", persist_state="session")


def _number(label: str, key: str, **options: Any) -> None:
    st.number_input(
        label,
        min_value=0.0,
        step=1.0,
        format="%.1f",
        key=f"plan_{key}",
        persist_state="session",
        **options,
    )


def _life_stage() -> None:
    """Draw pregnancy and breastfeeding, for women of the ages that reference intakes cover."""
    if not form_values.may_be_pregnant():
        return
    choose(_("Pregnant or breastfeeding"), translated(STAGES), "plan_stage")
    if state.get("stage") == "pregnant":
        _whole(_("Week of pregnancy"), "weeks")
        unit, key = ("kg", "before_kg") if state.get("units") != "us" else ("lb", "before_lb")
        label = _("Weight before pregnancy ({unit}, if you know it)").format(unit=unit)
        _number(label, key, value=None)
    elif state.get("stage") == "lactating":
        _whole(_("Months since the birth"), "months")


def _submit() -> None:
    """Draw the button, which starts planning or shows one message with all faults."""
    above = st.container()  # visible together with the button on a small screen
    pressed = st.button(_("Make my plan"), type="primary", width="stretch", key="plan_make")
    try:
        question = one(form_values.request_from_form())
    except InputError as error:
        if pressed:
            above.error(
                _("**This cannot be planned yet.** The plan on the page is unchanged.")
                + "\n\n"
                + as_list([*str(error).splitlines(), *form_values.us_note()]),
                icon=":material/edit:",
            )
        return
    if not pressed:
        state.foresee(question)
        return
    state.ask(question, from_form=True)
    st.rerun()
