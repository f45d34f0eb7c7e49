"""Credited intake, and estimated absorption of calcium and vitamin B12."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.certification.certificate import whole_percent
from planner.certification.uptake import B12, CALCIUM, absorbable_calcium_mg, b12_taken_up_ug
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.text import as_list, capitalised, measured, plain
from planner.nutrition.foods.absorption import credited_nutrients
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.planning.make import Plan
from planner.planning.plan import counting_rules


def show(plan: Plan, day: int) -> None:
    """Draw the credited intake, then the absorption by meal, with their sources."""
    today = [row for row in plan.portions if row.day == day]
    foods = plan.request.catalog.foods
    st.header(_("What counts toward the floors"), anchor=False)
    _show_counted(plan, day)
    st.header(_("What the body absorbs"), anchor=False)
    st.markdown(
        _(
            "These amounts are reported, not planned for: the targets already allow "
            "for incomplete absorption. The larger a dose, the smaller the share "
            "absorbed; so several meals with some are better than one meal with all."
        )
    )
    with st.container(horizontal=True):
        absorbed = absorbable_calcium_mg(today, foods)
        st.metric(
            _("Calcium absorbed from food"), measured(absorbed, nutrient(CALCIUM).unit), width=260
        )
        taken = b12_taken_up_ug(today, foods)
        st.metric(
            _("Vitamin B12 absorbed from food"), measured(taken, nutrient(B12).unit), width=260
        )
    st.table(uptake_frame(today, foods))
    scores = [score for score in plan.scores if score.id in {"absorbable_calcium", "b12_taken_up"}]
    st.markdown(as_list([f"{score.name}: {score.sentence} {score.source}" for score in scores]))


def _show_counted(plan: Plan, day: int) -> None:
    if plan.request.plain_totals:
        st.markdown(_("This plan counts the total intake, without crediting rules."))
    lines = []
    for row in plan.certificate.adequacy:
        if row.day != day or row.nutrient not in credited_nutrients():
            continue
        if row.counts_in_full:
            continue
        known = nutrient(row.nutrient)
        more = row.credited > row.intake
        words = (
            _("**{nutrient}**: {counted} count, {intake} of it taken in")
            if more
            else _("**{nutrient}**: {counted} of the {intake} taken in count")
        ).format(
            nutrient=plain(known.name),
            counted=measured(row.credited, known.unit),
            intake=measured(row.intake, known.unit),
        )
        all_of_it = plan.targets[row.nutrient].percent(row.intake)
        if all_of_it is not None:
            percents = (
                _("{counted} % of the target; what is taken in alone would be {plain} %")
                if more
                else _("{counted} % of the target; all of it would be {plain} %")
            ).format(counted=whole_percent(row.percent), plain=whole_percent(all_of_it))
            words += f" ({percents})"
        lines.append(f"- {words}")
    st.markdown("\n".join(lines))
    today = [row for row in plan.portions if row.day == day]
    rules = [f"{sentence} ({source})" for sentence, source in counting_rules(plan.request, today)]
    if rules:
        st.markdown(as_list([capitalised(rule) for rule in rules]))


def uptake_frame(portions: list[Portion], foods: FoodTable) -> pd.DataFrame:
    """Return calcium and vitamin B12 of each meal, eaten and absorbed."""
    at = nutrient_index()
    rows = []
    for name, label in meal_labels().items():
        at_meal = [row for row in portions if row.meal == name]
        if not at_meal:
            continue
        sums = total(foods, at_meal)
        rows.append(
            {
                _("Meal"): label,
                _("Calcium eaten"): measured(float(sums[at[CALCIUM]]), "mg"),
                _("Calcium absorbed"): measured(absorbable_calcium_mg(at_meal, foods), "mg"),
                _("Vitamin B12 eaten"): measured(float(sums[at[B12]]), "µg"),
                _("Vitamin B12 absorbed"): measured(b12_taken_up_ug(at_meal, foods), "µg"),
            }
        )
    return pd.DataFrame(rows).set_index(_("Meal")) if rows else pd.DataFrame()
