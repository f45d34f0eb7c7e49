"""ASA24: the researcher's files of items, of supplements (INS) and of totals."""

from __future__ import annotations

from collections.abc import Callable

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import Cells, TableReading, left_out
from planner.nutrition.foods.diary import Confidence, DiaryRow, What
from planner.nutrition.foods.diary_columns import words_of
from planner.nutrition.foods.healthy_pattern import pattern_names
from planner.nutrition.foreign.dates import read_time, time_part

_RECALL = frozenset({"username", "recallno", "recallstatus", "reportingdate", "kcal"})
_COMPLETE = "2"  # RecallStatus of a recall that was finished


def sniff_items(source: Source) -> bool:
    """Return whether it is a file of items."""
    return source.header >= _RECALL | {"foodcode", "foodamt"}


def sniff_supplements(source: Source) -> bool:
    """Return whether it is a file of supplements."""
    return source.header >= _RECALL | {"supplcode", "supplamount"}


def sniff_totals(source: Source) -> bool:
    """Return whether it is a file of totals."""
    return source.header >= _RECALL | {"numfoods"}


def _read(
    source: Source, fill: Callable[[TableReading, int, Cells], dict[str, object]]
) -> tuple[list[DiaryRow], list[str]]:
    """Return the rows of finished recalls; `fill` gives the fields in which the files differ."""
    reading = TableReading(source.table(_RECALL), "asa24", usual="month", numbers=("FoodAmt",))
    reading.need("UserName", "RecallStatus", "ReportingDate")
    dates = reading.dates("ReportingDate")
    unfinished: list[int] = []

    def build(row: int, cells: Cells) -> DiaryRow | None:
        if reading.text(cells, "RecallStatus") != _COMPLETE:
            unfinished.append(row)
            return None
        fields: dict[str, object] = {
            "person": reading.text(cells, "UserName"),
            "date": dates[row],
            "time": read_time(
                time_part(reading.text(cells, "Occ_Time")), reading.table.at(row, "Occ_Time")
            ),
            "meal": words_of("asa24_meal").get(reading.text(cells, "Occ_Name"), ""),
            "confidence": Confidence.STATED,
            "nutrients": reading.nutrients(row, cells),
            "patterns": _patterns(reading, row, cells),
            "row": row,
        }
        return DiaryRow(**{**fields, **fill(reading, row, cells)})  # type: ignore[arg-type]

    rows = reading.rows(build)
    gone = left_out(len(unfinished), "row of a recall", "rows of recalls")
    return rows, [*reading.notes, *(f"{words}: not completed" for words in gone)]


def _patterns(reading: TableReading, row: int, cells: Cells) -> dict[str, float]:
    """Return the food pattern equivalents: ``f_total_cup`` is the column F_TOTAL."""
    found = {
        name: reading.number(row, cells, name.rpartition("_")[0].upper())
        for name in pattern_names()
    }
    return {name: amount for name, amount in found.items() if amount is not None}


def read_items(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each item, with its FNDDS code in the note."""

    def fill(reading: TableReading, row: int, cells: Cells) -> dict[str, object]:
        code = reading.text(cells, "FoodCode")
        return {
            "food": reading.text(cells, "Food_Description") or f"FNDDS food {code}",
            "grams": reading.grams(row, cells, "FoodAmt"),
            "amount": reading.number(row, cells, "FoodAmt"),
            "unit": "g",
            "note": f"FNDDS {code}" if code else "",
        }

    return _read(source, fill)


def read_supplements(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each supplement."""

    def fill(reading: TableReading, row: int, cells: Cells) -> dict[str, object]:
        return {
            "food": reading.text(cells, "Suppl_Description") or "supplement",
            "amount": reading.number(row, cells, "SupplAmount"),
            "unit": reading.text(cells, "SupplUnit"),
            "what": What.SUPPLEMENT,
        }

    return _read(source, fill)


def read_totals(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each recall."""
    return _read(source, lambda *_: {"food": "all of the day", "what": What.TOTAL})
