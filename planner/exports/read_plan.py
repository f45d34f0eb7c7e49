"""Read a plan CSV back, ours or edited by hand; only food ids and grams are believed."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from planner.dishes import dish_id_of, known_dishes
from planner.errors import DataError, InputError
from planner.foods import known_foods
from planner.meals import meal_names
from planner.portions import Portion
from planner.tables import read_csv_text

LARGEST_FILE_BYTES = 20_000_000
_NEEDED = ("day", "meal", "food_id", "grams")


def read_plan_csv(path: Path) -> tuple[Portion, ...]:
    """Read the portions of a plan file.

    Raises
    ------
    DataError
        Listing every fault with its row: a missing column, an unknown food or meal, a day or
        weight that is no sensible number.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if size > LARGEST_FILE_BYTES:
        raise InputError(f"{path}: {size} bytes; a plan file may hold {LARGEST_FILE_BYTES}")
    table = read_csv_text(path, str(path))
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        raise DataError(f"{path}: the column {', '.join(missing)} is missing")
    portions: list[Portion] = []
    faults: list[str] = []
    for number, row in enumerate(table.to_dict("records"), start=2):
        cells = {str(key): str(cell) for key, cell in row.items()}
        fault = _fault(cells)
        if fault:
            faults.append(f"{path} row {number}: {fault}")
            continue
        portions.append(
            Portion(
                day=int(cells["day"]),
                meal=cells["meal"],
                food_id=cells["food_id"],
                grams=float(cells["grams"]),
                dish=dish_id_of(cells.get("dish", "")),
                person=cells.get("person", ""),
            )
        )
    if faults:
        raise DataError("\n".join(faults))
    return tuple(replace(row, scale=_scale(row)) for row in portions)


def _scale(row: Portion) -> float:
    """Return the servings of its dish that a portion's grams make; 1 for a food served alone."""
    if row.dish not in known_dishes():
        return 1.0
    served = dict(known_dishes()[row.dish].ingredients).get(row.food_id)
    return round(row.grams / served, 4) if served else 1.0


def _fault(cells: dict[str, str]) -> str:
    """Return what is wrong with a row, or the empty string."""
    if cells["food_id"] not in known_foods():
        try:
            known_foods().row(cells["food_id"])
        except InputError as error:
            return str(error)
    if cells["meal"] not in meal_names():
        return f"meal {cells['meal']!r}: allowed are {', '.join(meal_names())}"
    if not (
        cells["day"].isascii() and cells["day"].isdigit() and 1 <= int(cells["day"][:6]) <= 366
    ):
        return f"day {cells['day']!r}: a whole number from 1 to 366"
    try:
        grams = float(cells["grams"])
    except ValueError:
        grams = math.nan
    if not 0 < grams <= 10_000:
        return f"grams {cells['grams']!r}: a number above 0, up to 10000"
    return ""
