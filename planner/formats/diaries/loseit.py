"""Lose It!: the food log of the whole export and of the week, without micronutrients."""

from __future__ import annotations

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import (
    Cells,
    TableReading,
    check_grams,
    left_out,
    meal_or_note,
)
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.diary_columns import grams_of

_HEADER = frozenset({"date", "name", "quantity", "units", "calories", "deleted"})
_TRUE = ("true", "1", "yes")


def sniff(source: Source) -> bool:
    """Return whether it is a food log of either form."""
    return source.header >= _HEADER


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food; deleted rows and exercise are left out."""
    reading = TableReading(source.table(_HEADER), "loseit", usual="month", numbers=("Quantity",))
    reading.need("Date", "Name", "Quantity", "Units", "Deleted")
    dates = reading.dates("Date")
    deleted: list[int] = []
    exercise: list[int] = []

    def build(row: int, cells: Cells) -> DiaryRow | None:
        name = reading.text(cells, "Meal", "Type")
        if reading.text(cells, "Deleted").casefold() in _TRUE:
            deleted.append(row)
            return None
        if name.casefold() == "exercise":
            exercise.append(row)
            return None
        meal, note = meal_or_note(name)
        amount, unit = reading.number(row, cells, "Quantity"), reading.text(cells, "Units")
        grams = grams_of(amount, unit)
        return DiaryRow(
            person="",
            date=dates[row],
            meal=meal,
            food=reading.text(cells, "Name"),
            amount=amount,
            unit=unit,
            grams=check_grams(grams, reading.table.at(row, "Quantity")) if grams else None,
            nutrients=reading.nutrients(row, cells),
            note=note,
            row=row,
        )

    rows = reading.rows(build)
    gone = [
        *left_out(len(deleted), "deleted row", "deleted rows"),
        *left_out(len(exercise), "row of exercise", "rows of exercise"),
    ]
    return rows, [*reading.notes, *gone]
