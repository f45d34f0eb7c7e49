"""What conditions ask to keep as low as a plan can, where the guidelines give no figure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.absorption import rules_of
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.targets import targets_for
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.rules import Context, Family, Rule, amount_rule
from planner.request.limit_names import LimitKind, read_limit_name
from planner.request.own_limits import clinician_limits


def burden_per_gram(foods: FoodTable, name: str) -> FloatArray:
    """Return what is taken up of a nutrient from a gram of every food, at worst, shape (foods,).

    All of it, but for foods of which ``data/absorption.csv`` has a ``burden``; the highest one of
    a food counts. An unknown amount is the worst of its kind.
    """
    share = np.full(len(foods.foods), np.nan)
    for rule in rules_of("burden", name):
        covered = np.array([rule.covers(food) for food in foods.foods])
        share = np.where(covered, np.fmax(rule.value, share), share)
    known = np.where(np.isnan(share), 1.0, share)
    per_gram: FloatArray = foods.at_most[:, nutrient_index()[name]] / 100.0 * known
    return per_gram


def _minimised(context: Context) -> Iterator[Rule]:
    request, choices = context.request, context.choices
    effects = effects_for(request.person, request.standard)
    theirs = clinician_limits(request.person, request.standard, request.limits)
    names = filter(None, map(read_limit_name, theirs))
    set_by_clinician = {name.subject for name in names if name.kind is not LimitKind.CAP}
    healthy, points = targets_for(request.person), preferences().soft_rules
    for name in sorted(effects.minimised - set_by_clinician):
        per_unit = choices.amount(burden_per_gram(choices.items.foods, name))
        taken, step = amount_rule(choices, per_unit)
        limits = effects.of(name, "minimise")
        need = healthy[name].floor or 1.0
        yield Rule(
            "minimised", name, "day", taken, step, -np.inf, 0.0, nutrient(name).unit,
            f"{nutrient(name).in_sentence} as low as the plan can ({limits[0].words})",
            limits[0].source, weight=points.minimised,
            least_share=points.minimised_least_share, scale=need,
        )  # fmt: skip


MINIMISED = Family(
    "What a condition keeps low",
    "Σ β_ij·a_ij·g_j as low as can be, β the share taken up at worst (all of what is added), "
    "unknown a_ij as the worst of its kind",
    "the nutrient's, a day",
    "soft: {minimised} points for as much as a healthy person needs in a day",
    "data/clinical_effects.csv, rows minimise",
    _minimised,
    is_hard=False,
)
