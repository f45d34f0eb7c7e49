"""Rules on nutrients: energy, floors, ceilings, macronutrient ranges."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.macronutrient_ranges import macronutrient_floors
from planner.nutrition.people.targets import Target
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.families.absorption import (
    counted_per_gram,
    fortified_at_most_per_gram,
    meal_credits,
)
from planner.optimize.model.rules import Context, Family, Rule, amount_rule

# Relative margin, so that a plan meets its floors and ceilings also when its rounded grams are
# summed.
MARGIN = 1e-4
_SALT = frozenset({"salt"})


def _energy(context: Context) -> Iterator[Rule]:
    row = context.targets["energy_kcal"]
    taken, step = amount_rule(context.choices, context.choices.nutrient("energy_kcal"))
    yield Rule(
        "energy",
        "energy_kcal",
        "day",
        taken,
        step,
        (row.floor or 0.0) * (1 + MARGIN),
        (row.ceiling or np.inf) * (1 - MARGIN),
        "kcal",
        f"energy between {row.floor:.0f} and {row.ceiling:.0f} kcal",
        row.source,
    )


def is_planned_floor(row: Target) -> bool:
    """Return whether a target has a floor that is a rule of this family.

    Energy has a family of its own, and so have floors that are only striven for.
    """
    return row.floor is not None and row.nutrient != "energy_kcal" and not row.floor_is_aim


def _floors(context: Context) -> Iterator[Rule]:
    for row in context.targets.rows:
        if not is_planned_floor(row) or row.floor is None:
            continue
        known = nutrient(row.nutrient)
        by_meal = meal_credits(context, row.nutrient)
        per_unit = _credited_per_unit(context, row.nutrient)
        taken, step = amount_rule(context.choices, np.zeros_like(per_unit) if by_meal else per_unit)
        yield Rule(
            "nutrient_floor",
            row.nutrient,
            "day",
            taken,
            step,
            row.floor * (1 + MARGIN),
            np.inf,
            row.unit,
            f"{known.in_sentence} at least {row.floor:g} {known.unit} ({row.floor_basis})",
            row.source,
            advice=row.floor_is_advice,
            shared=by_meal,
        )


def _aims(context: Context) -> Iterator[Rule]:
    points = preferences().soft_rules
    for row in context.targets.rows:
        if row.floor is None or not row.floor_is_aim:
            continue
        known = nutrient(row.nutrient)
        taken, step = amount_rule(context.choices, _sought_per_unit(context, row.nutrient))
        yield Rule(
            "nutrient_aim",
            row.nutrient,
            "day",
            taken,
            step,
            row.floor * (1 + MARGIN),
            np.inf,
            row.unit,
            f"{known.in_sentence} about {row.floor:g} {known.unit} ({row.floor_basis})",
            row.source,
            weight=points.nutrient_aim,
            scale=row.floor,
            least_share=points.nutrient_aim_least_share,
        )


def _credited_per_unit(context: Context, name: str) -> FloatArray:
    """Return the credited amount of a nutrient per unit, before limits per meal."""
    choices = context.choices
    if context.request.plain_totals:
        return choices.nutrient(name)
    return choices.amount(counted_per_gram(choices.items.foods, name))


def _sought_per_unit(context: Context, name: str) -> FloatArray:
    """Return the credited amount of a nutrient per unit, without that of salt.

    The iodine of salt counts, but no plan salts its food for it.
    """
    choices = context.choices
    foods = choices.items.foods
    per_gram = (
        foods.nutrient_column(name) / 100.0
        if context.request.plain_totals
        else counted_per_gram(foods, name)
    )
    return choices.amount(np.where(foods.having("subgroup", _SALT), 0.0, per_gram))


def _ceilings(context: Context) -> Iterator[Rule]:
    choices = context.choices
    for row in context.targets.rows:
        if (
            row.ceiling is None
            or row.nutrient == "energy_kcal"
            or row.ceiling_scope == "supplement"
        ):
            continue
        per_unit = choices.nutrient_at_most(row.nutrient)
        if row.ceiling_scope == "fortified":
            per_gram = fortified_at_most_per_gram(choices.items.foods, row.nutrient)
            per_unit = choices.amount(per_gram)
        taken, step = amount_rule(choices, per_unit)
        known = nutrient(row.nutrient)
        yield Rule(
            "nutrient_ceiling",
            row.nutrient,
            "day",
            taken,
            step,
            -np.inf,
            row.ceiling * (1 - MARGIN),
            row.unit,
            f"{known.in_sentence} at most {row.ceiling:g} {known.unit} ({row.ceiling_basis})",
            row.source,
            advice=row.ceiling_is_advice,
        )


def _macronutrients(context: Context) -> Iterator[Rule]:
    for name, floor_g, source in macronutrient_floors(context.targets):
        taken, step = amount_rule(context.choices, context.choices.nutrient(name))
        known = nutrient(name)
        yield Rule(
            "macronutrient_range",
            name,
            "day",
            taken,
            step,
            floor_g * (1 + MARGIN),
            np.inf,
            "g",
            f"{known.in_sentence} at least {floor_g:.0f} g (AMDR)",
            source,
            advice=True,
        )


ENERGY = Family(
    "Energy",
    "0.95 E ≤ Σ kcal_j·g_j ≤ 1.05 E",
    "kcal a day",
    "hard",
    "NASEM 2023, Dietary Reference Intakes for Energy",
    _energy,
)
NUTRIENT_FLOOR = Family(
    "Nutrient floors",
    "Σ κ_ij·a_ij·g_j ≥ floor_i, κ the credited share, unknown a_ij as zero",
    "the nutrient's, a day",
    "hard for the five core nutrients; hard for the others unless the relaxation proves them "
    "unreachable, then the shortfall relative to the target is minimised",
    "the standard's RDA or AI (data/targets/)",
    _floors,
)
NUTRIENT_AIM = Family(
    "Nutrient aims",
    "Σ κ_ij·a_ij·g_j ≥ aim_i, κ the credited share, unknown a_ij and the iodine of salt as zero",
    "the nutrient's, a day or the mean of the days",
    "soft: {nutrient_aim:g} points for all of it; for nutrients known for too few foods (iodine, "
    "EPA and DHA)",
    "the standard's RDA or AI (data/targets/)",
    _aims,
    is_hard=False,
)
NUTRIENT_CEILING = Family(
    "Nutrient ceilings",
    "Σ a_ij·g_j ≤ ceiling_i over the foods the ceiling covers, unknown a_ij as the worst of its "
    "kind (data/upper_bounds.csv)",
    "the nutrient's, a day",
    "hard; a share of energy is advice, missed as little as can be where it cannot be met",
    "the standard's UL, CDRR, AMDR upper bound or dietary guideline (data/targets/)",
    _ceilings,
)
MACRONUTRIENT_RANGE = Family(
    "Macronutrient ranges, lower bounds",
    "Σ a_ij·g_j ≥ share_i·E / kcal per g (upper bounds are ceilings)",
    "g a day",
    "hard; a share of energy is advice, missed as little as can be where it cannot be met",
    "NASEM 2002/2005, Acceptable Macronutrient Distribution Ranges",
    _macronutrients,
)
