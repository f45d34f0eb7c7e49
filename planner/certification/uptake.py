"""Estimated absorption of calcium and vitamin B12, reported in addition to the intake."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import numpy as np

from planner.nutrition.foods.absorption import Kind, absorption_rules, measured_calcium, rules_of
from planner.nutrition.foods.credited_intake import share_counted
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.sourced_notes import SourcedNote
from planner.nutrition.people.targets import Targets

CALCIUM, B12 = "calcium_mg", "vitamin_b12_ug"


def _figure(kind: Kind) -> float:
    return next(rule.value for rule in rules_of(kind, CALCIUM))


def share_of_load(load_mg: float) -> float:
    """Return the share of a calcium load that adults absorb from milk in a meal, 0 to 1.

    The share is ``0.889 - 0.0964 ln(mg)``, measured from 15 to 500 mg. Below 15 mg it is constant;
    above 500 mg the curve is extrapolated.

    References
    ----------
    Heaney, Weaver & Fitzsimmons, J Bone Miner Res 1990;5:1135.
    """
    load = max(load_mg, _figure("load_least"))
    return max(_figure("load_intercept") - _figure("load_slope") * math.log(load), 0.0)


# As many as the food table has foods, and some own foods of the latest users.
@lru_cache(maxsize=2048)
def absorptive_index(food: Food) -> float:
    """Return the absorption of a food's calcium relative to that of milk at the same load.

    It is the measured share divided by `share_of_load` (Weaver & Plawecki, Am J Clin Nutr
    1994;59(suppl):1238S); 1, as for milk, for a food that was not measured.
    """
    for row in measured_calcium():
        if row.covers(food):
            return row.percent / 100.0 / share_of_load(row.load_mg)
    return 1.0


def _by_meal(portions: Sequence[Portion]) -> list[list[Portion]]:
    meals: dict[tuple[int, str], list[Portion]] = defaultdict(list)
    for portion in portions:
        meals[portion.day, portion.meal].append(portion)
    return list(meals.values())


def absorbable_calcium_mg(portions: Sequence[Portion], foods: FoodTable) -> float:
    """Return the absorbed calcium in mg; the calcium of each meal is one load."""
    column = nutrient_index()[CALCIUM]
    absorbed = 0.0
    for meal in _by_meal(portions):
        amounts = [float(np.nan_to_num(supplied(foods, row)[column])) for row in meal]
        share = share_of_load(sum(amounts))
        for row, amount in zip(meal, amounts, strict=True):
            absorbed += amount * min(share * absorptive_index(foods.food(row.food_id)), 1.0)
    return absorbed


def b12_taken_up_ug(portions: Sequence[Portion], foods: FoodTable) -> float:
    """Return the absorbed vitamin B12 in µg, summed over meals.

    Only B12 that is active counts. The absorbed amount is interpolated between the measured doses
    and constant above the largest.

    References
    ----------
    Adams et al. 1971, in NASEM 1998, Dietary Reference Intakes for Thiamin ... Vitamin B12, p. 308.
    """
    column = nutrient_index()[B12]
    points = sorted((rule.at, rule.value) for rule in rules_of("uptake", B12))
    doses, taken_up = [0.0, *(at for at, _ in points)], [0.0, *(value for _, value in points)]
    total = 0.0
    for meal in _by_meal(portions):
        dose = sum(
            float(np.nan_to_num(supplied(foods, row)[column]))
            * share_counted(foods.food(row.food_id), B12)
            for row in meal
        )
        total += float(np.interp(dose, doses, taken_up))
    return total


def fortified_amount(nutrient: str, portions: Sequence[Portion], foods: FoodTable) -> float:
    """Return the amount of a nutrient in foods fortified with it, in its unit."""
    column = nutrient_index()[nutrient]
    return sum(
        float(np.nan_to_num(supplied(foods, row)[column]))
        for row in portions
        if foods.food(row.food_id).is_fortified_with(nutrient)
    )


def age_notes(
    age: int,
    targets: Targets,
    portions: Sequence[Portion],
    foods: FoodTable,
    supplemented: Collection[str] = (),
) -> Iterator[SourcedNote]:
    """Yield notes on nutrients that should come from fortified foods at this age.

    Parameters
    ----------
    age : int
        Completed years.
    targets : Targets
        The person's targets.
    portions : sequence of Portion
        The portions of all days.
    foods : FoodTable
        The food table.
    supplemented : collection of str
        Nutrients for which the plan has a supplement; they get no note.
    """
    days = max(len({row.day for row in portions}), 1)
    floors = {row.nutrient: row.floor for row in targets.rows}
    for rule in absorption_rules():
        floor = floors.get(rule.nutrient)
        if rule.kind != "fortified_share" or age < rule.from_age or floor is None:
            continue
        if rule.nutrient in supplemented:
            continue
        amount = fortified_amount(rule.nutrient, portions, foods) / days
        unit = nutrient(rule.nutrient).unit
        words = f"{rule.sentence}; here {amount:.2g} {unit} a day come from them"
        if amount < rule.value * floor:
            words += ", too little: ask a clinician or pharmacist about a supplement"
        yield SourcedNote(words, rule.source)
