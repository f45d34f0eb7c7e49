"""The form of the rules over several days."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.forms import household
from planner.dashboard.session import form_values, state
from planner.dashboard.views import person_day_picker
from planner.dashboard.views.choices import choose_several
from planner.dashboard.wording.i18n import N_, _, translated
from planner.dashboard.wording.labels import variety_labels
from planner.dashboard.wording.text import as_list, capitalised
from planner.errors import InputError
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import (
    MOST_DAYS,
    SPANS,
    WEEKDAYS,
    WeekRules,
    all_subjects,
    read_wish,
)

# The numeric fields of WeekRules in the form: label, least and most value.
NUMBERS = {
    "dish_times": (N_("Most days with the same dish"), 1, 7),
    "vegetables": (N_("Different vegetables a week, at least"), 0, 30),
    "fruits": (N_("Different fruits a week, at least"), 0, 20),
    "proteins": (N_("Different protein foods a week, at least"), 0, 20),
    "fish_days": (N_("Days with fish a week, at least"), 0, 7),
}
LEFTOVERS = N_("Cook once, eat twice: a dinner may be the next day's lunch")
STRICT = N_("Every nutrient on every day, not on average")
SWITCHES = ("leftovers", "strict_days")
MINUTES = {
    "weekday": N_("Most cooking minutes on a weekday"),
    "weekend": N_("Most cooking minutes on a weekend day"),
}
SENSES = {"<=": N_("at most"), ">=": N_("at least"), "@": N_("on")}
SPAN_LABELS = {"day": N_("every day"), "weekday": N_("weekdays"), "weekend": N_("the weekend")}


def start() -> None:
    """Fill the form with the rules of the inquiry, once per session."""
    show_request(state.asked().request)


def show_request(request: PlanRequest) -> None:
    """Fill the form with the rules of a request."""
    week = request.week
    values: dict[str, Any] = {name: getattr(week, name) for name in (*NUMBERS, *SWITCHES)}
    values |= {f"minutes_{span}": dict(week.cooking_minutes).get(span) for span in MINUTES}
    values |= {
        "days": max(request.days, 7) if request.days == 1 else request.days,
        "start": request.start,
        "variety": request.variety,
        "budget": request.week_budget_usd,
        "cook_days": list(week.cook_days),
        "wishes": list(week.wishes),
    }
    for name, value in values.items():
        st.session_state[f"week_{name}"] = value


@st.fragment
def show() -> None:
    """Draw the form; its button plans several days."""
    if "week_days" not in st.session_state:
        start()
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            st.number_input(
                _("Days to plan"),
                min_value=1,
                max_value=MOST_DAYS,
                step=1,
                key="week_days",
                persist_state="session",
            )
        with right:
            st.date_input(
                _("First day (leave empty to start on a Monday)"),
                value=None,
                key="week_start",
                persist_state="session",
            )
        _effort()
        with st.expander(_("Cooking: leftovers, days, minutes")):
            _cooking()
        with st.expander(_("Variety")):
            _variety()
        with st.expander(_("Wishes for the week")):
            _wishes()
        _submit()


def _effort() -> None:
    """Draw how different the meals are, and what the packs may cost."""
    left, right = st.columns(2)
    with left:
        labels = variety_labels()
        st.selectbox(
            _("Variety or simplicity"),
            list(labels),
            format_func=labels.__getitem__,
            key="week_variety",
            persist_state="session",
        )
    with right:
        st.number_input(
            _("Most that a week's packs cost, in US dollars"),
            min_value=1.0,
            max_value=10_000.0,
            value=None,
            step=5.0,
            placeholder=_("no limit"),
            key="week_budget",
            persist_state="session",
        )


def _cooking() -> None:
    st.toggle(_(LEFTOVERS), key="week_leftovers", persist_state="session")
    names = dict(zip(WEEKDAYS, map(_, person_day_picker.WEEKDAY_LABELS), strict=True))
    choose_several(
        _("Days to cook on (none: any day)"), names, "week_cook_days", placeholder=_("Any day")
    )
    for column, (span, label) in zip(st.columns(2), MINUTES.items(), strict=True):
        with column:
            st.number_input(
                _(label),
                min_value=5,
                max_value=1440,
                value=None,
                step=5,
                placeholder=_("no limit"),
                key=f"week_minutes_{span}",
                persist_state="session",
            )


def _variety() -> None:
    columns = st.columns(2)
    for place, (name, (label, least, most)) in enumerate(NUMBERS.items()):
        with columns[place % 2]:
            st.number_input(
                _(label),
                min_value=least,
                max_value=most,
                step=1,
                key=f"week_{name}",
                persist_state="session",
            )
    st.toggle(_(STRICT), key="week_strict_days", persist_state="session")


def _wishes() -> None:
    """Draw the wishes, each with a button to remove it, and the fields to add one."""
    for number, wish in enumerate(st.session_state["week_wishes"]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(capitalised(read_wish(wish).words))
            st.button(
                _("Remove"),
                key=f"week_wish_remove_{number}",
                type="tertiary",
                icon=":material/close:",
                on_click=_remove_wish,
                args=(wish,),
            )
    subjects = {name: capitalised(row.label) for name, row in all_subjects().items()}
    first, second, third = st.columns(3)
    with first:
        subject = st.selectbox(
            _("Wish"), list(subjects), format_func=subjects.__getitem__, key="week_wish_subject"
        )
    timed = all_subjects()[subject].most_minutes > 0
    senses = translated({"@": SENSES["@"]} if timed else SENSES)
    with second:
        sense = st.selectbox(
            _("How often"), list(senses), format_func=senses.__getitem__, key="week_wish_sense"
        )
    with third:
        amount = _wish_span() if sense == "@" else _wish_times()
    st.button(
        _("Add this wish"),
        key="week_wish_add",
        icon=":material/add:",
        on_click=_add_wish,
        args=(f"{subject}{sense}{amount}",),
    )


def _wish_span() -> str:
    days = dict(zip(WEEKDAYS, person_day_picker.WEEKDAY_LABELS, strict=True))
    labels = translated(SPAN_LABELS | days)
    return str(
        st.selectbox(_("Days"), list(SPANS), format_func=labels.__getitem__, key="week_wish_span")
    )


def _wish_times() -> int:
    return int(
        st.number_input(
            _("Times a week"), min_value=0, max_value=21, value=2, step=1, key="week_wish_times"
        )
    )


def _add_wish(wish: str) -> None:
    wishes = st.session_state["week_wishes"]
    st.session_state["week_wishes"] = [*(old for old in wishes if old != wish), wish]


def _remove_wish(wish: str) -> None:
    wishes = st.session_state["week_wishes"]
    st.session_state["week_wishes"] = [old for old in wishes if old != wish]


def read_rules() -> WeekRules:
    """Return the rules entered in the form."""
    get = st.session_state.get
    minutes = {span: get(f"week_minutes_{span}") for span in MINUTES}
    plain: dict[str, Any] = {name: get(f"week_{name}") for name in (*NUMBERS, *SWITCHES)}
    return WeekRules.from_raw(
        {
            **plain,
            "cook_days": tuple(get("week_cook_days", ())),
            "cooking_minutes": tuple((span, most) for span, most in minutes.items() if most),
            "wishes": tuple(get("week_wishes", ())),
        }
    )


def _submit() -> None:
    """Draw the button, which starts planning or shows one message with all faults."""
    above = st.container()
    with st.container(horizontal=True):
        pressed = st.button(
            _("Plan these days"),
            type="primary",
            key="week_make",
            icon=":material/calendar_month:",
            on_click=_ask,
        )
        added = _add_days()
    fault = st.session_state.pop("week_fault", "")
    if fault:
        words = _("**This cannot be planned yet.** The plan on the page is unchanged.")
        above.error(f"{words}\n\n{as_list(fault.splitlines())}", icon=":material/edit:")
    elif pressed or added:
        st.rerun()


def _add_days() -> bool:
    """Draw the button that keeps the days there are, where more are asked for."""
    now, days = state.standing(), int(st.session_state["week_days"])
    if now is None or not now.answer.certified or not now.question.days < days:
        return False
    return st.button(
        _("Keep the days planned and add the others"),
        key="week_add_days",
        icon=":material/playlist_add:",
        on_click=plan_actions.go_on_planning,
        args=(days,),
        help=_("The plan on the page stays as it is; only the days after it are planned."),
    )


def _ask() -> None:
    """Start planning with the values of the forms, or store the message with all faults.

    As a callback it runs before anything is drawn.
    """
    try:
        request = form_values.request_from_form()
        request = request.changed(
            days=st.session_state["week_days"],
            start=st.session_state["week_start"],
            variety=st.session_state["week_variety"],
            week_budget_usd=st.session_state["week_budget"],
            week=read_rules(),
        )
        question = household.question_with(request)
    except InputError as error:
        st.session_state["week_fault"] = str(error)
        return
    state.put("days", request.days)
    state.ask(question)
