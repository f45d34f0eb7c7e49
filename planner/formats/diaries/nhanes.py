"""NHANES, What We Eat in America: individual foods (DR1IFF) and totals (DR1TOT), as XPT."""

from __future__ import annotations

import datetime
import math
from functools import cache

from planner.errors import InputError
from planner.formats.diaries.source import XPT_BYTES, Source
from planner.formats.diaries.table_reading import check_grams, check_nutrient, left_out, with_sums
from planner.nutrition.foods.diary import Confidence, DiaryRow, What
from planner.nutrition.foods.diary_columns import columns_of, words_of
from planner.nutrition.foods.healthy_pattern import pattern_names
from planner.nutrition.foreign.xport import LIBRARY, XportTable, read_xport
from planner.nutrition.tables import read_rows

_RELIABLE = 1.0  # DR1DRSTZ of a recall that is reliable
_SECONDS_A_DAY = 86_400


def _starts(source: Source, letter: str) -> bool:
    head = source.head
    return head.startswith(LIBRARY) and any(f"DR{n}{letter}KCAL".encode() in head for n in "12")


def sniff_foods(source: Source) -> bool:
    """Return whether it is a file of individual foods of day 1 or 2."""
    return _starts(source, "I")


def sniff_totals(source: Source) -> bool:
    """Return whether it is a file of totals of day 1 or 2."""
    return _starts(source, "T")


@cache
def _coded_foods() -> dict[int, tuple[str, dict[str, float]]]:
    """Return description and food pattern equivalents of 100 g by FNDDS code (2017-18)."""
    return {
        int(row["foodcode"]): (
            row["description"],
            {name: float(row[name]) for name in pattern_names() if row[name]},
        )
        for row in read_rows("reference/food_patterns.csv")
    }


def _open(source: Source, letter: str) -> tuple[XportTable, str, int]:
    """Return the table, the start of its variables' names, and the day of the interview."""
    table = read_xport(source.content(XPT_BYTES), source.place)
    for day in (1, 2):
        prefix = f"DR{day}{letter}"
        if f"{prefix}KCAL" in table.numbers:
            missing = {"SEQN", f"DR{day}DRSTZ"} - set(table.numbers)
            if missing:
                raise InputError(f"{source.place}: has no variable {', '.join(sorted(missing))}")
            return table, prefix, day
    raise InputError(f"{source.place}: has no variable DR1{letter}KCAL or DR2{letter}KCAL")


def _nutrients(table: XportTable, prefix: str, row: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for column in columns_of("nhanes").values():
        values = table.numbers.get(prefix + column.column)
        if values is None or math.isnan(values[row]) or not column.nutrient:
            continue
        where = f"{table.place}, row {row + 1}, {prefix}{column.column}"
        amount = float(values[row]) * column.factor
        found[column.nutrient] = check_nutrient(column.nutrient, amount, where)
    return with_sums(found)


def _whole(table: XportTable, name: str, row: int, most: float) -> int | None:
    """Return a whole number; None if it is missing; raises InputError if it is none."""
    values = table.numbers.get(name)
    if values is None or math.isnan(values[row]):
        return None
    if not (0 <= values[row] <= most and float(values[row]).is_integer()):
        raise InputError(
            f"{table.place}, row {row + 1}, {name}: {values[row]:g}: a whole number up to {most:g}"
        )
    return int(values[row])


def _unreliable(count: int) -> list[str]:
    words = left_out(count, "row of a recall", "rows of recalls")
    return [f"{one}: not reliable" for one in words]


def read_foods(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food of a reliable recall."""
    table, prefix, day = _open(source, "I")
    status = table.numbers[f"DR{day}DRSTZ"]
    rows = [_food(table, prefix, day, row) for row in range(table.rows) if status[row] == _RELIABLE]
    return rows, _unreliable(table.rows - len(rows))


def _food(table: XportTable, prefix: str, day: int, row: int) -> DiaryRow:
    code = _whole(table, f"{prefix}FDCD", row, 1e8)
    seconds = _whole(table, f"DR{day}_020", row, 2 * _SECONDS_A_DAY)
    occasion = _whole(table, f"DR{day}_030Z", row, 1e3)
    values = table.numbers.get(f"{prefix}GRMS")
    grams = None if values is None or math.isnan(values[row]) else float(values[row])
    where = f"{table.place}, row {row + 1}, {prefix}GRMS"
    name, per_100_g = _coded_foods().get(code or 0, (f"FNDDS food {code}", {}))
    minutes = divmod((seconds or 0) % _SECONDS_A_DAY // 60, 60)
    return DiaryRow(
        person=str(_whole(table, "SEQN", row, 1e9)),
        date=None,
        day=day,
        time=None if seconds is None else datetime.time(*minutes),
        meal=words_of("nhanes_meal").get(str(occasion), ""),
        food=name,
        amount=grams,
        unit="g",
        grams=check_grams(grams, where) if grams else None,
        confidence=Confidence.STATED,
        nutrients=_nutrients(table, prefix, row),
        patterns={key: amount * (grams or 0.0) / 100.0 for key, amount in per_100_g.items()},
        note=f"FNDDS {code}",
        row=row + 1,
    )


def read_totals(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each reliable recall."""
    table, prefix, day = _open(source, "T")
    status = table.numbers[f"DR{day}DRSTZ"]
    rows = [
        DiaryRow(
            person=str(_whole(table, "SEQN", row, 1e9)),
            date=None,
            day=day,
            food="all of the day",
            confidence=Confidence.STATED,
            nutrients=_nutrients(table, prefix, row),
            what=What.TOTAL,
            row=row + 1,
        )
        for row in range(table.rows)
        if status[row] == _RELIABLE
    ]
    return rows, _unreliable(table.rows - len(rows))
