"""OpenNutriTracker: the ZIP of its export; nutrients are for 100 g or 100 ml."""

from __future__ import annotations

from typing import Any

from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import (
    MOST_AMOUNT,
    check_amount,
    check_grams,
    check_nutrient,
    meal_or_note,
)
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.diary_columns import columns_of, grams_of
from planner.nutrition.foreign.dates import read_date, read_time, time_part
from planner.nutrition.foreign.json_files import as_list, as_number, as_object, as_text, read_json
from planner.nutrition.foreign.workbooks import unpack
from planner.nutrition.user_files import EXPORT_BYTES

_PART = "user_intake.json"
_BASE = {"g": 100.0, "ml": 100.0, "kg": 0.1, "l": 0.1}  # units in 100 g or 100 ml


def sniff(source: Source) -> bool:
    """Return whether it is an export."""
    return _PART in source.parts


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food."""
    content = unpack(source.packed, _PART, EXPORT_BYTES, source.place)
    entries = as_list(read_json(content, f"{source.place}: {_PART}"), f"{source.place}: {_PART}")
    return [
        _row(as_object(entry, f"{source.place}, entry {number}"), f"{source.place}, entry {number}")
        for number, entry in enumerate(entries, start=1)
    ], []


def _row(entry: dict[str, Any], where: str) -> DiaryRow:
    food = as_object(entry.get("meal"), f"{where}, meal")
    moment = as_text(entry.get("dateTime"), f"{where}, dateTime")
    unit = as_text(entry.get("unit"), f"{where}, unit")
    number = as_number(entry.get("amount"), f"{where}, amount")
    amount = check_amount(number, f"{where}, amount", MOST_AMOUNT)
    meal, note = meal_or_note(as_text(entry.get("type"), f"{where}, type"))
    brand = as_text(food.get("brands"), f"{where}, brands")
    grams = grams_of(amount, unit)
    return DiaryRow(
        person="",
        date=read_date(moment, f"{where}, dateTime", "month"),
        time=read_time(time_part(moment)[:8], f"{where}, dateTime"),
        meal=meal,
        food=", ".join(filter(None, (as_text(food.get("name"), where), brand))) or "unnamed food",
        amount=amount,
        unit=unit,
        grams=check_grams(grams, f"{where}, amount") if grams else None,
        nutrients=_nutrients(food.get("nutriments"), amount, unit, where),
        note=note,
    )


def _nutrients(raw: Any, amount: float | None, unit: str, where: str) -> dict[str, float]:
    """Return the known nutrients of an amount; none if its unit is no weight and no volume."""
    base = _BASE.get(unit.casefold())
    found: dict[str, float] = {}
    if amount is None or base is None:
        return found
    for key, column in columns_of("opennutritracker").items():
        values = {name.casefold(): value for name, value in as_object(raw, where).items()}
        number = as_number(values.get(key), f"{where}, {column.column}")
        if number is not None:
            each = number * column.factor * amount / base
            found[column.nutrient] = check_nutrient(
                column.nutrient, each, f"{where}, {column.column}"
            )
    return found
