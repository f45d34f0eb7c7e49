"""A day as people eat it: the five core nutrients, the meals, and the files to take away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planner.certify import Adequacy
from planner.dashboard.text import measured, plain, small
from planner.exports import EXPORTERS
from planner.foods import load_foods
from planner.meals import Meal, day_pattern
from planner.nutrients import core_nutrients, nutrient, nutrient_index
from planner.plan import Plan
from planner.portions import Portion, total

_SIGNS = {"met": "✓", "short": "▼", "over": "▲"}
# What each exporter's file is called and holds.
_FILES = {
    "csv": ("CSV for a spreadsheet", "csv", "text/csv"),
    "markdown": ("Text to read or print", "md", "text/markdown"),
    "json": ("JSON for programs", "json", "application/json"),
}


def show_core(plan: Plan, day: int = 1) -> None:
    """Draw the five core nutrients, five in a row or two on a phone; the rest is in the help."""
    found = {row.nutrient: row for row in plan.certificate.adequacy if row.day == day}
    with st.container(horizontal=True, gap="xsmall"):
        for name in core_nutrients():
            if name in found:
                _core_metric(plan, found[name])


def _core_metric(plan: Plan, row: Adequacy) -> None:
    known, target = nutrient(row.nutrient), plan.targets[row.nutrient]
    words = [known.description, f"Floor: {target.floor_basis}."]
    if target.ceiling is not None:
        counted = f"{target.ceiling_basis}, counts {target.ceiling_applies_to}"
        words.append(f"Ceiling {measured(target.ceiling, known.unit)}: {counted}.")
    words.append(f"Source: {target.source}.")
    with st.container(border=True, height="stretch", gap=None):
        st.metric(known.name, measured(row.intake, known.unit), help="\n\n".join(map(plain, words)))
        if row.floor is not None and row.percent is not None:
            st.markdown(
                f"{_SIGNS[row.status]} **{row.percent:,.0f} %** of floor "
                f"{measured(row.floor, known.unit)}"
            )


def show_meals(plan: Plan, day: int = 1) -> None:
    """Draw the meals of a day as cards: two columns, one on a phone."""
    meals = [
        (meal, [p for p in plan.portions if p.day == day and p.meal == meal.id])
        for meal in day_pattern().meals
    ]
    served = [(meal, portions) for meal, portions in meals if portions]
    for start in range(0, len(served), 2):
        for column, (meal, portions) in zip(st.columns(2), served[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(meal, portions)


def _card(meal: Meal, portions: Sequence[Portion]) -> None:
    """Draw one meal: measure, name and grams of each food."""
    foods = load_foods()
    energy = total(foods, portions)[nutrient_index()["energy_kcal"]]
    st.subheader(f"{meal.label} {small(measured(float(energy), 'kcal'))}", anchor=False)
    lines = []
    for portion in portions:
        food = foods.food(portion.food_id)
        measure = food.write_grams(portion.grams)
        lines.append(f"- **{plain(measure)}** {plain(food.name)}, {measured(portion.grams, 'g')}")
    st.markdown("\n".join(lines))


def show_downloads(plan: Plan) -> None:
    """Draw a button for each file format; an uncertified plan says so in its file's name."""
    stem = "steadyplate-plan" if plan.certificate.certified else "steadyplate-not-certified"
    with st.container(horizontal=True):
        for name, export in EXPORTERS.items():
            label, suffix, kind = _FILES[name]
            st.download_button(
                label,
                export(plan).encode(),
                file_name=f"{stem}.{suffix}",
                mime=kind,
                key=f"plan_download_{name}",
                on_click="ignore",
                icon=":material/download:",
            )
