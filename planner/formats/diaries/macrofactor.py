"""MacroFactor: the food log, as CSV or as a sheet of a workbook."""

from __future__ import annotations

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import Cells, TableReading
from planner.nutrition.foods.diary import Confidence, DiaryRow
from planner.nutrition.foreign.dates import read_time

_HEADER = frozenset({"date", "food name", "serving size", "serving qty", "serving weight (g)"})


def sniff(source: Source) -> bool:
    """Return whether it is a food log."""
    return source.header >= _HEADER


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food."""
    reading = TableReading(
        source.table(_HEADER), "macrofactor", numbers=("Serving Qty", "Serving Weight (g)")
    )
    reading.need("Date", "Food Name")
    dates = reading.dates("Date")

    def build(row: int, cells: Cells) -> DiaryRow:
        return DiaryRow(
            person="",
            date=dates[row],
            time=read_time(reading.text(cells, "Time"), reading.table.at(row, "Time")),
            food=reading.text(cells, "Food Name"),
            amount=reading.number(row, cells, "Serving Qty"),
            unit=reading.text(cells, "Serving Size"),
            grams=reading.grams(row, cells, "Serving Weight (g)"),
            confidence=Confidence.STATED,
            nutrients=reading.nutrients(row, cells),
            row=row,
        )

    return reading.rows(build), reading.notes
