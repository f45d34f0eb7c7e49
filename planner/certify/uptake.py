"""What the body takes up of a day's calcium and vitamin B12: reported beside the plain totals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache

import numpy as np

from planner.nutrition.foods.absorption import Kind, absorption_rules, measured_calcium, rules_of
from planner.nutrition.foods.credited_intake import share_counted
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.nutrients import nutrient, nutrient_index
from planner.nutrition.people.targets import Targets

CALCIUM, B12 = "calcium_mg", "vitamin_b12_ug"


def _figure(kind: Kind) -> float:
    return next(rule.value for rule in rules_of(kind, CALCIUM))


def share_of_load(load_mg: float) -> float:
    """Return the share of a calcium load that adults absorb from milk under meal conditions.

    ``0.889 - 0.0964 ln(mg)``, measured from 15 to 500 mg; under 15 mg the share stays, above
    500 mg the line goes on.

    References
    ----------
    Heaney, Weaver & Fitzsimmons, J Bone Miner Res 1990;5:1135.
    """
    load = max(load_mg, _figure("load_least"))
    return max(_figure("load_intercept") - _figure("load_slope") * math.log(load), 0.0)


@cache
def absorptive_index(food: Food) -> float:
    """Return how well a food's calcium is absorbed beside milk's at the same load.

    The percentage measured divided by what the load alone explains (Weaver & Plawecki, Am J Clin
    Nutr 1994;59(suppl):1238S); a food that was not measured counts as milk, 1.
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
    """Sum the calcium that is absorbed, meal by meal: each meal's total is its load."""
    column = nutrient_index()[CALCIUM]
    absorbed = 0.0
    for meal in _by_meal(portions):
        amounts = [float(np.nan_to_num(supplied(foods, row)[column])) for row in meal]
        share = share_of_load(sum(amounts))
        for row, amount in zip(meal, amounts, strict=True):
            absorbed += amount * min(share * absorptive_index(foods.food(row.food_id)), 1.0)
    return absorbed


def b12_taken_up_ug(portions: Sequence[Portion], foods: FoodTable) -> float:
    """Sum the vitamin B12 that is taken up, meal by meal, from foods whose B12 is active.

    Between the doses that were measured the amount taken up is a straight line; beyond the
    largest it stays.

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
    """Sum what foods bring of a nutrient that is added to them, in its unit."""
    column = nutrient_index()[nutrient]
    added = nutrient.rsplit("_", 1)[0]  # the food table says vitamin_b12 for vitamin_b12_ug
    return sum(
        float(np.nan_to_num(supplied(foods, row)[column]))
        for row in portions
        if added in foods.food(row.food_id).fortified
    )


def age_notes(
    age: int,
    targets: Targets,
    portions: Sequence[Portion],
    foods: FoodTable,
    supplemented: Collection[str] = (),
) -> Iterator[str]:
    """Say what should come from fortified foods at this age, and how much of it does a day.

    Of what the plan holds a supplement there is nothing to say.
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
        words = f"{rule.sentence} ({rule.source}); here {amount:.2g} {unit} a day come from them"
        if amount < rule.value * floor:
            words += ", too little: ask a clinician or pharmacist about a supplement"
        yield words
