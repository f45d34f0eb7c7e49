"""The pantry: a file of the foods and amounts that are at home already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from planner.errors import InputError
from planner.nutrition.foods.food_table import Food, FoodTable, load_foods
from planner.nutrition.foods.purchase_units import bought_per_eaten, purchase_unit
from planner.nutrition.user_files import read_toml_file
from planner.nutrition.user_tables import Faults, read_text_table

_COLUMNS = ("food_id", "amount", "unit")
_GRAMS = {"g": 1.0, "gram": 1.0, "grams": 1.0, "kg": 1000.0, "oz": 28.3495, "lb": 453.592}
_AMOUNT = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(.+?)\s*$")


def read_pantry(path: Path, foods: FoodTable | None = None) -> dict[str, float]:
    """Read a pantry file.

    A TOML file has lines ``food_id = "500 g"``, a CSV file the columns ``food_id, amount, unit``.
    Allowed units are g, kg, oz and lb of the food as bought, the unit it is sold in (``can``),
    and its household measure as eaten (``cup``).

    Parameters
    ----------
    path : Path
        The file.
    foods : FoodTable, optional
        The foods that it may name; those of ``data/`` by default.

    Returns
    -------
    dict of str to float
        Grams as bought, by food id.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, not UTF-8 or not TOML.
    DataError
        If a food, amount or unit is not valid; the message lists all of them.
    """
    table = foods or load_foods()
    found: dict[str, float] = {}
    faults = Faults()
    for place, food_id, amount, unit in _rows(path, faults):
        try:
            food = table.food(food_id)
            found[food_id] = found.get(food_id, 0.0) + _grams(food, amount, unit)
        except InputError as error:
            faults.add(f"pantry {path}, {place}: {error}")
    if faults:
        raise faults.as_error()
    return found


def _rows(path: Path, faults: Faults) -> Iterator[tuple[str, str, str, str]]:
    """Yield place in the file, food id, amount and unit of every entry; note an unusable file."""
    place = f"pantry {path}"
    if path.suffix.lower() == ".csv":
        table = read_text_table(path, _COLUMNS, faults, place, may_be_empty=True)
        for number, row in table.records() if table else ():
            yield f"row {number}", row["food_id"], row["amount"], row["unit"]
        return
    raw = read_toml_file(path, place)
    for food_id, value in raw.items():
        match = _AMOUNT.match(value) if isinstance(value, str) else None
        if match is None:
            yield f"key {food_id}", food_id, str(value)[:40], ""
        else:
            yield f"key {food_id}", food_id, match[1], match[2]


def _grams(food: Food, amount: str, unit: str) -> float:
    """Return an amount as grams of the form bought.

    Raises
    ------
    InputError
        If the amount is not a positive number or the unit does not fit the food.
    """
    try:
        number = float(amount)
    except ValueError:
        number = 0.0
    if not 0 < number <= 100_000 or not unit.strip():
        raise InputError(
            f'{food.id}: amount {amount!r}: give a positive number and a unit, as in "500 g"'
        )
    name = unit.strip().lower()
    sold = purchase_unit(food)
    if name in _GRAMS:
        return number * _GRAMS[name]
    if name in (sold.unit.lower(), sold.unit_plural.lower(), sold.unit.split()[-1].lower()):
        return number * sold.grams
    if name in (food.measure.lower(), food.measure_plural.lower()):
        return number * food.measure_g * bought_per_eaten(food)
    allowed = dict.fromkeys(("g", "kg", "oz", "lb", sold.unit, food.measure))
    raise InputError(f"{food.id}: unknown unit {unit!r}; allowed: {', '.join(allowed)}")
