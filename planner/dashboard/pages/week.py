"""The page Week and household: calendar, people, rules and cooking plan."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.forms import household, profile, week_rules
from planner.dashboard.session import state
from planner.dashboard.session.question import with_next_seed
from planner.dashboard.session.state import Standing
from planner.dashboard.views import (
    basket,
    certificate,
    cooking_plan,
    core_nutrients,
    meal_cards,
    missing_days,
    person_day_picker,
    share_link,
    week_calendar,
)
from planner.dashboard.wording.i18n import _


def show() -> None:
    """Draw the people, the rules and the current plan as a calendar."""
    with st.sidebar:
        profile.show()
    st.title(_("Week and household"), anchor=False)
    st.markdown(
        _(
            "Plan several days, for yourself or for a household. A shared meal is one "
            "dish that suits everybody; each person's portions are certified for their "
            "own targets."
        )
    )
    standing = state.standing()
    if standing is None or (standing.question.days == 1 and len(standing.question.requests) == 1):
        if standing is not None:
            missing_days.show(standing)
        _show_forms()
        if standing is not None:
            _say_how()
        return
    certificate.show_verdict(standing.answer)
    if standing.answer.plan is None:
        _show_forms()
        return
    missing_days.show(standing)
    calendar, rules, cooking = st.tabs(
        [_("Calendar"), _("People and rules"), _("Cooking plan")], key="week_tabs"
    )
    with rules:
        _show_forms()
    with calendar:
        _show_days(standing)
    with cooking:
        cooking_plan.show(standing)


def _show_forms() -> None:
    household.show()
    week_rules.show()


def _say_how() -> None:
    st.info(
        _(
            "The current plan is one day for one person. Choose above how many days to "
            "plan, add the people who eat with you, and press the button. A week takes "
            "a little while; a bar shows the progress."
        ),
        icon=":material/calendar_month:",
    )


def _show_days(standing: Standing) -> None:
    st.header(_("Calendar"), anchor=False)
    person, day = person_day_picker.whose_day(standing)
    plan = standing.plans[person]
    week_calendar.show(standing, person, day)
    basket.show(standing)
    st.header(person_day_picker.day_label(plan.request, day), anchor=False)
    certificate.show_cautions(plan)
    _replan_buttons(standing, day)
    meal_cards.show_meals(standing, person, day)
    core_nutrients.show_downloads(standing.plans)
    share_link.show()
    certificate.show_notes(plan)
    core_nutrients.show_strip(plan, day)


def _replan_buttons(standing: Standing, day: int) -> None:
    days = person_day_picker.planned_days(standing)
    certified = standing.answer.certified
    with st.container(horizontal=True):
        st.button(
            _("Replan this day"),
            key="week_replan_day",
            icon=":material/refresh:",
            on_click=plan_anew,
            args=([day],),
            disabled=not certified,
            help=_("Plan another day here; all other days and locked items stay."),
        )
        if day != days[0] and day != days[-1]:
            st.button(
                _("Replan from this day on"),
                key="week_replan_rest",
                icon=":material/fast_forward:",
                on_click=plan_anew,
                args=([later for later in days if later >= day],),
                disabled=not certified,
                help=_("The days before stay unchanged."),
            )
        st.button(
            _("Undo"),
            key="week_undo",
            icon=":material/undo:",
            on_click=plan_actions.undo,
            disabled=not state.may_undo(),
            help=_("Restore the previous plan."),
        )


def plan_anew(days: list[int]) -> None:
    """Replan some days of the current plan with the next seed."""
    now = state.standing()
    if now is not None:
        plan_actions.plan_days(now, now.question.each(with_next_seed), days)
