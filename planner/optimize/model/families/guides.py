"""Amounts that a plan should not exceed, where no standard sets an upper level."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import nutrient
from planner.optimize.model.rules import Context, Family, Rule, amount_rule

_AIM = 0.98  # of the guide is aimed at, so that a bite more does not exceed it; project choice
_TENTH = 0.1  # of a guide, for which the points of exceeding it are stated


def _guides(context: Context) -> Iterator[Rule]:
    choices, points = context.choices, preferences().soft_rules
    for row in context.targets.rows:
        if row.guide is None:
            continue
        taken, step = amount_rule(choices, choices.nutrient(row.nutrient))
        known = nutrient(row.nutrient)
        yield Rule(
            "guide", row.nutrient, "day", taken, step, -np.inf, _AIM * row.guide.most, row.unit,
            f"{known.in_sentence} at most {row.guide.most:g} {known.unit} ({row.guide.basis})",
            row.guide.source, weight=points.over_guide, least_share=points.over_guide_least_share,
            scale=_TENTH * row.guide.most,
        )  # fmt: skip


GUIDE = Family(
    "Guides",
    "Σ a_ij·g_j ≤ 0.98 guide_i, exceeded as little as can be",
    "the nutrient's, a day",
    "soft: {over_guide} points for each tenth of the guide above it",
    "data/guides.csv",
    _guides,
    is_hard=False,
)
