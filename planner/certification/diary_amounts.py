"""The nutrients of a diary's rows on a day: amounts, the share that is known, what counts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.nutrition.foods.absorption import (
    counted_nutrient,
    credited_nutrients,
    rules_of,
)
from planner.nutrition.foods.credited_intake import share_counted
from planner.nutrition.foods.diary import DiaryRow, What
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.supplements import load_supplements
from planner.nutrition.people.targets import Target

ENERGY = "energy_kcal"


@dataclass(frozen=True)
class DayAmount:
    """One nutrient on one day.

    Attributes
    ----------
    intake : float or None
        Known amount of food and supplements, in the nutrient's unit; None if no row knows it.
    coverage : float
        Share of the day's food, by energy, whose amount is known, 0 to 1.
    credited : float
        What counts toward the floor.
    supplement : float
        The part of `intake` from supplements.
    limited : float
        The known amount that the ceiling counts, by its scope.
    """

    intake: float | None
    coverage: float
    credited: float
    supplement: float
    limited: float


def weights_of(rows: Sequence[DiaryRow]) -> list[float]:
    """Return the weight of each row in the coverage: its energy in kcal, 0 for a supplement.

    A food without energy weighs as the mean of the others, or 1 if none has any.
    """
    foods = [row for row in rows if row.what is not What.SUPPLEMENT]
    known = [row.nutrients[ENERGY] for row in foods if ENERGY in row.nutrients]
    mean = math.fsum(known) / len(known) if math.fsum(known) else 1.0
    return [0.0 if row.what is What.SUPPLEMENT else row.nutrients.get(ENERGY, mean) for row in rows]


def amount_on(
    rows: Sequence[DiaryRow],
    weights: Sequence[float],
    target: Target,
    foods: FoodTable,
    *,
    plain: bool,
) -> DayAmount:
    """Return the amount of one nutrient in the rows of a day.

    Parameters
    ----------
    rows : sequence of DiaryRow
        One person's rows of one day.
    weights : sequence of float
        Of `weights_of`, for the same rows.
    target : Target
        The nutrient, and the scope of its ceiling.
    foods : FoodTable
        Our foods, whose absorption rules apply.
    plain : bool
        Whether every milligram counts, absorbed or not.
    """
    name = target.nutrient
    known = [row for row in rows if name in row.nutrients]
    doses = [row for row in known if row.what is What.SUPPLEMENT]
    whole = math.fsum(weights)
    covered = math.fsum(
        weight for row, weight in zip(rows, weights, strict=True) if name in row.nutrients
    )
    eaten = _credited_by_meal(known, name, foods, plain=plain)
    supplement = math.fsum(row.nutrients[name] for row in doses)
    credited = math.fsum(eaten.values()) + _credited_doses(doses, name, eaten, plain=plain)
    return DayAmount(
        intake=math.fsum(row.nutrients[name] for row in known) if known else None,
        coverage=covered / whole if whole else float(bool(known)),
        credited=credited,
        supplement=supplement,
        limited=math.fsum(row.nutrients[name] for row in known if _is_limited(row, target, foods)),
    )


def _is_limited(row: DiaryRow, target: Target, foods: FoodTable) -> bool:
    """Return whether a ceiling counts a row: all, fortified food and supplements, or the latter."""
    if target.ceiling_scope in ("total", "") or row.what is What.SUPPLEMENT:
        return True
    if target.ceiling_scope == "supplement" or row.food_id not in foods:
        return False
    return foods.food(row.food_id).may_be_fortified_with(target.nutrient)


def _credited_by_meal(
    rows: Sequence[DiaryRow], name: str, foods: FoodTable, *, plain: bool
) -> dict[str, float]:
    """Return what counts of the food of each meal; rows without a meal count as one."""
    plain = plain or name not in credited_nutrients()
    counted = name if plain else counted_nutrient(name)
    by_meal: dict[str, float] = defaultdict(float)
    for row in rows:
        if row.what is What.SUPPLEMENT:
            continue
        share = 1.0
        if row.food_id in foods and not plain:
            share = share_counted(foods.food(row.food_id), name)
        by_meal[row.meal] += row.nutrients.get(counted, row.nutrients[name]) * share
    most = [] if plain else [rule.value for rule in rules_of("meal_most", name)]
    return {
        # The total of a day does not tell its meals apart: a limit on one meal is not applied.
        meal: min([amount, *most]) if meal else amount
        for meal, amount in by_meal.items()
    }


def _credited_doses(
    doses: Sequence[DiaryRow], name: str, eaten: dict[str, float], *, plain: bool
) -> float:
    """Return what counts of supplements, as the first product of the table that has the nutrient.

    Of vitamin B12 little more than 2.5 µg a meal is taken up, and 1 % of the rest.
    """
    product = next((one for one in load_supplements().values() if one.nutrient == name), None)
    counted = 0.0
    for dose in doses:
        amount = dose.nutrients[name]
        if product is None or plain:
            counted += amount
            continue
        full = min(amount, max(product.full_per_meal - eaten.get(dose.meal, 0.0), 0.0))
        counted += full + product.share_of_rest * (amount - full)
        eaten[dose.meal] = eaten.get(dose.meal, 0.0) + amount
    return counted
