"""The table of a plan file as the planner writes it, whatever a spreadsheet has made of it.

Separators, decimal commas, encodings, the case of headers, ids and meals, and grams with their unit
are brought back to what the planner writes; what was chosen is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from os import fspath
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from planner.errors import InputError, nearest
from planner.nutrition.foods.diary_columns import grams_of, plain_header
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foreign.numbers import decimals_of, split_amount
from planner.nutrition.foreign.tables import ForeignTable, read_foreign_table
from planner.nutrition.nutrients import nutrient_ids
from planner.nutrition.user_files import TABLE_BYTES, read_bytes
from planner.nutrition.user_tables import Faults, TextTable

_TEXTS = ("person", "day", "meal", "dish", "food_id", "food", "source", "source_id", "measure")
_LOWER = ("food_id", "source")  # columns whose ids are lower case


class PlanTable(NamedTuple):
    """A plan's table, and how it was read where the file does not prove it."""

    table: TextTable
    notes: tuple[str, ...]


@cache
def _columns() -> Mapping[str, str]:
    names = (*_TEXTS, "grams", *nutrient_ids())
    return MappingProxyType({plain_header(name): name for name in names})


def read_plan_table(path: Path, needed: tuple[str, ...], faults: Faults) -> PlanTable | None:
    """Read a plan file; add its faults and return None if there are any.

    Parameters
    ----------
    path : Path
        The file.
    needed : tuple of str
        Columns that must exist.
    faults : Faults
        Collects the faults.
    """
    place = fspath(path)
    try:
        found = read_foreign_table(read_bytes(path, TABLE_BYTES, place), place)
        header = tuple(_columns().get(plain_header(name), name) for name in found.header)
        _check_header(header, needed, place)
        return _plain(found, header)
    except InputError as error:
        faults.add(str(error))
        return None


def _check_header(header: tuple[str, ...], needed: tuple[str, ...], place: str) -> None:
    for name in header:
        if name and header.count(name) > 1:
            raise InputError(
                f"{place}, row 1: there are two columns {name!r}; remove or rename one"
            )
    for name in needed:
        if name not in header:
            like = nearest(name, header, most=1, cutoff=0.6)
            hint = f"is it {like[0]!r}? then rename that" if like else "add it"
            raise InputError(f"{place}, row 1: there is no column {name!r}; {hint}")


def _plain(found: ForeignTable, header: tuple[str, ...]) -> PlanTable:
    """Return the table with the cells as the planner writes them."""
    numbers = {at for at, name in enumerate(header) if name == "grams" or name in nutrient_ids()}
    cells = ((row, texts[at]) for row, texts in found.rows for at in numbers)
    decimals = decimals_of(cells, found.separator, found.place)
    rows = []
    for number, texts in found.rows:
        plain = list(texts)
        for at, name in enumerate(header):
            if at in numbers:
                plain[at] = _number(texts[at], decimals.mark, is_weight=name == "grams")
            elif name in _LOWER or (name == "meal" and texts[at].lower() in meal_names()):
                plain[at] = texts[at].lower()
        rows.append((number, plain))
    notes = (*found.notes, *([decimals.note] if decimals.note else []))
    return PlanTable(TextTable(found.place, header, rows), notes)


def _number(text: str, mark: str, *, is_weight: bool) -> str:
    """Return a number with a decimal point; a weight without its unit, in grams."""
    if mark == ",":
        text = text.replace(".", "").replace(",", ".")
    if is_weight:
        number, unit = split_amount(text)
        grams = grams_of(number, unit) if unit else None
        return text if grams is None else f"{grams:.10g}"
    return text
