"""Rules on meals: number of foods, roles, repeats, pairings, and share of energy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.meal_patterns import Meal
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.people.diets import get_diet
from planner.nutrition.tables import split_list
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.rules import Context, Family, Rule, amount_rule, count_rule

PROJECT = "project choice (data/meals.toml)"


def _meals(context: Context) -> Iterator[tuple[Meal, BoolArray]]:
    for number, meal in enumerate(context.choices.pattern.meals):
        yield meal, context.choices.meal == number


def _sizes(context: Context) -> Iterator[Rule]:
    for meal, at_meal in _meals(context):
        counted = at_meal & context.choices.role_mask(meal.foods.roles)
        least, most = meal.foods.least, meal.foods.most
        sentence = f"{meal.label.lower()}: {least} to {most} foods"
        taken, step = count_rule(counted)
        yield Rule(
            "meal_size", "foods", meal.id, taken, step, least, most, "foods", sentence, PROJECT
        )


def _roles(context: Context) -> Iterator[Rule]:
    for meal, at_meal in _meals(context):
        for count in meal.roles:
            mask = at_meal & context.choices.role_mask(count.roles)
            if not mask.any() and count.least == 0:
                continue
            taken, step = count_rule(mask)
            roles = tuple(sorted(count.roles))
            most = np.inf if count.most >= 99 else float(count.most)
            limits = f"at least {count.least}" if most == np.inf else f"{count.least} to {most:g}"
            yield Rule(
                "meal_roles",
                "+".join(roles) + ("" if most < np.inf else "_least"),
                meal.id,
                taken,
                step,
                count.least,
                most,
                "foods",
                f"{meal.label.lower()}: {limits} of {' or '.join(roles)}",
                PROJECT,
                roles=roles,
            )


def _repeats(context: Context) -> Iterator[Rule]:
    choices = context.choices
    of_key: dict[str, list[int]] = {}
    for number in range(len(choices)):
        of_key.setdefault(_repeat_key(choices, number), []).append(number)
    for key, numbers in of_key.items():
        first = numbers[0]
        most = choices.pattern.most_meals(choices.role[first])
        if len(numbers) <= most:
            continue
        same: BoolArray = np.zeros(len(choices), dtype=np.bool_)
        same[numbers] = True
        dish, food = choices.dish(first), choices.food(first)
        name = dish.name if dish else food.name if food else ""
        sentence = f"{name} in at most {most} meal{'s' if most > 1 else ''} of a day"
        taken, step = count_rule(same)
        yield Rule("repeats", key, "day", taken, step, -np.inf, most, "meals", sentence, PROJECT)


def _repeat_key(choices: Choices, number: int) -> str:
    """Return the key under which repeats are counted: the food, or the dish with its variants."""
    dish, food = choices.dish(number), choices.food(number)
    return f"dish {dish.base}" if dish else food.id if food else ""


def _goes_with(context: Context) -> Iterator[Rule]:
    choices = context.choices
    subgroups, sides = np.array(choices.subgroup), choices.side
    table = subgroup_table()
    for subgroup in filter(None, dict.fromkeys(choices.subgroup)):
        partners = split_list(str(table.at[subgroup, "goes_with"]))
        if not partners:
            continue
        for meal, at_meal in _meals(context):
            of_subgroup = at_meal & (subgroups == subgroup)
            if not of_subgroup.any():
                continue
            most = min(int(of_subgroup.sum()), 2)
            taken: FloatArray = of_subgroup.astype(np.float64)
            is_partner = np.isin(subgroups, partners) | np.isin(sides, partners)
            is_partner |= _dish_holding(choices, partners)
            taken[at_meal & is_partner] = -most
            words = ", ".join(partners).replace("_", " ")
            label = str(table.at[subgroup, "label"]).lower()
            yield Rule(
                "goes_with",
                subgroup,
                meal.id,
                taken,
                np.zeros(len(choices)),
                -np.inf,
                0.0,
                "foods",
                f"{meal.label.lower()}: {label} only beside one of: {words}",
                "project choice (data/subgroups.csv)",
            )


def _dish_holding(choices: Choices, subgroups: tuple[str, ...]) -> BoolArray:
    """Return the mask of dishes with a food of one of the subgroups, shape (choices,)."""
    dishes = choices.role_mask(frozenset({DISH}))
    holding: BoolArray = dishes & (choices.marked("subgroup", frozenset(subgroups)) > 0)
    return holding


def _not_together(context: Context) -> Iterator[Rule]:
    choices = context.choices
    diet = get_diet(context.request.diet)
    for number, (one, other) in enumerate(diet.not_together):
        masks = [choices.marked("animal", side) > 0 for side in (one, other)]
        words = [", ".join(sorted(side)) for side in (one, other)]
        for meal, at_meal in _meals(context):
            most = float(meal.foods.most)
            for side, mask in enumerate(masks):
                taken, step = count_rule(mask & at_meal)
                yield Rule(
                    "not_together",
                    f"{diet.id}_{number}_{side}",
                    meal.id,
                    taken,
                    step,
                    -np.inf,
                    0.0 if side == 0 else most,
                    "foods",
                    f"{meal.label.lower()}: {words[0]} never with {words[1]} ({diet.label})",
                    diet.source,
                    switch=f"{diet.id}_{number}_{meal.id}",
                    switch_value=-most if side == 0 else most,
                )


def _shares(context: Context) -> Iterator[Rule]:
    choices = context.choices
    energy = context.energy_kcal
    tolerance = choices.pattern.share_tolerance
    kcal = choices.nutrient("energy_kcal")
    for meal, at_meal in _meals(context):
        taken, step = amount_rule(choices, np.where(at_meal, kcal, 0.0))
        low, high = meal.energy_share - tolerance, meal.energy_share + tolerance
        yield Rule(
            "energy_share",
            "energy_kcal",
            meal.id,
            taken,
            step,
            energy * low,
            energy * high,
            "kcal",
            f"{meal.label.lower()}: {low:.0%} to {high:.0%} of the day's energy",
            PROJECT,
            weight=preferences().soft_rules.energy_share,
            scale=energy * 0.05,
        )


MEAL_SIZE = Family(
    "Foods in a meal", "least ≤ Σ y_j ≤ most, water not counted", "foods", "hard", PROJECT, _sizes
)
MEAL_ROLES = Family(
    "Roles in a meal",
    "least ≤ Σ over choices of the roles y_j ≤ most",
    "foods",
    "hard",
    PROJECT,
    _roles,
)
REPEATS = Family(
    "Repeats within a day", "Σ over meals y_j ≤ most", "meals", "hard", PROJECT, _repeats
)
GOES_WITH = Family(
    "Pairings",
    "Σ y_j ≤ 2·Σ over partners y_k, within a meal",
    "foods",
    "hard",
    "project choice (data/subgroups.csv)",
    _goes_with,
)
NOT_TOGETHER = Family(
    "Foods a diet keeps apart",
    "Σ over one side y_j ≤ M·z,  Σ over the other y_k ≤ M·(1−z)",
    "foods",
    "hard",
    "data/diets.toml, not_together",
    _not_together,
)
ENERGY_SHARE = Family(
    "Energy by meal",
    "(s_m − 0.05)·E ≤ Σ over the meal kcal_j·g_j ≤ (s_m + 0.05)·E",
    "kcal",
    "soft: {energy_share:g} point per 5 % of the day's energy beyond",
    PROJECT,
    _shares,
    is_hard=False,
)
