"""Points that the other days and people put on choices: repeats, variants, a second milk."""

from __future__ import annotations

import numpy as np

from planner.nutrition.foods.once_a_day import OnceADay, all_once_a_day
from planner.nutrition.foods.one_sort import all_one_sorts
from planner.nutrition.foods.preferences import preferences
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.families.once_a_day import holding
from planner.optimize.model.week.context import DayContext
from planner.optimize.model.week.open_basket import OpenBasket, basket_prices
from planner.request.week_rules import WEEK


def day_points(day: DayContext) -> FloatArray:
    """Return points for taking each choice on this day, shape (choices,)."""
    week, choices = day.week, day.facts.choices
    weights = preferences().repeats
    base, ids, meal = choices.base_id, choices.item_id, choices.meal_name
    points: FloatArray = np.zeros(len(choices))
    # At a meal whose dishes are chosen for all days together, repeats are a part of the choice.
    framed = day.facts.is_dish & np.isin(meal, sorted(week.framed))
    for name, days in day.dish_days.items():
        points[(base == name) & ~framed] += weights.dish * len(days)
    points[_needless(base, ids, meal)] += weights.needless_variant
    if week.on_table:
        shared = day.facts.is_dish & np.isin(meal, sorted(week.dishes))
        points[shared & ~np.isin(ids, sorted(week.on_table))] += weights.other_variant
    alone = {(row.food_id, row.day) for row in week.portions if not row.dish}
    sides = ~(choices.role_mask(frozenset({DISH, "dairy"})) | choices.is_water)
    for food_id, other in sorted(alone):
        if 0 < day.number - other <= 2:
            points[sides & (ids == food_id)] += weights.food
    for entry in all_once_a_day():
        if entry.not_daily:
            points[holding(choices, entry)] += weights.kind * len(_days_before(day, entry))
            points[holding(choices, entry)] += weights.kind_again * _is_often(day, entry)
    points[_other_sorts(choices, ids, week.in_house)] += weights.other_sort
    return points if week.basket is None else points + basket_points(day, week.basket)


def basket_points(day: DayContext, basket: OpenBasket) -> FloatArray:
    """Return the points of each choice for the basket of the week, shape (choices,)."""
    # These are points of the objective already.
    points: FloatArray = basket_prices(day.facts.choices, basket) / day.facts.points_scale
    return points


def _days_before(day: DayContext, entry: OnceADay) -> set[int]:
    """Return which of the two days before served a kind of food."""
    return {other for other in _days_with(day, entry) if 0 < day.number - other <= 2}


def _days_with(day: DayContext, entry: OnceADay) -> set[int]:
    """Return the other days that serve a kind of food."""
    foods = day.facts.choices.items.foods
    return {
        row.day
        for row in day.week.portions
        if row.day != day.number
        and row.grams >= entry.from_g
        and foods.food(row.food_id).subgroup in entry.subgroups
    }


def _is_often(day: DayContext, entry: OnceADay) -> bool:
    """Tell whether seven days around this one serve a kind as often as they should already."""
    if day.facts.request.diet in entry.not_for:
        return False
    days = _days_with(day, entry)
    return any(
        sum(first <= other < first + WEEK for other in days) >= entry.most_days
        for first in range(day.number - WEEK + 1, day.number + 1)
    )


def _needless(base: np.ndarray, ids: np.ndarray, meal: np.ndarray) -> BoolArray:
    """Mark the variants whose dish itself may be served at the same meal."""
    served = set(zip(meal[base == ids], ids[base == ids], strict=True))
    has_dish = np.array([key in served for key in zip(meal, base, strict=True)], dtype=np.bool_)
    needless: BoolArray = (base != "") & (base != ids) & has_dish
    return needless


def _other_sorts(choices: Choices, ids: np.ndarray, in_house: frozenset[str]) -> BoolArray:
    """Mark foods alone, and dishes of a milk or bread, where another sort is in the house."""
    foods = choices.items.foods
    subgroup = np.array(choices.subgroup)
    other: BoolArray = np.zeros(len(choices), dtype=np.bool_)
    for sorts in preferences().milk.one_sort:
        held = [name for name in in_house if name in foods and foods.food(name).subgroup in sorts]
        if held:
            other |= np.isin(subgroup, sorted(sorts)) & ~np.isin(ids, sorted(held))
    for entry in all_one_sorts().values():
        covered = np.array([entry.covers(food) for food in foods.foods], dtype=np.bool_)
        held_too = np.array([food.id in in_house for food in foods.foods], dtype=np.bool_)
        if (covered & held_too).any():
            grams = choices.items.grams[:, covered & ~held_too][choices.item]
            other |= (grams * choices.least[:, None] >= entry.sort_from_g).any(axis=1)
    return other
