"""The healthy pattern: the standards of the Healthy Eating Index 2020, up to the aim."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.healthy_pattern import hei_components
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import KCAL_PER_G, nutrient_index
from planner.nutrition.tables import split_list
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Context, Family, Rule, SharedAmount, amount_rule
from planner.request.choices import GUIDELINES

# No component loses more than it has; here it may, so that a day without, say, dairy stays possible
# whatever its size. The index is so never better than the model says.
_MOST_LOST = 1000.0
_SURPLUS = 2.0  # points above the aim to aim at: the ratios of the index are not linear


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
        points = float(row["max_points"])
        value = width / points if np.isfinite(lower) else -width / points
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
            shared=(_lost(str(component), value),),
        )


def _lost(component: str, value: float) -> SharedAmount:
    """Return the column of the points that a component loses, at most far more than it has."""
    return SharedAmount(f"lost {component}", "day", _MOST_LOST, value)


def _index(context: Context) -> Iterator[Rule]:
    """Price each point that the day lacks of the index that the person aims at."""
    aim = GUIDELINES[context.request.guidelines].hei2020
    components = hei_components()
    none = np.zeros(len(context.choices))
    yield Rule(
        "healthy_eating",
        "hei2020",
        "day",
        none,
        none,
        -np.inf,
        float(components["max_points"].sum()) - aim - _SURPLUS,
        "points",
        f"at least {aim:g} points of HEI-2020",
        str(components["source"].iloc[0]),
        weight=preferences().soft_rules.hei_point,
        shared=tuple(_lost(str(component), 1.0) for component in components.index),
    )


FOOD_PATTERN = Family(
    "Points of the healthy pattern",
    "Σ p_cj·g_j + w_c·l_c ≥ (or ≤, with −) the amount at which component c of HEI-2020 scores "
    "full; w_c: amount for a point",
    "cup, ounce or gram equivalents a day",
    "hard: l_c ≥ 0 are the points that the component loses",
    "National Cancer Institute, HEI-2020 scoring standards",
    _pattern,
)
HEALTHY_EATING = Family(
    "Healthy Eating Index",
    "Σ l_c ≤ 100 − aim − 2; more points than the aim are worth nothing",
    "points",
    "soft: {hei_point:g} point per HEI-2020 point below the aim of the request",
    "National Cancer Institute, HEI-2020 scoring standards",
    _index,
    is_hard=False,
)
