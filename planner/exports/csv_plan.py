"""A plan as tidy CSV: one row a food portion, as the contract defines it."""

from __future__ import annotations

from collections.abc import Sequence

from planner.cells import safe_text, write_csv, write_number
from planner.dishes import dish_name
from planner.foods import known_foods
from planner.nutrients import nutrient_ids
from planner.planning import Plan
from planner.portions import supplied

HEAD = (
    "person", "day", "meal", "dish", "food_id", "food", "source", "source_id", "measure", "grams",
)  # fmt: skip


def plans_as_csv(plans: Sequence[Plan]) -> str:
    """Write plans; a nutrient cell is what the portion supplies, empty where unknown."""
    foods = known_foods()
    rows = []
    for portion in (row for plan in plans for row in plan.portions):
        food = foods.food(portion.food_id)
        text = (
            portion.person, str(portion.day), portion.meal, dish_name(portion.dish),
            food.id, food.name, food.source, food.source_id, food.write_grams(portion.grams),
        )  # fmt: skip
        amounts = supplied(foods, portion)
        rows.append(
            [
                *(safe_text(cell) for cell in text),
                write_number(portion.grams),
                *(write_number(float(amount), 6) for amount in amounts),
            ]
        )
    return write_csv([*HEAD, *nutrient_ids()], rows)
