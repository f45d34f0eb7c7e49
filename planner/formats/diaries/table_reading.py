"""What the readers of tables share: columns, numbers, dates, and all faults in one message."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Mapping

from planner.errors import InputError
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.diary_columns import (
    NutrientColumn,
    columns_of,
    meal_of,
    plain_header,
)
from planner.nutrition.foreign.dates import Order, read_dates
from planner.nutrition.foreign.numbers import decimals_of, read_number
from planner.nutrition.foreign.tables import ForeignTable
from planner.nutrition.foreign.text import shown
from planner.nutrition.nutrients import nutrient
from planner.nutrition.user_tables import Faults

MOST_GRAMS = 5_000.0  # of one row
MOST_AMOUNT = 100_000.0
_MOST_OF = {"kcal": 20_000.0, "g": 10_000.0}
_MOST_ELSE = 100_000.0  # mg or µg in one row
_MOST_FAULTS = 20

Cells = Mapping[str, str]


class TableReading:
    """A table that is being read as a form.

    Parameters
    ----------
    table : ForeignTable
        The table.
    form : str
        Whose columns of ``data/diary_columns.csv`` hold the nutrients.
    usual : "day", "month" or None
        Which of day and month the program usually writes first.
    numbers : iterable of str
        Other columns that hold numbers.
    columns : mapping, optional
        The nutrient columns by `plain_header`, in place of those of the form.

    Attributes
    ----------
    notes : list of str
        How the file was read.
    """

    def __init__(
        self,
        table: ForeignTable,
        form: str,
        *,
        usual: Order | None = None,
        numbers: Iterable[str] = (),
        columns: Mapping[str, NutrientColumn] | None = None,
    ) -> None:
        self.table = table
        self.usual = usual
        self.notes = list(table.notes)
        self._headers = {plain_header(name): name for name in table.header if name}
        known = columns_of(form) if columns is None else columns
        self.nutrient_columns = {
            header: known[plain] for plain, header in self._headers.items() if plain in known
        }
        cells = table.cells([*self.nutrient_columns, *filter(None, map(self.column, numbers))])
        found = decimals_of(cells, table.separator, table.place)
        self.mark = found.mark
        self.notes += [found.note] if found.note else []
        self.notes += [
            f"{column.column}: {column.note}"
            for column in self.nutrient_columns.values()
            if column.note and not column.nutrient
        ]

    def column(self, *names: str) -> str:
        """Return the header of the first of some columns that the table has; else nothing."""
        return next((self._headers[plain_header(n)] for n in names if plain_header(n) in self), "")

    def __contains__(self, plain: object) -> bool:
        return plain in self._headers

    def need(self, *names: str) -> None:
        """Raise InputError if a column is missing."""
        missing = [name for name in names if plain_header(name) not in self._headers]
        if missing:
            words = ", ".join(repr(name) for name in missing)
            raise InputError(f"{self.table.place}, row 1: there is no column {words}")

    def dates(self, name: str, proof: Order | None = None) -> dict[int, datetime.date]:
        """Return the date of each row; raises InputError if one has none."""
        header = self.column(name)
        cells = list(self.table.cells([header]))
        where = f"{self.table.place}, column {header}"
        found = read_dates(cells, where, self.usual, proof)
        self.notes += [found.note] if found.note else []
        return {row: date for (row, _), date in zip(cells, found.dates, strict=True)}

    def text(self, cells: Cells, *names: str) -> str:
        """Return the text of the first of some columns that the table has."""
        return cells.get(self.column(*names), "")

    def number(self, row: int, cells: Cells, *names: str) -> float | None:
        """Return a number of at least 0; None if unknown or there is no such column."""
        header = self.column(*names)
        if not header:
            return None
        value = read_number(cells[header], self.table.at(row, header), self.mark)
        return check_amount(value, self.table.at(row, header), MOST_AMOUNT)

    def grams(self, row: int, cells: Cells, *names: str) -> float | None:
        """Return a weight in grams; None if it is unknown or 0."""
        header = self.column(*names)
        value = self.number(row, cells, *names)
        return check_grams(value, self.table.at(row, header)) if value else None

    def nutrients(self, row: int, cells: Cells) -> dict[str, float]:
        """Return the known nutrients of a row, in our units."""
        found: dict[str, float] = {}
        for header, column in self.nutrient_columns.items():
            if not column.nutrient or column.nutrient in found:
                continue
            where = self.table.at(row, header)
            amount = column.amount(read_number(cells[header], where, self.mark))
            if amount is not None:
                found[column.nutrient] = check_nutrient(column.nutrient, amount, where)
        return with_sums(found)

    def rows(self, build: Callable[[int, Cells], DiaryRow | None]) -> list[DiaryRow]:
        """Return the diary's rows; one error reports the faults of all rows (at most 20)."""
        faults = Faults()
        found = []
        for number, cells in self.table.records():
            try:
                row = build(number, cells)
            except InputError as error:
                faults.add(str(error))
                if len(faults.messages) >= _MOST_FAULTS:
                    break
                continue
            if row is not None:
                found.append(row)
        if faults:
            raise faults.as_error()
        return found


def check_amount(value: float | None, where: str, most: float) -> float | None:
    """Return a number from 0 to a maximum, or None; raises InputError outside."""
    if value is None:
        return None
    if not (math.isfinite(value) and 0 <= value <= most):
        raise InputError(f"{where}: {shown(f'{value:g}')}: allowed is 0 to {most:g}")
    return value


def check_grams(value: float, where: str) -> float:
    """Return a weight; raises InputError if nobody eats so much at once."""
    if not 0 < value <= MOST_GRAMS:
        raise InputError(
            f"{where}: {shown(f'{value:g} g')}: allowed is up to {MOST_GRAMS:g} g in one row; "
            "check the unit"
        )
    return value


def check_nutrient(name: str, amount: float, where: str) -> float:
    """Return an amount of a nutrient in its unit; raises InputError if no row can hold it."""
    unit = nutrient(name).unit
    most = _MOST_OF.get(unit, _MOST_ELSE)
    if not 0 <= amount <= most:
        raise InputError(
            f"{where}: {shown(f'{amount:g} {unit}')}: allowed is 0 to {most:g} {unit}; "
            "check the unit"
        )
    return amount


def with_sums(found: dict[str, float]) -> dict[str, float]:
    """Add EPA and DHA together, where both are known."""
    if "epa_mg" in found and "dha_mg" in found:
        found["epa_dha_mg"] = found["epa_mg"] + found["dha_mg"]
    return found


def meal_or_note(text: str) -> tuple[str, str]:
    """Return a meal, and a note if its name is none that is known."""
    meal = meal_of(text)
    return meal, "" if meal or not text else f"eaten at: {text}"


def left_out(count: int, one: str, several: str) -> list[str]:
    """Say how many rows were left out; nothing if none was."""
    return [f"{count} {one if count == 1 else several} left out"] if count else []
