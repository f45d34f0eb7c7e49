"""The page of several days and several people: a calendar, its rules, the table, the cooking."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import plan_actions as actions
from planner.dashboard.forms import household as people_form
from planner.dashboard.forms import profile
from planner.dashboard.forms import week_rules as week_form
from planner.dashboard.session import state
from planner.dashboard.session.question import with_next_seed
from planner.dashboard.session.state import Standing
from planner.dashboard.views import certificate as judgement
from planner.dashboard.views import cooking_plan as cooking_view
from planner.dashboard.views import core_nutrients as day_view
from planner.dashboard.views import meal_cards as cards
from planner.dashboard.views import person_day_picker as pickers
from planner.dashboard.views import share_link as sharing
from planner.dashboard.views import week_calendar as week_grid
from planner.dashboard.wording.i18n import _


def show() -> None:
    """Draw the people, the rules, and what stands as a calendar."""
    with st.sidebar:
        profile.show()
    st.title(_("Week and household"), anchor=False)
    st.markdown(
        _(
            "Plan several days, for yourself or for everybody at the table. Shared meals hold one "
            "dish that suits all; each person's portions are proven for their own targets."
        )
    )
    standing = state.standing()
    if standing is None or (standing.question.days == 1 and len(standing.question.requests) == 1):
        _show_forms()
        if standing is not None:
            _say_how()
        return
    judgement.show_verdict(standing.answer)
    if standing.answer.plan is None:
        _show_forms()
        return
    calendar, rules, cooking = st.tabs(
        [_("Calendar"), _("People and rules"), _("Cooking plan")], key="week_tabs"
    )
    with rules:
        _show_forms()
    with calendar:
        _show_days(standing)
    with cooking:
        cooking_view.show(standing)


def _show_forms() -> None:
    people_form.show()
    week_form.show()


def _say_how() -> None:
    st.info(
        _(
            "One day for one person stands. Choose above how many days to plan, add whoever "
            "eats with you, and press the button: a week takes a little while, and you see "
            "how far it is."
        ),
        icon=":material/calendar_month:",
    )


def _show_days(standing: Standing) -> None:
    st.header(_("Calendar"), anchor=False)
    person, day = pickers.whose_day(standing)
    plan = standing.plans[person]
    week_grid.show(standing, person, day)
    st.header(pickers.day_label(plan.request, day), anchor=False)
    judgement.show_cautions(plan)
    _replan_buttons(standing, day)
    cards.show_meals(standing, person, day)
    day_view.show_downloads(standing.plans)
    sharing.show()
    judgement.show_notes(plan)
    day_view.show_strip(plan, day)


def _replan_buttons(standing: Standing, day: int) -> None:
    days = pickers.planned_days(standing)
    certified = standing.answer.certified
    with st.container(horizontal=True):
        st.button(
            _("Plan this day anew"),
            key="week_replan_day",
            icon=":material/refresh:",
            on_click=plan_anew,
            args=([day],),
            disabled=not certified,
            help=_("Another day here; all other days stay, and so does what is locked."),
        )
        if day != days[0] and day != days[-1]:
            st.button(
                _("Plan anew from here on"),
                key="week_replan_rest",
                icon=":material/fast_forward:",
                on_click=plan_anew,
                args=([later for later in days if later >= day],),
                disabled=not certified,
                help=_("The days before stay as they were eaten or planned."),
            )
        st.button(
            _("Undo"),
            key="week_undo",
            icon=":material/undo:",
            on_click=actions.undo,
            disabled=not state.may_undo(),
            help=_("Bring back the plan that stood before."),
        )


def plan_anew(days: list[int]) -> None:
    """Plan some days of what stands anew, with the next seed."""
    now = state.standing()
    if now is not None:
        actions.plan_days(now, now.question.each(with_next_seed), days)
