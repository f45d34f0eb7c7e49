"""The chart of every nutrient against its floor and ceiling (Altair)."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from planner.certification.certificate import Adequacy, whole_percent
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import measured, small
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.nutrition.people.targets import Target
from planner.planning.make import Plan

MOST_PERCENT = 300.0  # length limit of bars; the numbers next to them are not limited
_FIGURE_AT = 312.0
_SCALE_END = 400.0
_ROW_PX = 22
INK, DARK_INK = "#16211c", "#edf3f0"  # color of text and lines on a light and a dark page

# Colors of Okabe and Ito, distinguishable with any color vision; each has its own sign as well.
KINDS = {
    N_("target met"): ("✓", "#0072b2"),
    N_("below its target"): ("▼", "#d55e00"),
    N_("below its target on this day, met over the days"): ("≈", "#8f6a00"),
    N_("over its ceiling"): ("▲", "#b5488a"),
    N_("of its ceiling (no floor)"): ("○", "#7d8a84"),
    N_("built up step by step, its target set aside"): ("↗", "#7d8a84"),
    N_("no target with your conditions or medicines: the amount"): ("–", "#7d8a84"),
}
DESCRIPTION = N_(
    "Bar chart of the day's intake of every nutrient in percent of its target, "
    "or of its ceiling if it has none. The table of the certificate has "
    "the same values."
)


def show(plan: Plan, day: int) -> None:
    """Draw the chart of a day under its heading and legend."""
    st.header(_("Every nutrient against its floor and ceiling"), anchor=False)
    st.markdown(small(legend()))
    st.altair_chart(nutrient_chart(plan, day, dark=is_dark()), width="stretch")


def is_dark() -> bool:
    """Return whether the page is dark."""
    return bool(st.context.theme.type == "dark")


def adequacy_frame(plan: Plan, day: int = 1) -> pd.DataFrame:
    """Return a row for every nutrient of a day, core nutrients first.

    Returns
    -------
    DataFrame
        Columns ``name``, ``percent`` (of the target, or of the ceiling without one), ``kind`` (a
        key of `KINDS`), ``ceiling_percent`` (NaN without a ceiling on all intake), ``bar``,
        ``figure`` and the texts of the tooltip.
    """
    core = core_nutrients()
    rows = [row for row in plan.certificate.adequacy if row.day == day]
    rows.sort(key=lambda row: row.nutrient not in core)
    return pd.DataFrame([_row(row, plan.targets[row.nutrient]) for row in rows])


def _row(row: Adequacy, target: Target) -> dict[str, Any]:
    known = nutrient(row.nutrient)
    percent, kind = percent_of(row), kind_of(row)
    ceiling_percent = None
    if row.floor and row.ceiling is not None and target.ceiling_scope == "total":
        ceiling_percent = target.percent(row.ceiling)
    return {
        "name": ("★ " if known.role == "core" else "") + known.name,
        "percent": percent,
        "bar": min(percent, MOST_PERCENT) if row.has_target else 0.0,
        "kind": kind,
        "figure": figure_of(row),
        "ceiling_percent": ceiling_percent,
        "intake": measured(row.intake, known.unit),
        "floor": _bound(target.floor, known.unit, target.floor_basis),
        "ceiling": _bound(target.ceiling, known.unit, target.ceiling_basis),
        "ceiling_counts": target.ceiling_applies_to or "–",
        "does": known.description,
        "source": target.source,
    }


def percent_of(row: Adequacy) -> float:
    """Return percent of the target, else of the ceiling; for a ceiling of zero 0 or 100."""
    if row.percent is not None:
        return row.percent
    if row.ceiling:
        return 100.0 * row.at_most / row.ceiling
    return 0.0 if row.status == "met" else 100.0


def figure_of(row: Adequacy) -> str:
    """Write the figure beside a bar: percent, or the amount where there is no target."""
    sign = KINDS[kind_of(row)][0]
    if row.has_target:
        return f"{sign} {whole_percent(percent_of(row))} %"
    unit = nutrient(row.nutrient).unit
    limit = f" / {measured(row.ceiling, unit)}" if row.status == "limited" and row.ceiling else ""
    return f"{sign} {measured(row.intake, unit)}{limit}"


def kind_of(row: Adequacy) -> str:
    """Return the key of `KINDS` for a nutrient's adequacy."""
    if row.status == "over":
        return "over its ceiling"
    if row.status == "short":
        return "below its target"
    if row.status == "averaged":
        return "below its target on this day, met over the days"
    if row.status == "building_up":
        return "built up step by step, its target set aside"
    if not row.has_target:
        return "no target with your conditions or medicines: the amount"
    return "target met" if row.floor is not None else "of its ceiling (no floor)"


def _bound(value: float | None, unit: str, basis: str) -> str:
    return _("none") if value is None else f"{measured(value, unit)} ({basis})"


def nutrient_chart(plan: Plan, day: int = 1, *, dark: bool = False) -> alt.LayerChart:
    """Return the chart of a day's nutrients, for a light or a dark page."""
    frame = adequacy_frame(plan, day)
    ink = DARK_INK if dark else INK
    base = alt.Chart(frame).encode(y=_names(list(frame["name"]), ink), tooltip=_tooltip())
    bars = base.mark_bar(height=13, cornerRadiusEnd=2).encode(x=_percents(ink), color=_colour())
    figures = base.mark_text(align="left", fontSize=12, color=ink).encode(
        x=alt.datum(_FIGURE_AT), text="figure:N"
    )
    ceilings = (
        base.transform_filter(alt.datum.ceiling_percent <= MOST_PERCENT)
        .mark_point(shape="diamond", filled=True, size=70, color=ink, opacity=1)
        .encode(x="ceiling_percent:Q")
    )
    floor = alt.Chart().mark_rule(color=ink, strokeWidth=2, aria=False).encode(x=alt.datum(100))
    return alt.LayerChart(
        layer=[bars, floor, ceilings, figures],
        data=frame,
        height=_ROW_PX * len(frame),
        description=_(DESCRIPTION),
        config=alt.Config(view=alt.ViewConfig(stroke=None)),
    )


def _names(order: list[str], ink: str) -> alt.Y:
    """Return the axis of all names in the given order."""
    axis = alt.Axis(
        labelColor=ink,
        labelLimit=190,
        labelFontSize=12,
        labelOverlap=False,
        labelFlush=False,
        labelBaseline="middle",
        ticks=False,
    )
    return alt.Y("name:N", sort=order, title=None, axis=axis)


def _percents(ink: str) -> alt.X:
    """Return the axis of percentages; its end leaves room for the numbers."""
    return alt.X(
        "bar:Q",
        title=_("% of the target"),
        scale=alt.Scale(domain=[0, _SCALE_END], nice=False),
        axis=alt.Axis(values=[0, 100, 200, 300], labelColor=ink, titleColor=ink, orient="top"),
    )


def _colour() -> alt.Color:
    return alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(KINDS), range=[colour for _sign, colour in KINDS.values()]),
        legend=None,
    )


def _tooltip() -> list[alt.Tooltip]:
    titles = {
        "name": _("Nutrient"),
        "intake": _("Intake"),
        "floor": _("Floor"),
        "ceiling": _("Ceiling"),
        "ceiling_counts": _("Ceiling counts"),
        "does": _("What it does"),
        "source": _("Source"),
    }
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in titles.items()]


def legend() -> str:
    """Return the legend of the chart in words, with its signs."""
    signs = " · ".join(f"{sign} {_(kind)}" for kind, (sign, _colour_of) in KINDS.items())
    words = _(
        "The line at 100 % is the target: the floor, and for energy the need, of which a plan "
        "keeps within 5 %. ◆ is a ceiling on all intake, ★ one of the "
        "five core nutrients. Bars end at {most:.0f} %; the numbers next to them "
        "do not. Point at a bar, or tap it, for floor, ceiling and source."
    )
    return f"{signs}. {words.format(most=MOST_PERCENT)}"
