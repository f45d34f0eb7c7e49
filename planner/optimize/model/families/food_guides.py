"""Rules on foods of which a day should hold no more than people eat: the plant milk of vegans."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.food_guides import FoodGuide, food_guides
from planner.nutrition.foods.preferences import preferences
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Context, Family, Rule, amount_rule

_TENTH = 0.1  # of a guide, for which the points of exceeding it are stated


def guides_for(choices: Choices) -> Iterator[tuple[FoodGuide, FloatArray]]:
    """Yield each guide that applies to who is served some choices, with its grams in a unit.

    Yields
    ------
    (FoodGuide, ndarray of shape (choices,))
    """
    foods = choices.items.foods
    for guide in food_guides():
        instead, grams = (
            choices.amount(foods.having("subgroup", kinds).astype(np.float64))
            for kinds in (guide.unless_served, guide.subgroups)
        )
        if np.any(grams) and not np.any(instead):
            yield guide, grams


def _food_guides(context: Context) -> Iterator[Rule]:
    choices, points = context.choices, preferences().soft_rules
    for guide, grams in guides_for(choices):
        taken, step = amount_rule(choices, grams)
        yield Rule(
            "food_guide", guide.id, "day", taken, step, -np.inf, guide.most_g, "g",
            f"{guide.label} at most {guide.most_g:g} g", guide.source,
            weight=points.over_food_guide, least_share=points.over_food_guide_least_share,
            scale=_TENTH * guide.most_g,
        )  # fmt: skip


FOOD_GUIDE = Family(
    "Foods of which a day holds no more than people eat",
    "Σ over the kind of food g_j ≤ guide",
    "g a day",
    "soft: {over_food_guide:g} points for each tenth of the guide above it",
    "data/meals.toml, each entry with its source",
    _food_guides,
    is_hard=False,
)
