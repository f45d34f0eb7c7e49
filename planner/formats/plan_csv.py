"""Write plans as tidy CSV: one row for each portion of a food and each dose of a supplement."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.portions import Portion, supplied
from planner.nutrition.foods.supplements import SUPPLEMENT, Dose
from planner.nutrition.nutrients import nutrient_ids
from planner.planning.plan import Plan

HEAD = (
    "person", "day", "meal", "dish", "food_id", "food", "source", "source_id", "measure", "grams",
)  # fmt: skip


def plans_as_csv(plans: Sequence[Plan]) -> str:
    """Return plans as CSV; a nutrient cell is the amount in the portion, empty if unknown.

    The doses of a meal follow its foods; their source is ``supplement`` and their grams are those
    of the nutrient.
    """
    rows = []
    for plan in plans:
        for text, grams, amounts in plan_rows(plan):
            rows.append(
                [
                    *(safe_text(str(cell)) for cell in text),
                    write_number(grams, 4 if grams >= 1 else 9),
                    *(write_number(amount, 6) for amount in amounts),
                ]
            )
    return write_csv([*HEAD, *nutrient_ids()], rows)


PlanRow = tuple[tuple[str | int, ...], float, tuple[float, ...]]


def plan_rows(plan: Plan) -> Iterator[PlanRow]:
    """Yield the rows of a plan: the text cells of `HEAD`, grams, and every nutrient (or NaN)."""
    portions = groupby(plan.portions, key=lambda row: (row.day, row.meal))
    remaining, catalog = list(plan.doses), plan.request.catalog
    for (day, meal), rows in portions:
        yield from (_food_row(row, catalog) for row in rows)
        at_meal = [dose for dose in remaining if (dose.day, dose.meal) == (day, meal)]
        remaining = [dose for dose in remaining if dose not in at_meal]
        yield from (_dose_row(dose) for dose in at_meal)
    yield from (_dose_row(dose) for dose in remaining)


def _food_row(portion: Portion, catalog: Catalog) -> PlanRow:
    foods = catalog.foods
    food = foods.food(portion.food_id)
    text = (
        portion.person, portion.day, portion.meal, catalog.dish_name(portion.dish), food.id,
        food.name, food.source, food.source_id, food.write_grams(portion.grams),
    )  # fmt: skip
    return text, portion.grams, tuple(float(amount) for amount in supplied(foods, portion))


def _dose_row(dose: Dose) -> PlanRow:
    supplement = dose.supplement
    text = (
        dose.person, dose.day, dose.meal, "", supplement.id, supplement.name, SUPPLEMENT,
        supplement.id, supplement.write_units(dose.units),
    )  # fmt: skip
    amounts = [dose.amount if name == supplement.nutrient else math.nan for name in nutrient_ids()]
    return text, supplement.grams_per_unit * dose.units, tuple(amounts)
