"""The healthy pattern: the standards of the Healthy Eating Index 2020 as soft rules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import KCAL_PER_G, nutrient_index
from planner.nutrition.tables import split_list
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Context, Family, Rule, amount_rule


def _per_unit(context: Context, names: str, *, moderated: bool) -> FloatArray:
    """Return the sum of nutrients and food pattern equivalents per unit, shape (choices,).

    What is not known counts as nothing, but as the worst of its kind where little of it is wanted.
    """
    choices = context.choices
    total: FloatArray = np.zeros(len(choices))
    for name in split_list(names):
        if name in nutrient_index():
            known = choices.nutrient_at_most(name) if moderated else choices.nutrient(name)
            total = total + known
        else:
            total = total + choices.amount(pattern_per_gram(choices, name, moderated=moderated))
    return total


def pattern_per_gram(choices: Choices, name: str, *, moderated: bool) -> FloatArray:
    """Return a food pattern equivalent per gram of every food, shape (foods,)."""
    foods = choices.items.foods
    if moderated:
        return foods.fact_at_most(name) / 100.0
    return np.nan_to_num(foods.fact_column(name), nan=0.0) / 100.0


def _limit(unit: str, at: float, energy_kcal: float) -> float:
    """Return the amount a day that corresponds to a density `at`, for this energy."""
    if unit == "% energy":
        return at / 100.0 * energy_kcal
    if unit == "g/1000 kcal":
        return at * energy_kcal  # milligrams
    return at * energy_kcal / 1000.0


def _pattern(context: Context) -> Iterator[Rule]:
    energy = context.energy_kcal
    for component, row in hei_components().iterrows():
        per_unit = _per_unit(context, row["plus"], moderated=row["kind"] == "moderation")
        if row["unit"] == "% energy":
            per_unit = per_unit * KCAL_PER_G[row["plus"]]
        full, zero = row["full_at"], row["zero_at"]
        if row["kind"] == "ratio":
            # (unsaturated / saturated) >= full, multiplied by the denominator. A usual day has
            # about 8 % of its energy from saturated fat, which scales the violation.
            saturated = _per_unit(context, row["minus"], moderated=True)
            per_unit = per_unit - full * saturated
            lower, upper = 0.0, np.inf
            width = (full - zero) * 0.08 * energy / KCAL_PER_G["saturated_fat_g"]
        elif row["kind"] == "adequacy":
            lower, upper = _limit(row["unit"], full, energy), np.inf
            width = lower
        else:
            lower, upper = -np.inf, _limit(row["unit"], full, energy)
            width = _limit(row["unit"], zero, energy) - upper
        taken, step = amount_rule(context.choices, per_unit)
        yield Rule(
            "food_pattern",
            str(component),
            "day",
            taken,
            step,
            lower,
            upper,
            row["unit"],
            f"{row['label'].lower()} near the best score of HEI-2020",
            row["source"],
            weight=preferences().soft_rules.hei_point * row["max_points"],
            scale=width,
        )


FOOD_PATTERN = Family(
    "Healthy pattern",
    "Σ p_cj·g_j ≥ or ≤ the amount at which component c of HEI-2020 scores full",
    "cup, ounce or gram equivalents a day",
    "soft: {hei_point:g} point per HEI-2020 point lost",
    "National Cancer Institute, HEI-2020 scoring standards",
    _pattern,
    is_hard=False,
)
