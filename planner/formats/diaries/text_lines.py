"""A diary typed or pasted as lines of text: dates and meals as headings, a food on each line."""

from __future__ import annotations

import datetime
import re

from planner.errors import InputError
from planner.formats.diaries.source import Source
from planner.formats.diaries.table_reading import MOST_AMOUNT, check_amount, check_grams
from planner.nutrition.foods.diary import DiaryRow
from planner.nutrition.foods.diary_columns import grams_of, meal_of, words_of
from planner.nutrition.foreign.dates import read_date
from planner.nutrition.foreign.numbers import split_amount
from planner.nutrition.foreign.tables import MOST_LETTERS
from planner.nutrition.foreign.text import shown

_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{2,4})\s*:?", re.A)
_HEADING = re.compile(r"([^\W\d]{2,30})\s*:\s*(.*)")
_MARKS = "-*•– \t"  # in front of an entry of a list
_COMMON = frozenset({
    "cup", "cups", "slice", "slices", "tablespoon", "tablespoons", "tbsp", "teaspoon", "teaspoons",
    "tsp", "glass", "glasses", "bowl", "bowls", "piece", "pieces", "handful", "ml", "l",
})  # fmt: skip
_MOST_LINES = 5_000


def sniff(source: Source) -> bool:
    """Return whether it is plain text: by its name, or because it looks like no other form."""
    return source.suffix in (".txt", ".text", ".md") and bool(source.start.strip())


def read(source: Source) -> tuple[list[DiaryRow], list[str]]:
    """Return a row for each line that names a food; commas part several foods behind a meal."""
    found = source.decoded
    lines = found.text.splitlines()
    if len(lines) > _MOST_LINES:
        raise InputError(f"{source.place}: {len(lines)} lines; at most {_MOST_LINES}")
    rows: list[DiaryRow] = []
    date: datetime.date | None = None
    meal = ""
    for number, line in enumerate(lines, start=1):
        text = " ".join(line.strip(_MARKS).split())
        where = f"{source.place}, line {number}"
        if len(text) > MOST_LETTERS:
            raise InputError(f"{where}: {len(text)} letters; at most {MOST_LETTERS}")
        if dated := _DATE.match(text):
            date = read_date(dated[1], where, "day")
            text = text[dated.end() :].strip()
        heading = _HEADING.fullmatch(text)
        if heading and meal_of(heading[1]):
            meal, text = meal_of(heading[1]), heading[2]
            entries = [part.strip() for part in text.split(",")]
        elif meal_of(text):
            meal, entries = meal_of(text), []
        else:
            entries = [text]
        rows += [_entry(one, number, where, date, meal) for one in entries if one]
    if any(row.date for row in rows) and any(row.date is None for row in rows):
        first = next(row for row in rows if row.date is None)
        raise InputError(
            f"{source.place}, line {first.row}: {shown(first.food)} stands before the first date"
        )
    return rows, [found.note] if found.note else []


def _entry(text: str, number: int, where: str, date: datetime.date | None, meal: str) -> DiaryRow:
    amount, rest = split_amount(text)
    check_amount(amount, where, MOST_AMOUNT)
    first, _, others = rest.partition(" ")
    is_unit = first.casefold() in _COMMON or first.casefold() in words_of("unit")
    unit, food = (first, others) if is_unit and others else ("", rest)
    grams = grams_of(amount, unit) if unit else None
    return DiaryRow(
        person="",
        date=date,
        day=0 if date else 1,
        meal=meal,
        food=food.removeprefix("of ") or text,
        amount=amount,
        unit=unit,
        grams=check_grams(grams, where) if grams else None,
        row=number,
    )
