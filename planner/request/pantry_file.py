"""The pantry: a file of the foods and amounts that are at home already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.errors import InputError
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.user_files import read_toml_file
from planner.nutrition.user_tables import Faults, read_text_table
from planner.request.amounts import grams_bought, split_amount

_COLUMNS = ("food_id", "amount", "unit")


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
            found[food_id] = found.get(food_id, 0.0) + grams_bought(food, amount, unit)
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
        amount = split_amount(value) if isinstance(value, str) else None
        yield f"key {food_id}", food_id, *(amount or (str(value)[:40], ""))
