"""The dishes of shared meals as people are planned to eat them, and what they cost somebody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.nutrition.foods.shared_scales import TOLERANCE, WIDE_TOLERANCE
from planner.planning.diner import Diner
from planner.planning.person_day import least_cost
from planner.planning.shared_meals import SharedMeals
from planner.planning.sharing import SharedDish, ways_to_share


def served_table(meals: SharedMeals, day: int) -> Mapping[str, SharedDish]:
    """Return the shared dishes of a day as they are served."""
    found: dict[str, SharedDish] = {}
    for meal in meals.common:
        eaters = meals.eaters_of(meal)
        served = {
            eater.request.name: row.scale
            for eater in eaters
            for row in eater.planned.portions
            if (row.day, row.meal) == (day, meal) and row.dish
        }
        bases = {eater.shared_dishes(day).get(meal) for eater in eaters}
        if len(eaters) > 1 and len(bases) == 1 and len(served) == len(eaters):
            (base,) = bases
            if base:
                found[meal] = SharedDish(base, served)
    return found


def table_after(meals: SharedMeals, first: Diner, day: int) -> dict[str, SharedDish] | None:
    """Return how the dishes of one person's day are shared out; None where they cannot be."""
    several = [meal for meal in meals.common if len(meals.eaters_of(meal)) > 1]
    served = first.shared_dishes(day)
    for tolerance in (TOLERANCE, WIDE_TOLERANCE):
        ways = {
            meal: ways_to_share(
                served[meal], meals.eaters_of(meal), whole=False, tolerance=tolerance
            )
            for meal in first.at_home & served.keys() & set(several)
        }
        if not all(ways.values()):
            continue
        table = with_served({meal: found[0] for meal, found in ways.items()}, first, day)
        if all(dish.is_served_as_shared for dish in table.values()):
            return dict(table)
    return None


def with_served(
    table: Mapping[str, SharedDish], diner: Diner, day: int
) -> Mapping[str, SharedDish]:
    """Return the dishes of a table with the servings that a person is planned to eat."""
    served = {row.meal: row.scale for row in diner.planned.portions if row.day == day and row.dish}
    return {
        meal: dish.with_served(diner.request.name, served[meal]) if meal in diner.at_home else dish
        for meal, dish in table.items()
    }


def dearest_dish(
    meals: SharedMeals, diner: Diner, day: int, table: Mapping[str, SharedDish]
) -> tuple[str, str]:
    """Return the shared meal and dish without which this person's day costs least, relaxed."""

    def cost_without(meal: str) -> float:
        context = meals.context_of(diner, day, apart=frozenset({meal}), table=table)
        return np.inf if context is None else least_cost(diner, context)

    meal = min(sorted(diner.at_home & table.keys()), key=cost_without)
    return meal, table[meal].base
