"""Cronometer: servings (with their own nutrients) and the daily summary."""

from __future__ import annotations

from dataclasses import replace

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import (
    Cells,
    TableReading,
    check_amount,
    check_grams,
    left_out,
    meal_or_note,
)
from planner.nutrition.foods.diary import Confidence, DiaryRow, What
from planner.nutrition.foods.diary_columns import grams_of
from planner.nutrition.foreign.dates import read_time
from planner.nutrition.foreign.numbers import split_amount

_SERVINGS = frozenset({"day", "group", "food name", "amount", "energy (kcal)"})
_SUMMARY = frozenset({"date", "energy (kcal)", "completed"})


def sniff_servings(source: Source) -> bool:
    """Return whether it is an export of servings, of the present form or an older one."""
    return source.header >= _SERVINGS


def sniff_summary(source: Source) -> bool:
    """Return whether it is a daily summary."""
    return source.header >= _SUMMARY


def read_servings(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each serving; the same row twice is two servings."""
    reading = TableReading(source.table(_SERVINGS), "cronometer")
    reading.need("Day", "Food Name", "Amount")
    dates = reading.dates("Day")

    def build(row: int, cells: Cells) -> DiaryRow:
        where = reading.table.at(row, reading.column("Amount"))
        amount, unit = split_amount(reading.text(cells, "Amount"), reading.mark)
        check_amount(amount, where, 100_000.0)
        grams = grams_of(amount, unit)
        group = reading.text(cells, "Group")
        meal, note = meal_or_note("" if group == "Uncategorized" else group)
        is_dose = reading.text(cells, "Category").casefold() == "supplements"
        return DiaryRow(
            person="",
            date=dates[row],
            time=read_time(reading.text(cells, "Time"), reading.table.at(row, "Time")),
            meal=meal,
            food=reading.text(cells, "Food Name"),
            amount=amount,
            unit=unit,
            grams=check_grams(grams, where) if grams else None,
            confidence=Confidence.STATED,
            nutrients=reading.nutrients(row, cells),
            note=note,
            what=What.SUPPLEMENT if is_dose else What.FOOD,
            row=row,
        )

    return reading.rows(build), reading.notes


def read_summary(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each logged day.

    A day without any amount was not logged. A day that is not marked as completed is left out if
    other days are marked.
    """
    reading = TableReading(source.table(_SUMMARY), "cronometer")
    reading.need("Date", "Completed")
    dates = reading.dates("Date")
    completed: dict[int, bool] = {}

    def build(row: int, cells: Cells) -> DiaryRow:
        completed[row] = reading.text(cells, "Completed").casefold() in ("true", "1", "yes")
        return DiaryRow(
            person="",
            date=dates[row],
            food="all of the day",
            confidence=Confidence.STATED,
            nutrients=reading.nutrients(row, cells),
            what=What.TOTAL,
            row=row,
        )

    found = reading.rows(build)
    logged = [row for row in found if any(row.nutrients.values())]
    notes = left_out(
        len(found) - len(logged),
        "day without any amount, which was not logged,",
        "days without any amount, which were not logged,",
    )
    if any(completed[row.row] for row in logged):
        unfinished = [row for row in logged if not completed[row.row]]
        if unfinished:
            days = ", ".join(
                f"{row.day_name} ({row.nutrients.get('energy_kcal', 0.0):.0f} kcal)"
                for row in unfinished
            )
            notes.append(f"days not marked as completed left out: {days}")
        logged = [row for row in logged if completed[row.row]]
    elif logged:
        notes.append("no day is marked as completed: all are counted")
        logged = [replace(row, note="not marked as completed") for row in logged]
    return logged, [*reading.notes, *notes]
