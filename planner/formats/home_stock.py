"""What is at home counts for a shopping list only until it must be eaten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.request.use_by import UseBy


def usable_at_home(
    grouped: Mapping[str, Sequence[Portion]],
    pantry: Mapping[str, float],
    use_by: Collection[UseBy],
    foods: FoodTable,
) -> dict[str, float]:
    """Return grams at home by bought form, less what is past its day when it is needed.

    Parameters
    ----------
    grouped : mapping of str to sequence of Portion
        The portions by the form in which their food is bought.
    pantry : mapping of str to float
        Grams as bought by food id, with what must be eaten by a day.
    use_by : collection of UseBy
        What of the pantry must be eaten by a day.
    foods : FoodTable
        The foods that they name.
    """
    found: dict[str, float] = defaultdict(float)
    for food_id, grams in pantry.items():
        found[foods.food(food_id).bought_as] += grams
    needed: dict[str, float] = defaultdict(float)
    for item in sorted(use_by, key=lambda one: one.day):
        form = foods.food(item.food).bought_as
        by_then = sum(
            row.grams * bought_per_eaten(foods.food(row.food_id))
            for row in grouped.get(form, ())
            if row.day <= item.day
        )
        usable = min(item.grams, max(by_then - needed[form], 0.0))
        needed[form] += usable
        found[form] = max(found[form] - (item.grams - usable), 0.0)
    return found
