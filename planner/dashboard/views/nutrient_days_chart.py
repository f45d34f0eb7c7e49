"""Charts (Altair): a heat map of days and nutrients, and the sources of one nutrient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from planner.certification.certificate import Adequacy, whole_percent
from planner.dashboard.views.nutrient_chart import DARK_INK, INK, KINDS, kind_of, percent_of
from planner.dashboard.wording.i18n import N_, _
from planner.dashboard.wording.text import measured
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.foods.supplements import Dose
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.planning.make import Plan

MOST_DAYS_WITH_FIGURES = 10  # with more days, cells on a phone have room for signs only
MOST_FOODS = 12
_ROW_PX = 22
_DOUBLE = 200.0  # percent of a floor at the end of the color scale
# From too little to plenty: orange to blue, distinguishable with any color vision.
_RANGE = ["#d55e00", "#f3f1e4", "#0072b2"]
_ON_PALE, _ON_STRONG, _NEUTRAL = "#16211c", "#ffffff", "#d5dbd8"
_STRONG = (30.0, 175.0)  # percentages outside this range have dark cells with white numbers
HEAT_DESCRIPTION = N_(
    "Heat map of days and nutrients: each cell shows the day's intake in "
    "percent of the target, or of the ceiling if there is none. The table "
    "below has the mean, lowest and highest day."
)
SOURCE_DESCRIPTION = N_(
    "Bar chart of how much {nutrient} each food supplies; amounts and shares are next to the bars."
)


def heat_frame(plan: Plan) -> pd.DataFrame:
    """Return a row for every nutrient and day: ``name``, ``day``, ``percent``, ``figure`` ..."""
    core = core_nutrients()
    rows = sorted(plan.certificate.adequacy, key=lambda row: (row.nutrient not in core, row.day))
    return pd.DataFrame([_heat_row(row, plan) for row in rows])


def _heat_row(row: Adequacy, plan: Plan) -> dict[str, object]:
    known, kind, percent = nutrient(row.nutrient), kind_of(row), percent_of(row)
    sign = "" if kind == "target met" else KINDS[kind][0]
    few = len({portion.day for portion in plan.portions}) <= MOST_DAYS_WITH_FIGURES
    figure = whole_percent(percent) if row.has_target else f"{row.intake:,.0f}"
    strong = row.floor is not None and not _STRONG[0] <= percent <= _STRONG[1]
    return {
        "name": ("★ " if known.role == "core" else "") + known.name,
        "day": row.day,
        "percent": percent if row.has_target else None,
        "shade": min(percent, _DOUBLE) if row.floor is not None else None,
        "figure": f"{sign}{figure}" if few else sign,
        "ink": _ON_STRONG if strong else _ON_PALE,
        "status": _(kind),
        "intake": measured(row.intake, known.unit),
    }


def heat_map(plan: Plan, *, dark: bool = False) -> alt.LayerChart:
    """Return the heat map of all nutrients and days."""
    frame = heat_frame(plan)
    ink = DARK_INK if dark else INK
    base = _day_cells(frame, ink)
    shade = alt.Color(
        "shade:Q",
        scale=alt.Scale(domain=[0, 100, _DOUBLE], range=_RANGE, interpolate="rgb", clamp=True),
        legend=None,
    )
    blank = base.transform_filter("!isValid(datum.shade)").mark_rect(
        stroke=ink, strokeWidth=0.3, fill=_NEUTRAL
    )
    cells = (
        base.transform_filter("isValid(datum.shade)")
        .mark_rect(stroke=ink, strokeWidth=0.3)
        .encode(color=shade)
    )
    figures = base.mark_text(fontSize=11).encode(
        text="figure:N", color=alt.Color("ink:N", scale=None)
    )
    return alt.LayerChart(
        layer=[blank, cells, figures],
        data=frame,
        height=_ROW_PX * frame["name"].nunique(),
        description=_(HEAT_DESCRIPTION),
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(color="independent")),
        config=alt.Config(view=alt.ViewConfig(stroke=None)),
    )


def _day_cells(frame: pd.DataFrame, ink: str) -> alt.Chart:
    """Return the base chart with the positions and tooltips of the cells."""
    order = list(dict.fromkeys(frame["name"]))
    return alt.Chart(frame).encode(
        x=alt.X(
            "day:O",
            title=_("Day"),
            axis=alt.Axis(labelColor=ink, titleColor=ink, orient="top", labelAngle=0),
        ),
        y=alt.Y("name:N", sort=order, title=None, axis=_label_axis(ink)),
        tooltip=[
            alt.Tooltip("name:N", title=_("Nutrient")),
            alt.Tooltip("day:O", title=_("Day")),
            alt.Tooltip("intake:N", title=_("Intake")),
            alt.Tooltip("percent:Q", title=_("% of the target"), format=",.0f"),
            alt.Tooltip("status:N", title=_("Status")),
        ],
    )


def _label_axis(ink: str) -> alt.Axis:
    """Return an axis that writes all names."""
    return alt.Axis(
        labelColor=ink,
        labelLimit=150,
        labelFontSize=12,
        labelOverlap=False,
        labelBaseline="middle",
        ticks=False,
        domain=False,
    )


def heat_legend() -> str:
    """Return the legend of the heat map in words, with its signs."""
    signs = " · ".join(
        f"{sign} {_(kind)}" for kind, (sign, _colour) in KINDS.items() if kind != "target met"
    )
    words = _(
        "Values are in percent of the target (the floor, or for energy the need): orange is too "
        "little, pale is just enough, blue is plenty. A cell without a sign meets its target. ★ is "
        "one of the five core nutrients."
    )
    return f"{words} {signs}."


@dataclass(frozen=True)
class Sources:
    """The sources of a nutrient.

    Attributes
    ----------
    amounts : tuple of (str, float)
        Names of foods with the amount they supply, the largest first.
    unknown : tuple of str
        Names of foods whose source has no value.
    """

    amounts: tuple[tuple[str, float], ...]
    unknown: tuple[str, ...]


def sources(
    portions: Sequence[Portion], name: str, foods: FoodTable, doses: Sequence[Dose] = ()
) -> Sources:
    """Return the amount of a nutrient that each food and supplement supplies."""
    column = nutrient_index()[name]
    amounts: dict[str, float] = defaultdict(float)
    unknown: dict[str, None] = {}
    for row in portions:
        amount, label = float(supplied(foods, row)[column]), foods.food(row.food_id).name
        if np.isnan(amount):
            unknown[label] = None
        elif amount > 0:
            amounts[label] += amount
    for dose in doses:
        if dose.supplement.nutrient == name:
            amounts[dose.supplement.name] += dose.amount
    ranked = sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Sources(tuple(ranked), tuple(unknown))


def source_frame(found: Sources, unit: str) -> pd.DataFrame:
    """Return a table of the richest foods and the sum of all others."""
    whole = sum(amount for _name, amount in found.amounts)
    rows = list(found.amounts[:MOST_FOODS])
    rest = [amount for _name, amount in found.amounts[MOST_FOODS:]]
    if rest:
        rows.append((_("{count} other foods").format(count=len(rest)), sum(rest)))
    return pd.DataFrame(
        [
            {
                "food": name,
                "amount": amount,
                "figure": f"{measured(amount, unit)}, {100.0 * amount / whole:.0f} %",
            }
            for name, amount in rows
        ]
    )


def source_chart(found: Sources, name: str, *, dark: bool = False) -> alt.LayerChart:
    """Return the chart of the foods that supply most of a nutrient."""
    known, ink = nutrient(name), DARK_INK if dark else INK
    frame = source_frame(found, known.unit)
    longest = float(frame["amount"].max())
    base = alt.Chart(frame).encode(
        y=alt.Y(
            "food:N",
            sort=list(frame["food"]),
            title=None,
            axis=_label_axis(ink),
        ),
        x=alt.X(
            "amount:Q",
            title=known.unit,
            scale=alt.Scale(domain=[0, 1.9 * longest], nice=False),
            axis=alt.Axis(labelColor=ink, titleColor=ink, orient="top", tickCount=4),
        ),
        tooltip=[
            alt.Tooltip("food:N", title=_("Food")),
            alt.Tooltip("figure:N", title=known.name),
        ],
    )
    colour = KINDS["target met"][1]
    figures = base.mark_text(align="left", dx=4, fontSize=12, color=ink)
    return alt.LayerChart(
        layer=[
            base.mark_bar(height=13, cornerRadiusEnd=2, color=colour),
            figures.encode(text="figure:N"),
        ],
        data=frame,
        height=(_ROW_PX + 2) * len(frame),
        description=_(SOURCE_DESCRIPTION).format(nutrient=known.in_sentence),
        config=alt.Config(view=alt.ViewConfig(stroke=None)),
    )
