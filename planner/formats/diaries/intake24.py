"""Intake24: the data export of a survey, whose columns the survey picks."""

from __future__ import annotations

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import Cells, TableReading, meal_or_note
from planner.nutrition.foods.diary import Confidence, DiaryRow
from planner.nutrition.foreign.dates import read_time

_HEADER = frozenset({"user id", "survey id", "recall date", "meal name", "food code"})


def sniff(source: Source) -> bool:
    """Return whether it is a data export."""
    return source.header >= _HEADER


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food; missing foods, in free text, have no nutrients."""
    reading = TableReading(source.table(_HEADER), "intake24", numbers=("Portion Weight",))
    reading.need("User ID", "Recall Date")
    dates = reading.dates("Recall Date")
    missing: list[int] = []

    def build(row: int, cells: Cells) -> DiaryRow:
        meal, note = meal_or_note(reading.text(cells, "Meal name"))
        name = reading.text(cells, "Name (en)", "Name (local)", "Search term")
        said = reading.text(cells, "Missing name")
        is_missing = bool(said) and not name
        if is_missing:
            missing.append(row)
            note = (
                f"not in the survey's list; portion: {reading.text(cells, 'Missing portion size')}"
            )
        return DiaryRow(
            person=reading.text(cells, "User ID"),
            date=dates[row],
            time=read_time(reading.text(cells, "Meal time"), reading.table.at(row, "Meal time")),
            meal=meal,
            food=name or said or "unnamed food",
            amount=reading.number(row, cells, "Portion Weight"),
            unit="g" if reading.column("Portion Weight") and not is_missing else "",
            grams=reading.grams(row, cells, "Portion Weight"),
            confidence=Confidence.UNMATCHED if is_missing else Confidence.STATED,
            nutrients={} if is_missing else reading.nutrients(row, cells),
            note=note,
            row=row,
        )

    rows = reading.rows(build)
    said = f"foods missing in the survey's list, of which nothing is known: {len(missing)}"
    return rows, [*reading.notes, *([said] if missing else [])]
