"""Rules on the nutrients of one meal: carbohydrate in diabetes, spread over the day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import nutrient
from planner.optimize.model.rules import Context, Family, Rule, amount_rule
from planner.request.meal_limits import MealLimit, meal_limits

MARGIN = 1e-4  # as for the nutrients of a day


def _limits(context: Context) -> tuple[MealLimit, ...]:
    request = context.request
    return meal_limits(request.person, context.targets, dict(request.limits))


def _rule(context: Context, limit: MealLimit, family: str, most: float, weight: float) -> Rule:
    choices = context.choices
    names = np.array([meal.name for meal in choices.pattern.meals])[choices.meal]
    per_unit = np.where(names == limit.meal, choices.nutrient_at_most(limit.nutrient), 0.0)
    taken, step = amount_rule(choices, per_unit)
    return Rule(
        family, limit.nutrient, limit.meal, taken, step, -np.inf, most,
        nutrient(limit.nutrient).unit, f"{limit.words} ({limit.sentence})", limit.source,
        weight=weight, scale=most,
    )  # fmt: skip


def _most(context: Context) -> Iterator[Rule]:
    for limit in _limits(context):
        if limit.most is not None:
            yield _rule(context, limit, "meal_limit", limit.most * (1 - MARGIN), 0.0)


def _aims(context: Context) -> Iterator[Rule]:
    weight = preferences().soft_rules.meal_aim
    for limit in _limits(context):
        if limit.aim:
            yield _rule(context, limit, "meal_aim", limit.aim, weight)


MEAL_LIMIT = Family(
    "Limits of one meal",
    "Σ over the meal a_ij·g_j ≤ most_im, unknown a_ij as the worst of its kind",
    "g a meal",
    "hard",
    "data/meal_limits.csv, or the request",
    _most,
)
MEAL_AIM = Family(
    "Nutrients spread over the meals",
    "Σ over the meal a_ij·g_j ≤ aim_im",
    "g a meal",
    "soft: {meal_aim} points for as much again as the aim",
    "data/meal_limits.csv, or the request",
    _aims,
    is_hard=False,
)
