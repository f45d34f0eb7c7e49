"""MyFitnessPal: the nutrition summary, which holds totals of meals and no foods."""

from __future__ import annotations

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import Cells, TableReading, left_out, meal_or_note
from planner.nutrition.foods.diary import Confidence, DiaryRow, What

_HEADER = frozenset({"date", "meal", "calories", "fat (g)", "vitamin a", "potassium"})
_TOTALS = ("daily total", "total")


def sniff(source: Source) -> bool:
    """Return whether it is a nutrition summary."""
    return source.header >= _HEADER


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each meal; the totals of days, which repeat them, are left out."""
    reading = TableReading(source.table(_HEADER), "myfitnesspal", usual="month")
    reading.need("Date", "Meal", "Calories")
    dates = reading.dates("Date")
    totals: list[int] = []

    def build(row: int, cells: Cells) -> DiaryRow | None:
        name = reading.text(cells, "Meal")
        if name.casefold() in _TOTALS:
            totals.append(row)
            return None
        meal, note = meal_or_note(name)
        said = reading.text(cells, "Note")
        return DiaryRow(
            person="",
            date=dates[row],
            meal=meal,
            food=f"all of {name.lower() or 'a meal'}",
            confidence=Confidence.STATED,
            nutrients=reading.nutrients(row, cells),
            note="; ".join(filter(None, (note, said))),
            what=What.TOTAL,
            row=row,
        )

    rows = reading.rows(build)
    assumed = "0 of nutrients other than energy, fat, carbohydrate and protein is read as not known"
    percent = "% DV is read by the daily values before 2016; vitamin A in % DV is not known"
    return rows, [
        *reading.notes,
        *left_out(len(totals), "total of a day", "totals of days"),
        assumed,
        percent,
    ]
