"""The planner's own plan as a diary, and a simple table of day, meal, food and amount."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from planner.errors import InputError, unknown_name
from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import (
    MOST_AMOUNT,
    Cells,
    TableReading,
    check_amount,
    check_grams,
    left_out,
    meal_or_note,
)
from planner.nutrition.foods.diary import Confidence, DiaryRow, What
from planner.nutrition.foods.diary_columns import (
    NutrientColumn,
    grams_of,
    plain_header,
    words_of,
)
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.foods.supplements import SUPPLEMENT, load_supplements
from planner.nutrition.foreign.dates import read_dates, read_time
from planner.nutrition.foreign.numbers import read_number, split_amount
from planner.nutrition.foreign.tables import ForeignTable
from planner.nutrition.foreign.text import shown
from planner.nutrition.nutrients import all_nutrients

_PLAN = frozenset({"day", "meal", "food_id", "grams"})
_NUMBERED = re.compile(r"(\d{1,3})(\.0)?")
_TOTALS = ("total", "totals", "sum", "summe", "gesamt", "somme", "suma")
_MOST_DAYS = 366


def sniff_plan(source: Source) -> bool:
    """Return whether it has the columns of a plan."""
    return source.header >= _PLAN


def sniff_table(source: Source) -> bool:
    """Return whether it has a column of foods, in any language that we know words of."""
    meanings = {words_of("column").get(name) for name in source.header}
    return "food" in meanings and not source.header >= _PLAN


@dataclass(frozen=True)
class _Days:
    """The day of each row: a date, or a number."""

    dates: dict[int, datetime.date]
    numbers: dict[int, int]

    def fields(self, row: int) -> dict[str, object]:
        """Return the fields of a row that say its day."""
        return {"date": self.dates.get(row), "day": self.numbers.get(row, 0)}


def _days(reading: TableReading, header: str) -> _Days:
    """Return the days; an empty cell repeats the day above, as spreadsheets write it."""
    if not header:
        reading.notes.append("there is no column of days: all rows count as one day")
        return _Days({}, {row: 1 for row, _ in reading.table.rows})
    filled: list[tuple[int, str]] = []
    repeated = 0
    for row, text in reading.table.cells([header]):
        if not text and not filled:
            raise InputError(f"{reading.table.at(row, header)}: give the day or its date")
        repeated += not text
        filled.append((row, text or filled[-1][1]))
    if repeated:
        reading.notes.append(f"{repeated} rows without a day count as the day above them")
    if all(_NUMBERED.fullmatch(text) for _, text in filled):
        numbers = {row: int(float(text)) for row, text in filled}
        wrong = next((row for row, day in numbers.items() if not 1 <= day <= _MOST_DAYS), None)
        if wrong is not None:
            raise InputError(
                f"{reading.table.at(wrong, header)}: {numbers[wrong]}: allowed is 1 to {_MOST_DAYS}"
            )
        return _Days({}, numbers)
    found = read_dates(filled, f"{reading.table.place}, column {header}", reading.usual)
    reading.notes += [found.note] if found.note else []
    return _Days(dict(zip([row for row, _ in filled], found.dates, strict=True)), {})


def _weight(text: str, where: str, mark: str) -> float | None:
    """Return grams of ``120``, ``120 g`` or ``0.1 kg``; None if empty."""
    number, unit = split_amount(text, mark)
    if unit and grams_of(1.0, unit):
        value = grams_of(number, unit)
    else:
        value = read_number(text, where, mark)
    return None if value is None else check_grams(value, where)


def read_plan(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each portion and dose; only ids and grams are used, as by ``certify``."""
    reading = TableReading(source.table(_PLAN), "", columns={}, numbers=("grams",))
    reading.need("day", "meal", "food_id", "grams")
    days = _days(reading, reading.column("day"))
    foods = source.foods or load_foods()

    def build(row: int, cells: Cells) -> DiaryRow:
        food_id = reading.text(cells, "food_id").lower()
        meal, note = meal_or_note(reading.text(cells, "meal"))
        fields = {
            "person": reading.text(cells, "person"),
            **days.fields(row),
            "meal": meal,
            "note": note,
            "amount": None,
            "unit": reading.text(cells, "measure"),
            "confidence": Confidence.STATED,
            "row": row,
        }
        where = reading.table.at(row, reading.column("grams"))
        if reading.text(cells, "source") == SUPPLEMENT:
            return DiaryRow(**{**fields, **_dose(reading, cells, where)})  # type: ignore[arg-type]
        _check_food(food_id, foods, reading.table.at(row, reading.column("food_id")))
        grams = _weight(reading.text(cells, "grams"), where, reading.mark)
        if grams is None:
            raise InputError(f"{where}: give the weight in grams")
        name = foods.food(food_id).name
        return DiaryRow(**{**fields, "food": name, "food_id": food_id, "grams": grams})  # type: ignore[arg-type]

    return reading.rows(build), reading.notes


def _check_food(food_id: str, foods: FoodTable, where: str) -> None:
    try:
        foods.row(food_id)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None


def _dose(reading: TableReading, cells: Cells, where: str) -> dict[str, object]:
    """Return the fields of a dose of a supplement."""
    name = reading.text(cells, "source_id") or reading.text(cells, "food_id")
    known = load_supplements()
    if name not in known:
        raise InputError(f"{where}: {unknown_name('supplement', name, known)}")
    weight = read_number(reading.text(cells, "grams"), where, reading.mark) or 0.0
    one = known[name]
    units = weight / one.grams_per_unit
    if not 0 < units <= 100:
        raise InputError(f"{where}: {units:g} {one.unit_plural}: allowed is up to 100")
    return {
        "food": one.name,
        "what": What.SUPPLEMENT,
        "amount": round(units, 4),
        "nutrients": {one.nutrient: round(one.amount * units, 6)},
    }


def _own_columns() -> dict[str, NutrientColumn]:
    """Return our own nutrient ids as columns, for tables that hold them."""
    return {
        one.id: NutrientColumn(one.id, one.id, one.unit, 1.0, False, "", "")
        for one in all_nutrients()
    }


def read_table(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each food of a table in English, German, French or Spanish words."""
    table = source.table(()) if not source.is_packed else _sheet_of_foods(source)
    words = words_of("column")
    named: dict[str, str] = {}
    for header in table.header:
        meaning = words.get(plain_header(header))
        if meaning in named:
            raise InputError(
                f"{table.place}, row 1: the columns {shown(named[meaning])} and {shown(header)} "
                f"both hold the {meaning}; remove one"
            )
        if meaning:
            named[meaning] = header
    if "food" not in named:
        raise InputError(f"{table.place}, row 1: there is no column of foods; call it food")
    amounts = [named[name] for name in ("amount", "grams") if name in named]
    reading = TableReading(table, "", columns=_own_columns(), numbers=amounts)
    days = _days(reading, named.get("day", ""))
    table_of_foods = _OwnTable(reading, named, days, source.foods or load_foods())
    totals: list[int] = []

    def build(row: int, cells: Cells) -> DiaryRow | None:
        if cells[named["food"]].casefold().rstrip(":") in _TOTALS:
            totals.append(row)
            return None
        return table_of_foods.row(row, cells)

    rows = reading.rows(build)
    return rows, [*reading.notes, *left_out(len(totals), "row of totals", "rows of totals")]


def _sheet_of_foods(source: Source) -> ForeignTable:
    for sheet in source.sheets.values():
        if "food" in {words_of("column").get(plain_header(name)) for name in sheet.header}:
            return sheet
    raise InputError(f"{source.place}: no sheet has a column of foods")


@dataclass(frozen=True)
class _OwnTable:
    """A table of foods: how it is read, its columns by what they hold, its days and the foods."""

    reading: TableReading
    named: dict[str, str]
    days: _Days
    foods: FoodTable

    def row(self, row: int, cells: Cells) -> DiaryRow:
        """Return a row as it stands in the table."""

        def text(meaning: str) -> str:
            return cells[self.named[meaning]] if meaning in self.named else ""

        def at(meaning: str) -> str:
            return self.reading.table.at(row, self.named.get(meaning, meaning))

        food = text("food")
        if not food:
            raise InputError(f"{at('food')}: name the food")
        meal, note = meal_or_note(text("meal"))
        amount, rest = split_amount(text("amount"), self.reading.mark)
        if text("amount") and amount is None:
            raise InputError(f"{at('amount')}: {shown(text('amount'))}: give a number")
        check_amount(amount, at("amount"), MOST_AMOUNT)
        unit = text("unit") or rest
        grams = _weight(text("grams"), at("grams"), self.reading.mark) or grams_of(amount, unit)
        food_id = text("food_id").lower()
        if food_id:
            _check_food(food_id, self.foods, at("food_id"))
        nutrients = self.reading.nutrients(row, cells)
        stated = bool(nutrients or food_id)
        return DiaryRow(
            person=text("person"),
            **self.days.fields(row),  # type: ignore[arg-type]
            time=read_time(text("time"), at("time")),
            meal=meal,
            food=food,
            amount=amount,
            unit=unit,
            grams=check_grams(grams, at("amount")) if grams else None,
            food_id=food_id,
            confidence=Confidence.STATED if stated else Confidence.UNMATCHED,
            nutrients=nutrients,
            note="; ".join(filter(None, (note, text("note")))),
            row=row,
        )
