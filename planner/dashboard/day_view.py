"""A day as people eat it: the five core nutrients, the meals, and the files to take away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from planner.certify import Adequacy
from planner.dashboard.i18n import _
from planner.dashboard.text import measured, plain, small
from planner.dishes import get_dish
from planner.exports import EXPORTERS
from planner.foods import load_foods
from planner.meals import meal_labels
from planner.measures import write_measure
from planner.nutrients import core_nutrients, nutrient, nutrient_index
from planner.plan import Plan
from planner.portions import Portion, total

_SIGNS = {"met": "✓", "short": "▼", "over": "▲"}


def show_core(plan: Plan, day: int = 1) -> None:
    """Draw the five core nutrients, five in a row or two on a phone; the rest is in the help."""
    found = {row.nutrient: row for row in plan.certificate.adequacy if row.day == day}
    with st.container(horizontal=True, gap="xsmall"):
        for name in core_nutrients():
            if name in found:
                _core_metric(plan, found[name])


def _core_metric(plan: Plan, row: Adequacy) -> None:
    known, target = nutrient(row.nutrient), plan.targets[row.nutrient]
    words = [known.description, _("Floor: {basis}.").format(basis=target.floor_basis)]
    if target.ceiling is not None:
        words.append(
            _("Ceiling {amount}: {basis}, counts {what}.").format(
                amount=measured(target.ceiling, known.unit),
                basis=target.ceiling_basis,
                what=target.ceiling_applies_to,
            )
        )
    if row.counted < 0.999 * row.intake:
        counted = measured(row.counted, known.unit)
        words.append(_("Of this {amount} count toward the floor.").format(amount=counted))
    words.append(_("Source: {source}.").format(source=target.source))
    with st.container(border=True, height="stretch", gap=None):
        st.metric(known.name, measured(row.intake, known.unit), help="\n\n".join(map(plain, words)))
        if row.floor is not None and row.percent is not None:
            st.markdown(
                _("{sign} **{percent} %** of floor {floor}").format(
                    sign=_SIGNS[row.status],
                    percent=f"{row.percent:,.0f}",
                    floor=measured(row.floor, known.unit),
                )
            )


def show_meals(plan: Plan, day: int = 1) -> None:
    """Draw the meals of a day as cards: two columns, one on a phone."""
    meals = [
        (label, [p for p in plan.portions if p.day == day and p.meal == name])
        for name, label in meal_labels().items()
    ]
    served = [(label, portions) for label, portions in meals if portions]
    for start in range(0, len(served), 2):
        for column, (label, portions) in zip(
            st.columns(2), served[start : start + 2], strict=False
        ):
            with column, st.container(border=True, height="stretch"):
                _card(label, portions)


def _card(label: str, portions: Sequence[Portion]) -> None:
    """Draw one meal: its dishes with how they are made, then the foods served beside them."""
    energy = total(load_foods(), portions)[nutrient_index()["energy_kcal"]]
    st.subheader(f"{label} {small(measured(float(energy), 'kcal'))}", anchor=False)
    for dish_id, rows in groupby(portions, key=lambda portion: portion.dish):
        parts = list(rows)
        if not dish_id:
            st.markdown(_food_lines(parts))
            continue
        dish = get_dish(dish_id)
        servings = write_measure(parts[0].scale, "serving", "servings")
        minutes = _("{servings}, {minutes} minutes").format(
            servings=servings, minutes=dish.total_minutes
        )
        st.markdown(f"**{plain(dish.name)}**  \n{minutes}")
        with st.expander(_("Ingredients and steps")):
            st.markdown(_food_lines(parts))
            steps = enumerate(dish.steps, start=1)
            st.markdown("\n".join(f"{number}. {plain(step)}" for number, step in steps))


def _food_lines(portions: Sequence[Portion]) -> str:
    """Write measure, name and grams of each food, a line each."""
    foods = load_foods()
    lines = []
    for portion in portions:
        food = foods.food(portion.food_id)
        measure = food.write_grams(portion.grams)
        lines.append(f"- **{plain(measure)}** {plain(food.name)}, {measured(portion.grams, 'g')}")
    return "\n".join(lines)


def show_downloads(plan: Plan) -> None:
    """Draw a button for each file format; an uncertified plan says so in its file's name."""
    stem = "steadyplate-plan" if plan.certificate.certified else "steadyplate-not-certified"
    with st.container(horizontal=True):
        for name, exporter in EXPORTERS.items():
            if name == "ics" and plan.request.start is None:
                continue  # a calendar needs dates
            st.download_button(
                exporter.label,
                partial(exporter.write, [plan]),  # made when it is asked for
                file_name=f"{stem}{exporter.suffix}",
                mime=exporter.mime,
                key=f"plan_download_{name}",
                on_click="ignore",
                icon=":material/download:",
            )
