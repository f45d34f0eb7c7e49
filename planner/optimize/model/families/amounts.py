"""Rules on amounts: caps on foods, limits on food groups, and minimum amounts of a diet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.safety import SafetyRule
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Context, Family, Rule, amount_rule
from planner.request.own_limits import food_rules_for


def _food_caps(context: Context) -> Iterator[Rule]:
    choices = context.choices
    foods = choices.items.foods.foods
    most_units = choices.least + choices.step * (choices.usual_steps + choices.extra_steps)
    choice, column, grams = choices.ingredients
    # The largest helpings that one day can combine, two per meal: a cap that their sum does not
    # exceed needs no row.
    together = 2 * len(choices.pattern.meals)
    helping = grams * most_units[choice]
    order = np.lexsort((-helping, column))
    start = np.searchsorted(column[order], np.arange(len(foods) + 1))
    place = np.arange(len(order)) - start[column[order]]
    largest = np.bincount(
        column[order], np.where(place < together, helping[order], 0.0), minlength=len(foods)
    )
    by_food = np.argsort(column, kind="stable")
    for row in np.flatnonzero(largest > np.array([food.day_max_g for food in foods])):
        own = by_food[start[row] : start[row + 1]]
        per_unit = np.zeros(len(choices))
        per_unit[choice[own]] = grams[own]
        taken, step = amount_rule(choices, per_unit)
        food = foods[row]
        yield Rule(
            "food_cap",
            food.id,
            "day",
            taken,
            step,
            -np.inf,
            food.day_max_g,
            "g",
            f"{food.name} at most {food.day_max_g:g} g a day",
            "data/foods.csv day_max_grams (project choice)",
        )


def _group_caps(context: Context) -> Iterator[Rule]:
    choices = context.choices
    for rule in food_rules_for(context.request.person, context.request.limits):
        if rule.limit_g is None:
            continue
        taken, step = amount_rule(choices, _covered_grams(choices, rule))
        yield Rule(
            "group_cap", rule.id, "day", taken, step, -np.inf, rule.limit_g, "g",
            rule.sentence, rule.source,
        )  # fmt: skip


def _covered_grams(choices: Choices, rule: SafetyRule) -> FloatArray:
    """Return the grams per unit that a limit counts, with those nobody declared free of it."""
    grams = choices.marked(rule.column, rule.values)
    foods = choices.items.foods.foods
    hidden = [food.is_own and not food.is_declared and rule.covers(food) for food in foods]
    if not any(hidden):
        return grams
    known = np.array([food.has_any(rule.column, rule.values) for food in foods], dtype=np.bool_)
    return grams + choices.amount((np.array(hidden) & ~known).astype(np.float64))


def _diet_minimums(context: Context) -> Iterator[Rule]:
    choices = context.choices
    diet = get_diet(context.request.diet)
    for minimum in diet.at_least:
        taken, step = amount_rule(choices, choices.marked("subgroup", minimum.subgroups))
        words = " or ".join(sorted(minimum.subgroups)).replace("_", " ")
        yield Rule(
            "diet_minimum",
            "+".join(sorted(minimum.subgroups)),
            "day",
            taken,
            step,
            minimum.grams,
            np.inf,
            "g",
            f"{diet.label}: {words} at least {minimum.grams:g} g",
            diet.source,
        )


FOOD_CAP = Family(
    "Daily cap of one food",
    "Σ over meals g_j ≤ day_max_f",
    "g a day",
    "hard",
    "data/foods.csv, day_max_grams (project choice)",
    _food_caps,
)
GROUP_CAP = Family(
    "Safety limits and caps of food groups",
    "Σ over foods of the group g_j ≤ limit",
    "g a day",
    "hard; foods with no safe amount for the person are not in the model",
    "data/safety.csv, each row with its source",
    _group_caps,
)
DIET_MINIMUM = Family(
    "Minimum amounts of a diet",
    "Σ over foods of the subgroups g_j ≥ grams",
    "g a day",
    "hard",
    "data/diets.toml, at_least",
    _diet_minimums,
)
