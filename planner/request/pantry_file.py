"""The pantry: a file of the foods and amounts at home, and by when they must be eaten."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import InputError, Setting
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.user_files import read_toml_file
from planner.nutrition.user_tables import Faults, read_text_table
from planner.request.amounts import grams_bought, split_amount
from planner.request.use_by import MOST_AT_HOME_G, UseBy
from planner.request.week_rules import WEEKDAYS

_COLUMNS = ("food_id", "amount", "unit")
_BY = re.compile(r"^(?P<amount>.*?)(?:,\s*|\s+)by\s+(?P<by>.+?)\s*$", re.IGNORECASE)
_WEEK = len(WEEKDAYS)


@dataclass(frozen=True)
class PantryItem:
    """A food at home.

    Attributes
    ----------
    food_id : str
        The food.
    grams : float
        Grams as bought.
    by : date or None
        The last date on which to eat it.
    weekday : int or None
        The weekday by which to eat it, Monday as 0, if no date is given.
    """

    food_id: str
    grams: float
    by: datetime.date | None = None
    weekday: int | None = None

    def use_by(self, start: datetime.date | None) -> UseBy | None:
        """Return by which day of a plan it must be eaten; None if it keeps.

        Parameters
        ----------
        start : date or None
            The first day of the plan; None for a plan without dates that starts on a Monday.

        Raises
        ------
        InputError
            If it must be eaten by a date and the plan has none, or starts later.
        """
        if self.by is not None:
            if start is None:
                raise InputError(
                    f"{self.food_id} is to be eaten by {self.by}: give the first day of the plan",
                    settings=(Setting.START,),
                )
            if self.by < start:
                raise InputError(
                    f"{self.food_id} is to be eaten by {self.by}, before the first day, {start}"
                )
            return UseBy(food=self.food_id, grams=self.grams, day=(self.by - start).days + 1)
        if self.weekday is not None:
            first = start.weekday() if start else 0
            return UseBy(
                food=self.food_id, grams=self.grams, day=(self.weekday - first) % _WEEK + 1
            )
        return None


def read_pantry(path: Path, foods: FoodTable | None = None) -> dict[str, float]:
    """Read a pantry file; parameters, forms and errors as for `read_pantry_items`.

    Returns
    -------
    dict of str to float
        Grams as bought, by food id.
    """
    found: dict[str, float] = {}
    for item in read_pantry_items(path, foods):
        found[item.food_id] = found.get(item.food_id, 0.0) + item.grams
    return found


def read_pantry_items(
    path: Path, foods: FoodTable | None = None, today: datetime.date | None = None
) -> tuple[PantryItem, ...]:
    """Read a pantry file.

    A TOML file has lines ``food_id = "500 g"`` or ``food_id = "500 g, by Friday"``, a CSV file the
    columns ``food_id, amount, unit`` and, if wanted, ``by``. Allowed units are g, kg, oz and lb of
    the food as bought, the unit it is sold in (``can``), and its household measure as eaten
    (``cup``). What must be eaten soon says by which weekday or date (2026-11-30).

    Parameters
    ----------
    path : Path
        The file.
    foods : FoodTable, optional
        The foods that it may name; those of ``data/`` by default.
    today : date, optional
        The earliest date by which something may have to be eaten; today by default.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, not UTF-8 or not TOML.
    DataError
        If a food, amount, unit or date is not valid; the message lists all of them.
    """
    table = foods or load_foods()
    earliest = today or datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    found: list[PantryItem] = []
    faults = Faults()
    for place, cells in _rows(path, faults):
        try:
            found.append(_item(cells, table, earliest))
        except InputError as error:
            faults.add(f"pantry {path}, {place}: {error}")
    if faults:
        raise faults.as_error()
    return tuple(found)


@dataclass(frozen=True)
class _Cells:
    """What a file says of one food."""

    food_id: str
    amount: str
    unit: str
    by: str = ""


def _item(cells: _Cells, foods: FoodTable, earliest: datetime.date) -> PantryItem:
    """Return what is at home; raises InputError if a cell is not valid."""
    food = foods.food(cells.food_id)
    grams = grams_bought(food, cells.amount, cells.unit)
    if grams > MOST_AT_HOME_G:
        raise InputError(
            f"{food.id}: amount '{cells.amount} {cells.unit}': at most "
            f"{MOST_AT_HOME_G / 1000:g} kg of one food are allowed"
        )
    by, weekday = _day(food.id, cells.by, earliest)
    return PantryItem(food.id, grams, by, weekday)


def _day(
    food_id: str, text: str, earliest: datetime.date
) -> tuple[datetime.date | None, int | None]:
    """Return the date or the weekday that a text names; neither if it is empty."""
    name = text.strip().lower()
    if not name:
        return None, None
    if name in WEEKDAYS:
        return None, WEEKDAYS.index(name)
    try:
        found = datetime.date.fromisoformat(name)
    except ValueError:
        raise InputError(
            f"{food_id}: by {text!r}: write a weekday, such as Friday, or year-month-day, such as "
            "2026-11-30"
        ) from None
    if found < earliest:
        raise InputError(f"{food_id}: by {found}: that day has gone by; today is {earliest}")
    return found, None


def _rows(path: Path, faults: Faults) -> Iterator[tuple[str, _Cells]]:
    """Yield place in the file and cells of every entry; note an unusable file."""
    place = f"pantry {path}"
    if path.suffix.lower() == ".csv":
        table = read_text_table(path, _COLUMNS, faults, place, may_be_empty=True)
        for number, row in table.records() if table else ():
            cells = _Cells(row["food_id"], row["amount"], row["unit"], row.get("by", ""))
            yield f"row {number}", cells
        return
    for food_id, value in read_toml_file(path, place).items():
        yield f"key {food_id}", _cells_of(food_id, value)


def _cells_of(food_id: str, value: Any) -> _Cells:
    """Split ``500 g, by Friday``; a value of another form becomes an amount without a unit."""
    if not isinstance(value, str):
        return _Cells(food_id, str(value)[:40], "")
    match = _BY.match(value)
    amount, by = (match["amount"], match["by"]) if match else (value, "")
    number, unit = split_amount(amount) or (amount[:40], "")
    return _Cells(food_id, number, unit, by)
