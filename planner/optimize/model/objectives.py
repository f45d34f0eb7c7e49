"""The objectives: the costs of choices, to which the points of the soft rules are added."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from planner.nutrition.foods.food_table import subgroups_flagged
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.people.diets import get_diet
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.families.food_guides import guides_for
from planner.request.plan_request import PlanRequest

# Weight of taste and pattern where they only break ties.
TIE_WEIGHT = 0.002
_DRAWS = 8  # random numbers of an item: one of its own, and one for each meal


@dataclass(frozen=True)
class ChoiceCosts:
    """The costs of choices: for taking one, for each usual step and for each extra step.

    Attributes
    ----------
    taken, usual_step, extra_step : ndarray, shape (choices,)
        Points of the objective.
    pattern_weight : float
        Factor on the weights of the soft rules.
    """

    taken: FloatArray
    usual_step: FloatArray
    extra_step: FloatArray
    pattern_weight: float


def _helping_steps(choices: Choices) -> FloatArray:
    """Return the usual helping of each choice in steps, shape (choices,)."""
    usual = choices.least + choices.step * choices.usual_steps
    steps: FloatArray = usual / choices.step
    return steps


def _everyday(choices: Choices) -> FloatArray:
    """Return points by how common an item is; the least common main food decides for a dish."""
    weights, items = preferences().choices, choices.items
    points = np.array(weights.by_everyday)[items.everyday - 1]
    foods = len(items.foods.foods)
    points[foods:] = 0.5 * (points[foods:] + 1.0)
    points[foods:] += [weights.variant * (dish.id != dish.base) for dish in items.dishes]
    of_choices: FloatArray = points[choices.item]
    return of_choices


@lru_cache(maxsize=20_000)
def _draws(item: str, whose: str) -> tuple[float, ...]:
    """Draw the random numbers of one item: for itself, and for each meal."""
    drawn = hashlib.blake2b(f"{whose}/{item}".encode(), digest_size=8 * _DRAWS).digest()
    return tuple((np.frombuffer(drawn, dtype="<u8") / 2.0**64).tolist())


def _whose(request: PlanRequest) -> str:
    """Return what the draws depend on beside the item: the seed, and who eats.

    What hardly changes of a person tells them apart, so that a plan with another weight, diet or
    target is drawn from the same tastes.
    """
    person = request.person
    return f"{request.seed}/{person.sex}/{person.age}/{person.height_cm:g}"


def _tastes(choices: Choices, whose: str) -> FloatArray:
    """Draw random points for each choice: a part for the item and a part for item and meal.

    The versions of a dish share the first part. Each item has random numbers derived from its id,
    so that they do not depend on the order of the table or on added rows.
    """
    items = [str(name) for name in choices.item_id]
    dishes = choices.items.dishes_by_id
    bases = [dishes[name].base if name in dishes else name for name in items]
    per_item = np.array([_draws(name, whose)[0] for name in bases])
    drawn = np.array([_draws(name, whose) for name in items]).reshape(-1, _DRAWS)
    per_meal = np.take_along_axis(drawn, 1 + choices.meal[:, None], axis=1)[:, 0]
    weights = preferences().choices
    is_dish = choices.role_mask(frozenset({DISH}))
    spread = np.where(is_dish, weights.dish_taste_spread, weights.taste_spread)
    tastes: FloatArray = spread * (0.75 * per_item + 0.25 * per_meal)
    return tastes


def _beside_a_dish(choices: Choices) -> BoolArray:
    """Mark the foods of meals that serve dishes, shape (choices,)."""
    serves = np.array([DISH in meal.served_roles for meal in choices.pattern.meals])
    beside: BoolArray = serves[choices.meal] & ~choices.role_mask(frozenset({DISH}))
    return beside


def _wishes(choices: Choices, request: PlanRequest) -> FloatArray:
    """Return the points for tastes, preferred cuisines and pantry foods, shape (choices,)."""
    weights = preferences().choices
    foods = choices.items.foods
    points: FloatArray = np.zeros(len(choices))
    ids = choices.item_id
    usual = choices.least + choices.step * choices.usual_steps
    for name, weight in request.tastes:
        is_item = ids == name
        if name in foods:
            helping = foods.food(name).usual * foods.food(name).measure_g
            share = choices.amount(np.array([float(f.id == name) for f in foods.foods])) * usual
            points -= weights.like * weight * np.clip(share / helping, 0.0, 1.0)
        else:
            group = choices.marked("subgroup", frozenset({name})) > 0
            points -= weights.like * weight * (is_item | group)
    diet = get_diet(request.diet)
    seldom = sorted(diet.seldom)
    is_seldom = np.isin(choices.subgroup, seldom) | np.isin(choices.side, seldom)
    points += weights.kitchen * is_seldom
    is_child = request.person.age < weights.children_under_years
    for number in range(len(choices)):
        dish = choices.dish(number)
        if dish is not None:
            points[number] -= weights.cuisine * (dish.cuisine in request.cuisine)
            points[number] -= weights.kitchen * (dish.cuisine in diet.kitchen)
            points[number] -= weights.children * (is_child and "children" in dish.tags)
    for name in request.pantry:
        helping = foods.food(name).usual * foods.food(name).measure_g
        used = choices.amount(np.array([float(f.id == name) for f in foods.foods])) * usual
        points -= weights.pantry * np.clip(used / helping, 0.0, 1.0)
    return points


def balanced(choices: Choices, request: PlanRequest) -> ChoiceCosts:
    """Few everyday foods in usual helpings, close to the healthy pattern; the seed breaks ties."""
    is_thin = next(guides_for(choices), None) is not None
    return _usual(choices, request, preferences().choices.thin_choice if is_thin else 1.0)


def _usual(choices: Choices, request: PlanRequest, taste: float = 1.0) -> ChoiceCosts:
    """Return the costs of a balanced day, with a factor on the tastes for dishes and on wishes."""
    weights = preferences().choices
    helping = _helping_steps(choices)
    is_dish = choices.role_mask(frozenset({DISH}))
    extra = np.where(is_dish, weights.dish_extra_helping, weights.extra_helping)
    of_dish = weights.dish_missing_helping + weights.missing_of_work * choices.work_minutes
    missing_whole = np.where(is_dish, of_dish, weights.missing_helping)
    below, above = -missing_whole / helping, extra / helping
    missing = -below * choices.usual_steps  # the smallest helping misses all usual steps
    tastes = _tastes(choices, _whose(request)) * np.where(is_dish, taste, 1.0)
    taken = _everyday(choices) + tastes + missing
    taken = taken + taste * _wishes(choices, request) + weights.side * _beside_a_dish(choices)
    water = choices.is_water
    return ChoiceCosts(
        taken=np.where(water, weights.water, taken),
        usual_step=np.where(water, weights.water, below),
        extra_step=np.where(water, weights.water, above),
        pattern_weight=1.0,
    )


def _by_fact(
    choices: Choices, request: PlanRequest, fact: str, grams_per_figure: float
) -> ChoiceCosts:
    """Return costs that minimise a market fact; taste and pattern break ties."""
    figures = choices.items.foods.fact_column(fact) / grams_per_figure
    per_unit = choices.amount(np.nan_to_num(figures))
    ties = TIE_WEIGHT * _usual(choices, request).taken
    return ChoiceCosts(
        taken=per_unit * choices.least + ties,
        usual_step=per_unit * choices.step,
        extra_step=per_unit * choices.step,
        pattern_weight=TIE_WEIGHT,
    )


def cheapest(choices: Choices, request: PlanRequest) -> ChoiceCosts:
    """Lowest cost at USDA prices of 2017-18; items without a known price are not in the model."""
    return _by_fact(choices, request, "usd_per_100g", 100.0)


def lowest_carbon(choices: Choices, request: PlanRequest) -> ChoiceCosts:
    """Lowest greenhouse gas emissions; items without a known footprint are not in the model."""
    return _by_fact(choices, request, "kgco2e_per_kg", 1000.0)


def quickest(choices: Choices, request: PlanRequest) -> ChoiceCosts:
    """Least active work in the kitchen; taste and pattern break ties."""
    usual = _usual(choices, request)
    minutes = np.where(choices.is_water, 0.0, choices.work_minutes)
    return ChoiceCosts(
        taken=minutes + 0.1 * usual.taken,
        usual_step=0.1 * usual.usual_step,
        extra_step=0.1 * usual.extra_step,
        pattern_weight=0.1,
    )


def fewest_foods(choices: Choices, request: PlanRequest) -> ChoiceCosts:
    """Fewest foods to buy: every food of a dish counts, except spices, herbs, salt and water."""
    at_hand = subgroups_flagged("at_hand")
    counts = []
    for number in range(len(choices)):
        parts = choices.items.ingredients(int(choices.item[number]))
        counts.append(sum(part.subgroup not in at_hand for part in parts))
    usual = _usual(choices, request)
    return ChoiceCosts(
        taken=np.array(counts, dtype=np.float64) + 0.1 * usual.taken,
        usual_step=0.1 * usual.usual_step,
        extra_step=0.1 * usual.extra_step,
        pattern_weight=0.1,
    )
