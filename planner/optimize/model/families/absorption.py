"""Rules on absorption: credit per meal, calcium per meal, and fortified foods in old age."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.absorption import counted_nutrient, rules_of
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.rules import Context, Family, Rule, SharedAmount, amount_rule


def counted_per_gram(foods: FoodTable, name: str) -> FloatArray:
    """Return the credited amount of a nutrient per gram of every food, shape (foods,)."""
    share = np.ones(len(foods.foods))
    for rule in rules_of("credit", name):
        covered = foods.having(rule.column, rule.values) if rule.column else True
        share = np.where(covered, np.minimum(share, rule.value), share)
    counted = foods.composition[:, nutrient_index()[counted_nutrient(name)]]
    known = np.where(np.isnan(counted), foods.nutrient_column(name), counted)
    per_gram: FloatArray = known / 100.0 * share
    return per_gram


def meal_credits(context: Context, name: str) -> tuple[SharedAmount, ...]:
    """Return the shared columns of each meal's credit; empty if meals have no credit limit.

    The snacks of a day share one column, since plans give them one name.
    """
    most = min((rule.value for rule in rules_of("meal_most", name)), default=None)
    if context.request.plain_totals or most is None:
        return ()
    meals = dict.fromkeys(meal.name for meal in context.choices.pattern.meals)
    return tuple(SharedAmount(name, meal, most, 1.0) for meal in meals)


def _meal_credit_rules(context: Context) -> Iterator[Rule]:
    choices = context.choices
    names = choices.meal_name
    for row in context.targets.rows:
        for credit in meal_credits(context, row.nutrient) if row.floor is not None else ():
            per_unit = choices.amount(counted_per_gram(choices.items.foods, row.nutrient))
            taken, step = amount_rule(choices, np.where(names == credit.meal, per_unit, 0.0))
            rule = min(rules_of("meal_most", row.nutrient), key=lambda rule: rule.value)
            yield Rule(
                "meal_credit", row.nutrient, credit.meal, -taken, -step, -np.inf, 0.0, row.unit,
                rule.sentence, rule.source, shared=(credit,),
            )  # fmt: skip


def _spread(context: Context) -> Iterator[Rule]:
    points = preferences().soft_rules
    choices = context.choices
    for row in () if context.request.plain_totals else context.targets.rows:
        for rule in rules_of("meal_aim", row.nutrient):
            per_unit = choices.nutrient(row.nutrient)
            for number, meal in enumerate(choices.pattern.meals):
                at_meal = choices.meal == number
                taken, step = amount_rule(choices, np.where(at_meal, per_unit, 0.0))
                yield Rule(
                    "spread", row.nutrient, meal.id, taken, step, -np.inf, rule.value, row.unit,
                    f"{meal.label.lower()}: {rule.sentence}", rule.source,
                    weight=points.calcium_spread, scale=points.calcium_spread_mg,
                )  # fmt: skip


def fortified_per_gram(foods: FoodTable, name: str) -> FloatArray:
    """Return a nutrient per gram of foods fortified with it, 0 for other foods, shape (foods,)."""
    fortified = np.array([food.is_fortified_with(name) for food in foods.foods], dtype=np.bool_)
    return np.where(fortified, foods.nutrient_column(name) / 100.0, 0.0)


def fortified_at_most_per_gram(foods: FoodTable, name: str) -> FloatArray:
    """Return what may be added of a nutrient per gram, unknown as its worst, shape (foods,)."""
    fortified = np.array([food.may_be_fortified_with(name) for food in foods.foods], dtype=np.bool_)
    return np.where(fortified, foods.at_most[:, nutrient_index()[name]] / 100.0, 0.0)


def _fortified_share(context: Context) -> Iterator[Rule]:
    choices = context.choices
    for row in () if context.request.plain_totals else context.targets.rows:
        for rule in rules_of("fortified_share", row.nutrient):
            if row.floor is None or context.request.person.age < rule.from_age:
                continue
            per_unit = choices.amount(fortified_per_gram(choices.items.foods, row.nutrient))
            taken, step = amount_rule(choices, per_unit)
            least = rule.value * row.floor
            yield Rule(
                "fortified_share", row.nutrient, "day", taken, step, least, np.inf, row.unit,
                f"{nutrient(row.nutrient).in_sentence} from fortified foods at least {least:g} "
                f"{row.unit}: {rule.sentence}", rule.source,
                weight=preferences().soft_rules.fortified_share, scale=least,
            )  # fmt: skip


MEAL_CREDIT = Family(
    "Credit per meal",
    "c_im ≤ Σ over the meal κ_ij·a_ij·g_j,  0 ≤ c_im ≤ most_i;  the floor holds for Σ c_im",
    "the nutrient's",
    "hard; not used with plain totals",
    "data/absorption.csv, each row with its source",
    _meal_credit_rules,
)
SPREAD = Family(
    "Calcium spread over the meals",
    "Σ over the meal a_ij·g_j ≤ aim_i",
    "mg a meal",
    "soft: {calcium_spread:g} point per {calcium_spread_mg:g} mg above; not used with plain totals",
    "data/absorption.csv",
    _spread,
    is_hard=False,
)
FORTIFIED_SHARE = Family(
    "Vitamin B12 from fortified foods in old age",
    "Σ over fortified foods a_ij·g_j ≥ share_i·floor_i",
    "µg a day",
    "soft: {fortified_share:g} points if there is none (the person may take a supplement, and "
    "most people still absorb B12 from food); not used with plain totals",
    "data/absorption.csv",
    _fortified_share,
    is_hard=False,
)
