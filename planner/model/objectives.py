"""What a plan minimises: points for its choices, beside the soft rules; one entry an objective."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.errors import InputError
from planner.model.choices import Choices
from planner.model.problem import FloatArray

POINTS_BY_EVERYDAY = {1: 1.0, 2: 1.7, 3: 4.0}
POINTS_PER_EXTRA_HELPING = 1.2
POINTS_PER_MISSING_HELPING = 0.5
WATER_POINTS = 0.02
# How far the seed may move a food's points: enough to reorder foods alike in everything else.
TASTE_SPREAD = 1.6


@dataclass(frozen=True)
class ChoiceCosts:
    """Points for taking a choice, for each step up to the usual helping, and for each above it.

    Attributes
    ----------
    taken, usual_step, extra_step : ndarray, shape (choices,)
        In points (``balanced``) or US dollars and points (``cheapest``).
    pattern_weight : float
        Factor on the weights of the soft rules.
    """

    taken: FloatArray
    usual_step: FloatArray
    extra_step: FloatArray
    pattern_weight: float


def _helping_costs(choices: Choices) -> tuple[FloatArray, FloatArray]:
    """Return points per step below and above the usual helping: an odd size costs more."""
    foods = choices.foods.foods
    helping = np.array([foods[row].usual / foods[row].step for row in choices.food])
    return -POINTS_PER_MISSING_HELPING / helping, POINTS_PER_EXTRA_HELPING / helping


def _tastes(choices: Choices, seed: int) -> FloatArray:
    """Draw how much this seed likes each food (the same at every meal) and each food at a meal.

    Each food draws from a stream of its own id, so that neither the order of the table nor a new
    food changes what a seed thinks of the others.
    """
    drawn = {}
    for row in np.unique(choices.food):
        name = choices.foods.foods[row].id.encode()
        key = int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big")
        stream = np.random.default_rng([seed, key])
        drawn[int(row)] = stream.random(1 + len(choices.pattern.meals))
    per_food = np.array([drawn[int(row)][0] for row in choices.food])
    per_meal = np.array(
        [drawn[int(row)][1 + meal] for row, meal in zip(choices.food, choices.meal, strict=True)]
    )
    tastes: FloatArray = TASTE_SPREAD * (0.75 * per_food + 0.25 * per_meal)
    return tastes


def balanced(choices: Choices, seed: int) -> ChoiceCosts:
    """Few, everyday foods in usual helpings, near the healthy pattern; the seed breaks ties."""
    foods = choices.foods.foods
    below, above = _helping_costs(choices)
    everyday = np.array([POINTS_BY_EVERYDAY[foods[row].everyday] for row in choices.food])
    missing = -below * choices.usual_steps  # taken at the least helping, all usual steps lack
    taken = everyday + _tastes(choices, seed) + missing
    water = choices.role_mask(frozenset({"water"}))
    return ChoiceCosts(
        taken=np.where(water, WATER_POINTS, taken),
        usual_step=np.where(water, WATER_POINTS, below),
        extra_step=np.where(water, WATER_POINTS, above),
        pattern_weight=1.0,
    )


def cheapest(choices: Choices, seed: int) -> ChoiceCosts:
    """Least cost; a food without a known price is no choice; taste and pattern only break ties."""
    price = choices.foods.facts["usd_per_100g"].to_numpy()[choices.food] / 100.0
    water = choices.role_mask(frozenset({"water"}))
    price = np.where(water, 0.0, price)
    unknown = np.isnan(price)
    if unknown.all():
        raise InputError("objective 'cheapest': none of the foods left has a known price")
    price = np.where(unknown, 1.0, price)  # a dollar a gram: never worth taking
    ties = 0.002 * balanced(choices, seed).taken
    return ChoiceCosts(
        taken=price * choices.least_g + ties,
        usual_step=price * choices.step_g,
        extra_step=price * choices.step_g,
        pattern_weight=0.002,
    )


OBJECTIVES: dict[str, Callable[[Choices, int], ChoiceCosts]] = {
    "balanced": balanced,
    "cheapest": cheapest,
}
