"""The choice of the person and the day that a page shows."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from planner.dashboard.session.state import Standing
from planner.dashboard.views.choices import choose_current
from planner.dashboard.wording.i18n import N_, _
from planner.request.plan_request import PlanRequest

WEEKDAY_LABELS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip


def weekday_label(request: PlanRequest, day: int) -> str:
    """Return the weekday of a day."""
    return _(WEEKDAY_LABELS[request.weekday(day)])


def day_label(request: PlanRequest, day: int) -> str:
    """Return the label of a day: number, weekday, and date if the plan has a start date."""
    words = _("Day {day}, {weekday}").format(day=day, weekday=weekday_label(request, day))
    if request.start is None:
        return words
    return f"{words} {request.start + timedelta(days=day - 1):%d.%m.}"


def planned_days(standing: Standing) -> list[int]:
    """Return the days with portions."""
    return sorted({row.day for plan in standing.plans for row in plan.portions})


def whose_day(standing: Standing) -> tuple[int, int]:
    """Draw the choice of person and day, if there are several.

    Returns
    -------
    int, int
        Index of the person, and the day.
    """
    days = planned_days(standing)
    with st.container(horizontal=True):
        person = whose(standing)
        if len(days) < 2:
            return person, (days or [1])[0]
        labels = {day: day_label(standing.request, day) for day in days}
        return person, int(choose_current(_("Day of the plan"), labels, "plan_day"))


def whose(standing: Standing) -> int:
    """Draw the choice of the person, if there are several, and return the index."""
    names = [plan.request.name for plan in standing.plans]
    if len(names) < 2:
        return 0
    return int(choose_current(_("Whose plan"), dict(enumerate(names)), "plan_person"))
