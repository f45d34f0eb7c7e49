"""FatSecret: the detailed Food Diary Report, whose levels are leading spaces.

A day has no space before its date, a meal one before its name, a food two; the line after a food
is its amount.
"""

from __future__ import annotations

import csv
import datetime
import re
from dataclasses import dataclass, field, replace

from planner.errors import InputError
from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import check_grams, check_nutrient, meal_or_note
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.diary_columns import columns_of, plain_header
from planner.nutrition.foreign.dates import read_date
from planner.nutrition.foreign.numbers import Decimals, decimals_of, read_number, split_amount
from planner.nutrition.foreign.tables import separator_of
from planner.nutrition.foreign.text import shown
from planner.nutrition.user_tables import Faults

_TITLE = "Food Diary Report"
_HEADER = re.compile(r"^date[,;\t].*( kcal\)|\( g\))", re.I)
_AMOUNT = re.compile(
    r"(?:(?P<times>\d+(?:[.,]\d+)?)\s*x\s*)?(?P<each>.*?)(?:[,;]\s*(?P<grams>\d+(?:[.,]\d+)?)\s*g)?"
)
_DAY, _MEAL, _FOOD = 0, 1, 2  # leading spaces
_MOST_LINES = 200_000


def sniff(source: Source) -> bool:
    """Return whether it is a Food Diary Report."""
    return _TITLE in source.start[:2_000]


@dataclass
class _Report:
    """What has been read up to a line."""

    place: str
    header: list[str]
    decimals: Decimals
    rows: list[DiaryRow] = field(default_factory=list)
    date: datetime.date | None = None
    meal: tuple[str, str] = ("", "")

    def add(self, line: int, cells: list[str]) -> None:
        """Read a line: a day, a meal, a food, or the amount of the food above."""
        first = cells[0]
        level = len(first) - len(first.lstrip(" "))
        where = f"{self.place}, line {line}"
        if level == _DAY:
            self.date = read_date(first, where, "month")
        elif level == _MEAL:
            self.meal = meal_or_note(first.strip())
        elif self.date is None:
            raise InputError(f"{where}: {shown(first.strip())} stands before the first date")
        elif level == _FOOD:
            self._add_food(line, cells, where)
        elif self.rows and not self.rows[-1].unit and self.rows[-1].amount is None:
            self.rows[-1] = _with_amount(self.rows[-1], first.strip(), self.decimals.mark, where)
        else:
            raise InputError(
                f"{where}: {shown(first.strip())} is an amount without a food above it"
            )

    def _add_food(self, line: int, cells: list[str], where: str) -> None:
        known = columns_of("fatsecret")
        found: dict[str, float] = {}
        for header, cell in zip(self.header[1:], cells[1:], strict=False):
            column = known.get(plain_header(header))
            if column is None or not column.nutrient:
                continue
            at = f"{where}, column {header.strip()}"
            amount = column.amount(read_number(cell, at, self.decimals.mark))
            if amount is not None:
                found[column.nutrient] = check_nutrient(column.nutrient, amount, at)
        meal, note = self.meal
        self.rows.append(
            DiaryRow(
                person="",
                date=self.date,
                meal=meal,
                food=cells[0].strip(),
                nutrients=found,
                note=note,
                row=line,
            )
        )


def _with_amount(row: DiaryRow, text: str, mark: str, where: str) -> DiaryRow:
    """Return a food with its amount: ``2  x 1 cup, 248 g`` is twice a cup of 248 g."""
    found = _AMOUNT.fullmatch(text)
    parts = found.groupdict() if found else {"times": None, "each": text, "grams": None}
    times = read_number(parts["times"], where, mark) if parts["times"] else 1.0
    number, unit = split_amount(parts["each"] or "", mark)
    each = read_number(parts["grams"], where, mark) if parts["grams"] else None
    if each is None and unit == "g":
        each = number
    grams = each * (times or 1.0) if each else None
    return replace(
        row,
        amount=(number or 1.0) * (times or 1.0),
        unit=unit or text,
        grams=check_grams(grams, where) if grams else None,
    )


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food; totals of days and meals are left out."""
    found = source.decoded
    lines = found.text.lstrip("\ufeff").splitlines()
    start = next((n for n, line in enumerate(lines) if _HEADER.match(line)), None)
    if start is None:
        raise InputError(
            f"{source.place}: has no line that starts with Date and the nutrients; export the "
            "detailed report"
        )
    if len(lines) > _MOST_LINES:
        raise InputError(f"{source.place}: more than {_MOST_LINES} lines")
    separator = separator_of(lines[start])
    numbered = list(_cells(lines, start, separator, source.place))
    numbers = ((line, cell.strip()) for line, cells in numbered[1:] for cell in cells[1:])
    decimals = decimals_of(numbers, separator, source.place)
    report = _Report(source.place, numbered[0][1], decimals)
    faults = Faults()
    for line, cells in numbered[1:]:
        try:
            report.add(line, cells)
        except InputError as error:
            faults.add(str(error))
    if faults:
        raise faults.as_error()
    notes = [note for note in (found.note, decimals.note) if note]
    return report.rows, notes


def _cells(lines: list[str], start: int, separator: str, place: str) -> list[tuple[int, list[str]]]:
    """Return line number and cells of the filled lines from the header on."""
    rows = []
    for number in range(start, len(lines)):
        line = lines[number]
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cells = next(csv.reader([line], delimiter=separator, strict=True))
        except (csv.Error, StopIteration) as error:
            raise InputError(f"{place}, line {number + 1}: is not a table row: {error}") from None
        if any(cell.strip() for cell in cells):
            rows.append((number + 1, cells))
    return rows
