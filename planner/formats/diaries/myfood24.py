"""myfood24: the extract of a patient's diary; ``Tr`` is a trace, ``N`` present but not known."""

from __future__ import annotations

import datetime

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import Cells, TableReading, meal_or_note
from planner.nutrition.foods.diary import Confidence, DiaryRow
from planner.nutrition.foreign.dates import Order, read_time

_HEADER = frozenset({"patient id", "date", "time consumed at", "food name", "kcals"})
_AFTERNOON = {"lunch": range(1, 6), "dinner": range(1, 12)}  # hours that are after noon at a meal


def sniff(source: Source) -> bool:
    """Return whether it is a patient's extract."""
    return source.header >= _HEADER


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food.

    The time at which an item was added shows in which order day and month are written.
    """
    reading = TableReading(source.table(_HEADER), "myfood24")
    reading.need("Patient Id", "Date", "Food name")
    dates = reading.dates("Date", _order_by_entry(reading))
    moved: list[int] = []

    def build(row: int, cells: Cells) -> DiaryRow:
        meal, note = meal_or_note(reading.text(cells, "Meal"))
        where = reading.table.at(row, "Time consumed at")
        time = read_time(reading.text(cells, "Time consumed at"), where)
        if time and time.hour in _AFTERNOON.get(meal, ()):
            moved.append(row)
            time = datetime.time(time.hour + 12, time.minute)
        return DiaryRow(
            person=reading.text(cells, "Patient Id"),
            date=dates[row],
            time=time,
            meal=meal,
            food=reading.text(cells, "Food name"),
            confidence=Confidence.STATED,
            nutrients=reading.nutrients(row, cells),
            note=note,
            row=row,
        )

    rows = reading.rows(build)
    halves = ["times are written without am or pm: told by the meal"] if moved else []
    return rows, [*reading.notes, *halves]


def _order_by_entry(reading: TableReading) -> Order | None:
    """Return the order of day and month by the first item that was entered soon after its day."""
    for _, cells in reading.table.records():
        added = reading.text(cells, "Item added at")[:10].split("-")
        written = reading.text(cells, "Date").replace("-", "/").split("/")
        if len(added) != 3 or len(written) != 3 or not all(map(str.isdigit, added + written[:2])):
            continue
        one, two = int(written[0]), int(written[1])
        month, day = int(added[1]), int(added[2])
        if one != two and {one, two} == {month, day}:
            return "month" if one == month else "day"
    return None
