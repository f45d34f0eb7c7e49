"""The calendar: a column for each day, a line for each meal; on a phone the days are stacked."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from planner.dashboard.actions import plan_actions
from planner.dashboard.actions.plan_actions import PlanItem
from planner.dashboard.session.state import Standing
from planner.dashboard.views import person_day_picker
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import plain, small
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion

COLUMNS = (4, 7)  # fewest and most days side by side


def show(standing: Standing, person: int, chosen: int) -> None:
    """Draw the calendar of one person with the chosen day marked."""
    plan = standing.plans[person]
    days = person_day_picker.planned_days(standing)
    least, most = COLUMNS
    for start in range(0, len(days), most):
        week = days[start : start + most]
        columns = st.columns(max(min(len(days), most), least), gap="xsmall")
        for column, day in zip(columns, week, strict=False):
            with column, st.container(border=True, height="stretch", gap="xsmall"):
                _day(standing, person, day, [p for p in plan.portions if p.day == day], chosen)


def _day(standing: Standing, person: int, day: int, portions: list[Portion], chosen: int) -> None:
    request = standing.plans[person].request
    label = person_day_picker.weekday_label(request, day)
    st.button(
        label if request.days <= COLUMNS[1] else f"{day} · {label}",
        key=f"week_open_{day}",
        type="primary" if day == chosen else "secondary",
        width="stretch",
        wrap=True,
        on_click=_open,
        args=(day,),
        help=_("Show this day below"),
    )
    for meal, rows in groupby(portions, key=lambda row: row.meal):
        title = plain(meal_labels()[meal])
        names = ", ".join(_names(standing, person, list(rows)))
        st.markdown(small(f"**{title}:** {names}"))


def _names(standing: Standing, person: int, rows: list[Portion]) -> list[str]:
    """Return the names of a meal's dishes, or else of its foods; locked dishes are marked."""
    catalog = standing.plans[person].request.catalog
    dishes = dict.fromkeys(row.dish for row in rows if row.dish)
    if not dishes:
        foods = [catalog.foods.food(row.food_id) for row in rows]
        return [plain(food.name) for food in foods if not food.is_water]
    request = standing.question.requests[person]
    sign, names = _("Locked"), []
    for dish in dishes:
        spot = PlanItem(person, rows[0].day, rows[0].meal, dish, is_dish=True)
        locked = f" (:material/lock: {sign})" if plan_actions.is_locked(spot, request) else ""
        names.append(plain(catalog.dish_name(dish)) + locked)
    return names


def _open(day: int) -> None:
    st.session_state["plan_day"] = day
