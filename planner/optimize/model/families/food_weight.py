"""Rules on the weight of food and drink: within what people of an age and size eat."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.preferences import preferences
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.rules import Context, Family, Rule, amount_rule
from planner.request.food_weight import FOOD_WEIGHT as SUBJECT
from planner.request.food_weight import WeightLimit, weight_limits

MARGIN = 1e-4  # as for the nutrients of a day
_TENTH = 0.1  # of what is aimed at, for which the points of exceeding it are stated


def _limits(context: Context) -> Iterator[tuple[WeightLimit, str, FloatArray]]:
    """Yield each limit with its scope and the grams in a unit of each choice."""
    choices = context.choices
    foods = choices.items.foods.foods
    grams = choices.amount(np.array([float(not food.is_water) for food in foods]))
    request = context.request
    for limit in weight_limits(context.targets, choices.pattern, dict(request.limits)):
        if limit.meal:
            yield limit, limit.meal, np.where(choices.meal_name == limit.meal, grams, 0.0)
        else:
            yield limit, "day", grams


def _most(context: Context) -> Iterator[Rule]:
    for limit, scope, grams in _limits(context):
        taken, step = amount_rule(context.choices, grams)
        yield Rule(
            "food_weight", SUBJECT, scope, taken, step, -np.inf, limit.most * (1 - MARGIN), "g",
            f"{limit.words} ({limit.sentence})", limit.source,
        )  # fmt: skip


def _aims(context: Context) -> Iterator[Rule]:
    points = preferences().soft_rules
    for limit, scope, grams in _limits(context):
        taken, step = amount_rule(context.choices, grams)
        weight = points.meal_weight if limit.meal else points.food_weight
        yield Rule(
            "food_weight_aim", SUBJECT, scope, taken, step, -np.inf, limit.aim, "g",
            f"{limit.words.replace('at most', 'about')} (the usual at this age and size)",
            limit.source, weight=weight, scale=_TENTH * limit.aim,
        )  # fmt: skip


FOOD_WEIGHT = Family(
    "Weight of food and drink",
    "Σ g_j ≤ W90 a day, Σ over the meal g_j ≤ 1.1 s_m·W90, W90 the 90th percentile for age, sex "
    "and size, plain water not counted",
    "g a day and a meal",
    "hard",
    "data/food_weight.csv, or the request",
    _most,
)
FOOD_WEIGHT_AIM = Family(
    "Weight aimed at",
    "Σ g_j ≤ W50 a day, Σ over the meal g_j ≤ 1.1 s_m·W50, W50 the median for age, sex and size; "
    "0.85 W50 for who needs less than 1700 kcal or is 70 or older",
    "g a day and a meal",
    "soft: {food_weight} points for each tenth above it in the day, {meal_weight} in a meal",
    "data/food_weight.csv",
    _aims,
    is_hard=False,
)
