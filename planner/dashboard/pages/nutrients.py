"""The page Nutrients: the current plan by day, over the days, by source and by standard."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from planner.dashboard.views import (
    absorption,
    certificate,
    nutrient_chart,
    nutrient_days_chart,
    person_day_picker,
    plan_caption,
    reference_intakes,
)
from planner.dashboard.views.choices import choose, choose_view
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import measured, plain, small
from planner.nutrition.nutrients import nutrient
from planner.planning.make import Plan

VIEWS = {
    "day": N_("One day"),
    "days": N_("All days"),
    "sources": N_("Where it comes from"),
    "scores": N_("Scores"),
    "standards": N_("Standards compared"),
    "absorption": N_("Absorption"),
}


def show() -> None:
    """Draw the choice of a view and the view of the current plan."""
    st.title(_("Nutrients"), anchor=False)
    standing = plan_caption.current_plans(
        _("There is no plan yet. Make one on the page Plan."),
        ":material/monitoring:",
        _("**Not certified:** these are the values of the nearest plan."),
    )
    if standing is None:
        return
    several = len(person_day_picker.planned_days(standing)) > 1
    views = {name: label for name, label in VIEWS.items() if several or name != "days"}
    view = choose_view(views, "nutrients_view")
    # The view of all days needs no choice of a day.
    person, day = (
        (person_day_picker.whose(standing), 1)
        if view == "days"
        else person_day_picker.whose_day(standing)
    )
    _DRAW[view](standing.plans[person], day)


def _show_day(plan: Plan, day: int) -> None:
    nutrient_chart.show(plan, day)
    certificate.show_certificate(plan, day)


def _show_days(plan: Plan, _day: int) -> None:
    st.header(_("Days and nutrients"), anchor=False)
    st.markdown(small(nutrient_days_chart.heat_legend()))
    st.altair_chart(
        nutrient_days_chart.heat_map(plan, dark=nutrient_chart.is_dark()), width="stretch"
    )
    st.header(_("The mean of the days"), anchor=False)
    st.dataframe(
        means_frame(plan),
        hide_index=True,
        placeholder="–",
        column_config={
            name: st.column_config.NumberColumn(format="%.1f")
            for name in (_("Mean"), _("Lowest"), _("Highest"), _("Floor"), _("Ceiling"))
        },
    )


def means_frame(plan: Plan) -> pd.DataFrame:
    """Return the mean of every nutrient over the days, with the lowest and highest day."""
    daily: dict[str, list[float]] = {}
    for row in plan.certificate.adequacy:
        daily.setdefault(row.nutrient, []).append(row.intake)
    return pd.DataFrame(
        [
            {
                _("Nutrient"): nutrient(row.nutrient).name,
                _("Status"): _(certificate.STATUS[row.status]),
                _("Mean"): row.intake,
                _("Lowest"): min(daily[row.nutrient]),
                _("Highest"): max(daily[row.nutrient]),
                _("Floor"): row.floor,
                _("Ceiling"): row.ceiling,
                _("Unit"): nutrient(row.nutrient).unit,
            }
            for row in plan.certificate.means
        ]
    )


def _show_sources(plan: Plan, day: int) -> None:
    names = {row.nutrient: nutrient(row.nutrient).name for row in plan.targets.rows}
    chosen = choose(_("Nutrient"), names, "nutrients_of", filter_mode="contains", width=320)
    several = len({row.day for row in plan.portions}) > 1
    whole = several and st.toggle(
        _("Sum over all days"), key="nutrients_whole", persist_state="session"
    )
    portions = [row for row in plan.portions if whole or row.day == day]
    doses = [dose for dose in plan.doses if whole or dose.day == day]
    found = nutrient_days_chart.sources(portions, chosen, plan.request.catalog.foods, doses)
    known = nutrient(chosen)
    st.header(_("Where {nutrient} comes from").format(nutrient=known.in_sentence), anchor=False)
    total = measured(sum(amount for _name, amount in found.amounts), known.unit)
    target = plan.targets[chosen]
    words = _("{amount} in total.").format(amount=total)
    if target.floor is not None and not whole:
        floor = measured(target.floor, known.unit)
        words += " " + _("Floor {amount}: {basis}.").format(amount=floor, basis=target.floor_basis)
    st.markdown(plain(f"{known.description} {words}"))
    if found.amounts:
        chart = nutrient_days_chart.source_chart(found, chosen, dark=nutrient_chart.is_dark())
        st.altair_chart(chart, width="stretch")
    if found.unknown:
        st.markdown(
            _("**Unknown, counted as zero:** {foods}.").format(
                foods=plain(", ".join(found.unknown))
            )
        )


def _show_scores(plan: Plan, _day: int) -> None:
    certificate.show_scores(plan)


_DRAW: dict[str, Callable[[Plan, int], None]] = {
    "day": _show_day,
    "days": _show_days,
    "sources": _show_sources,
    "scores": _show_scores,
    "standards": reference_intakes.show,
    "absorption": absorption.show,
}
