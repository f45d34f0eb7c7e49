"""The choices of a day: a food in a meal, in whole steps of its household measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.diets import get_avoidance, get_diet
from planner.foods import Food, FoodTable, subgroup_table
from planner.meals import DayPattern
from planner.model.problem import BoolArray, FloatArray, IntArray
from planner.request import PlanRequest
from planner.safety import safety_rules_for

LARGEST_HELPING = 1.5  # of the usual helping, in one meal; project choice


@dataclass(frozen=True)
class Choices:
    """A table of choices; arrays run over its rows.

    A choice taken serves `least_g` grams, plus whole steps of `step_g`: up to `usual_steps` of
    them make the usual helping, and up to `extra_steps` more the largest.

    Attributes
    ----------
    foods : FoodTable
        All foods, allowed or not.
    pattern : DayPattern
        The meals.
    meal, food : ndarray of int, shape (choices,)
        Number of the meal and row of the food.
    role : tuple of str
        What part of a meal the food plays.
    least_g, step_g : ndarray, shape (choices,)
        Grams of the least helping and of one step.
    usual_steps, extra_steps : ndarray, shape (choices,)
        Whole steps up to the usual helping and above it.
    """

    foods: FoodTable
    pattern: DayPattern
    meal: IntArray
    food: IntArray
    role: tuple[str, ...]
    least_g: FloatArray
    step_g: FloatArray
    usual_steps: FloatArray
    extra_steps: FloatArray

    def __len__(self) -> int:
        return len(self.meal)

    def where(self, per_food: BoolArray) -> BoolArray:
        """Spread a mask over foods to the choices, shape (choices,)."""
        return per_food[self.food]

    def food_mask(self, attribute: str, values: frozenset[str]) -> BoolArray:
        """Mark the choices whose food has one of the values in an attribute."""
        found = np.array([_has(food, attribute, values) for food in self.foods.foods], dtype=bool)
        return self.where(found)

    def role_mask(self, roles: frozenset[str]) -> BoolArray:
        """Mark the choices that play one of the roles."""
        return np.array([role in roles for role in self.role], dtype=bool)

    @cached_property
    def per_gram(self) -> FloatArray:
        """Nutrients per gram, unknown as zero, shape (choices, nutrients)."""
        per_gram: FloatArray = self.foods.known_or_zero[self.food] / 100.0
        return per_gram

    @cached_property
    def subgroup(self) -> tuple[str, ...]:
        """Subgroup of each choice's food."""
        return tuple(self.foods.foods[row].subgroup for row in self.food)


def _has(food: Food, attribute: str, values: frozenset[str]) -> bool:
    own = getattr(food, attribute)
    return own in values if isinstance(own, str) else bool(own & values)


def forbidden_reason(food: Food, request: PlanRequest) -> str:
    """Return why a food may not be served to this person, or the empty string if it may.

    Diet, what is avoided, excluded foods and safety exclusions, in that order.
    """
    diet = get_diet(request.diet)
    why = diet.rule.forbids(food)
    if why:
        return f"the {diet.label.lower()} diet leaves out {why}"
    for name in request.avoid:
        avoidance = get_avoidance(name)
        if avoidance.rule.forbids(food):
            return f"{avoidance.label.lower()} is avoided"
    if food.id in request.exclude:
        return "it is excluded by name"
    for rule in safety_rules_for(request.person):
        if rule.limit_g is None and rule.covers(food):
            return rule.sentence
    return ""


def build_choices(foods: FoodTable, pattern: DayPattern, request: PlanRequest) -> Choices:
    """List every food that this person may be served, in every meal it suits."""
    roles = subgroup_table()["role"].to_dict()
    rows: list[tuple[int, int, str]] = []
    for row, food in enumerate(foods.foods):
        role = roles[food.subgroup]
        if not food.meals or forbidden_reason(food, request):
            continue
        rows += [
            (number, row, role)
            for number, meal in enumerate(pattern.meals)
            if meal.id in food.meals and role in meal.served_roles
        ]
    servings = [_serving(foods.foods[row]) for _, row, _ in rows]
    columns = np.array(servings, dtype=np.float64).reshape(-1, 4)
    return Choices(
        foods=foods,
        pattern=pattern,
        meal=np.array([number for number, _, _ in rows], dtype=np.int64),
        food=np.array([row for _, row, _ in rows], dtype=np.int64),
        role=tuple(role for _, _, role in rows),
        least_g=columns[:, 0],
        step_g=columns[:, 1],
        usual_steps=columns[:, 2],
        extra_steps=columns[:, 3],
    )


def _serving(food: Food) -> tuple[float, float, float, float]:
    """Return least grams, step grams, steps to the usual helping and steps above it."""
    step_g = food.step * food.measure_g
    least_g = food.least * food.measure_g
    usual = round((food.usual - food.least) / food.step)
    most_g = min(food.day_max_g, LARGEST_HELPING * food.usual * food.measure_g)
    most = int((most_g - least_g) / step_g + 1e-9)
    usual = min(usual, most)
    return least_g, step_g, float(usual), float(most - usual)
