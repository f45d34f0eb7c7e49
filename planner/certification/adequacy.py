"""One nutrient on one day: what is eaten, what of it counts toward the floor and the ceiling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from planner.certification.certificate import ROUNDING, Adequacy
from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.food_table import Food, FoodTable
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.foods.supplements import Dose, credited, taken
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.reference_intakes import FloorKind
from planner.nutrition.people.targets import Target
from planner.request.plan_request import PlanRequest


def adequacy_of(
    day: int,
    eaten: Sequence[Portion],
    row: Target,
    table: FoodTable,
    *,
    request: PlanRequest,
    doses: Sequence[Dose],
) -> Adequacy:
    """Return one nutrient's adequacy on a day.

    Unknown values count as nothing toward the floor, and as the worst of their kind toward the
    ceiling.
    """
    column = nutrient_index()[row.nutrient]
    intake = covered = presumed = known = grams = 0.0
    by_meal: dict[str, float] = defaultdict(float)
    for portion in eaten:
        food = table.food(portion.food_id)
        amount = float(supplied(table, portion)[column])
        counts_above = row.ceiling_scope == "total" or _may_be_fortified_with(food, row)
        if not food.is_water:
            grams += portion.grams
            known += 0.0 if np.isnan(amount) else portion.grams
        if np.isnan(amount):
            most = float(table.at_most[table.row(food.id), column]) * portion.grams / 100.0
            presumed += most if counts_above else 0.0
            continue
        intake += amount
        by_meal[portion.meal] += amount
        covered += amount if counts_above else 0.0
    supplement = credited(row.nutrient, doses, by_meal)
    counts = credited_intake(row.nutrient, eaten, table, plain=request.plain_totals) + supplement
    intake += taken(row.nutrient, doses)
    covered += taken(row.nutrient, doses)
    ceiling = row.ceiling if row.ceiling_scope in ("total", "fortified") else None
    status = status_within(row, ceiling)
    if ceiling is not None and covered + presumed > ceiling * (1 + ROUNDING):
        status = "over"
    elif row.floor is not None and counts < row.floor * (1 - ROUNDING):
        status = "short"
    foods, unknown = _foods_of(eaten, table, column)
    return Adequacy(
        day=day,
        nutrient=row.nutrient,
        intake=intake,
        floor=row.floor,
        ceiling=ceiling,
        percent=row.percent(counts),
        status=status,
        coverage=known / grams if grams else 0.0,
        credited=counts,
        supplement=supplement,
        presumed=presumed,
        foods=foods,
        unknown=unknown,
    )


def _foods_of(
    eaten: Iterable[Portion], table: FoodTable, column: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the foods without water, and those of them without a value of a nutrient."""
    foods = frozenset(row.food_id for row in eaten if not table.food(row.food_id).is_water)
    lacking = (food for food in foods if np.isnan(table.composition[table.row(food), column]))
    return foods, frozenset(lacking)


def status_within(row: Target, ceiling: float | None) -> str:
    """Return the status of an intake that breaks no bound: met only where there is a target."""
    if row.floor_kind is FloorKind.REMOVED:
        return "limited" if row.has_clinical_limit else "no_target"
    if row.floor_kind is FloorKind.BUILD_UP:
        return "building_up"
    return "met" if row.floor is not None or ceiling is not None else "no_target"


def _may_be_fortified_with(food: Food, row: Target) -> bool:
    """Return whether a ceiling on fortified intake counts this food's nutrient."""
    return row.ceiling_scope == "fortified" and food.may_be_fortified_with(row.nutrient)
