"""Write plans as a workbook (by XlsxWriter): plan, days, nutrients, shopping and targets.

XlsxWriter writes charts and large sheets. Text is written as text, so that no cell becomes a
formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from planner.certification.certificate import Adequacy
from planner.formats.plan_csv import HEAD, plan_rows
from planner.formats.plan_text import date_of, days_of, person_of, verdict
from planner.formats.shopping_list import list_of_plans
from planner.formats.shopping_text import HEAD as CSV_HEAD
from planner.formats.shopping_text import csv_rows
from planner.nutrition.foods.portions import total
from planner.nutrition.foods.supplements import taken
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_ids
from planner.planning.plan import MEDICAL_NOTE, Plan

Cell = str | float | int | None
_OLD_HEAD = ("aisle", "buy", "amount", "grams", "cost_usd", "price_year", "staple", "used_for")
SHOPPING_HEAD = (
    *_OLD_HEAD,
    *(name for name in CSV_HEAD if name not in {*_OLD_HEAD, "grams_needed"}),
)
_NUMBERS = frozenset(
    {
        "grams", "cost_usd", "grams_at_home", "grams_to_buy", "packs", "pack_grams", "basket_usd",
        "grams_left", "grams_to_freeze",
    }
)  # fmt: skip
_WIDTHS = {
    "dish": 36,
    "food": 30,
    "measure": 20,
    "buy": 36,
    "used_for": 50,
    "source": 50,
    "basis": 40,
    "supplement": 30,
    "advice": 40,
    "side_effects": 40,
    "interactions": 50,
}


def plans_as_xlsx(plans: Sequence[Plan], pantry: Mapping[str, float] | None = None) -> bytes:
    """Return a workbook with numeric cells, frozen headings, filters and a chart.

    Parameters
    ----------
    plans : sequence of Plan
        The plans of one kitchen.
    pantry : mapping of str to float, optional
        Grams at home as bought, by food id, which the shopping list leaves out.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "nan_inf_to_errors": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        _sheet(book, bold, "Plan", [*HEAD, *nutrient_ids()], _plan_rows(plans))
        days = list(_day_rows(plans))
        core = core_nutrients()
        day_head = ["person", "day", "date", *(f"{name} % of target" for name in core)]
        sheet = _sheet(book, bold, "Days", [*day_head, *nutrient_ids()], days)
        _chart(book, sheet, len(days))
        head = [
            "person",
            "day",
            "nutrient",
            "intake",
            "unit",
            "floor",
            "ceiling",
            "percent",
            "status",
            "counted",
            "from_supplements",
        ]
        _sheet(book, bold, "Nutrients", head, _nutrient_rows(plans))
        if any(plan.doses for plan in plans):
            head = [
                "person", "day", "meal", "supplement", "form", "measure", "advice",
                "side_effects", "interactions", "source",
            ]  # fmt: skip
            _sheet(book, bold, "Supplements", head, _supplement_rows(plans))
        _sheet(book, bold, "Shopping", SHOPPING_HEAD, _shopping_rows(plans, pantry))
        head = ["person", "nutrient", "unit", "floor", "ceiling", "basis", "source"]
        _sheet(book, bold, "Targets", head, _target_rows(plans))
        verdicts = [f"{person_of(plan)}: {verdict(plan)}" for plan in plans]
        warnings = (text for plan in plans for text in plan.warnings)
        notes = dict.fromkeys((*verdicts, *warnings, MEDICAL_NOTE))
        _sheet(book, bold, "Notes", ["note"], [[text] for text in notes])
    return buffer.getvalue()


def _sheet(
    book: Any, bold: Any, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Any:
    """Add a sheet with a frozen heading and a filter; unknown numbers are empty cells."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(head):
        sheet.write_string(0, column, text, bold)
        sheet.set_column(column, column, _WIDTHS.get(text, max(10, min(len(text) + 2, 24))))
    last = 0
    for last, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(last, column, cell)
            elif cell is not None and cell == cell:  # noqa: PLR0124 - NaN is unequal to itself
                sheet.write_number(last, column, cell)
    sheet.autofilter(0, 0, max(last, 1), len(head) - 1)
    return sheet


def _plan_rows(plans: Sequence[Plan]) -> Iterable[list[Cell]]:
    for plan in plans:
        for text, grams, amounts in plan_rows(plan):
            yield [*text, grams, *amounts]


def _supplement_rows(plans: Sequence[Plan]) -> Iterable[list[Cell]]:
    for plan in plans:
        for dose in plan.doses:
            one = dose.supplement
            yield [
                person_of(plan), dose.day, dose.meal, one.label, one.form,
                one.write_units(dose.units), one.advice, one.side_effects, one.interactions,
                one.source,
            ]  # fmt: skip


def _day_rows(plans: Sequence[Plan]) -> Iterable[list[Cell]]:
    for plan in plans:
        foods = plan.request.catalog.foods
        percent = {(row.day, row.nutrient): row.percent for row in plan.certificate.adequacy}
        for day in days_of(plan):
            date = date_of(plan, day)
            eaten = total(foods, (row for row in plan.portions if row.day == day)).tolist()
            doses = [dose for dose in plan.doses if dose.day == day]
            sums = [
                amount + taken(name, doses)
                for name, amount in zip(nutrient_ids(), eaten, strict=True)
            ]
            yield [
                person_of(plan), day, date.isoformat() if date else "",
                *(_rounded(percent.get((day, name))) for name in core_nutrients()),
                *(round(amount, 4) for amount in sums),
            ]  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _chart(book: Any, sheet: Any, rows: int) -> None:
    """Add a chart of the core nutrients of each day in percent of their targets."""
    chart = book.add_chart({"type": "column"})
    for column, name in enumerate(core_nutrients(), start=3):
        chart.add_series(
            {
                "name": nutrient(name).name,
                "categories": ["Days", 1, 0, rows, 1],
                "values": ["Days", 1, column, rows, column],
            }
        )
    chart.set_title({"name": "Core nutrients, percent of the day's target"})
    chart.set_y_axis({"name": "%", "min": 0})
    sheet.insert_chart(rows + 3, 0, chart, {"x_scale": 2.0, "y_scale": 1.4})


def _nutrient_rows(plans: Sequence[Plan]) -> Iterable[list[Cell]]:
    for plan in plans:
        for row in (*plan.certificate.adequacy, *plan.certificate.means):
            yield [person_of(plan), *_nutrient_cells(row)]


def _nutrient_cells(row: Adequacy) -> list[Cell]:
    day: Cell = row.day or "mean"
    known = nutrient(row.nutrient)
    return [
        day, row.nutrient, round(row.intake, 4), known.unit, row.floor, row.ceiling,
        _rounded(row.percent), row.status, round(row.credited, 4),
        round(row.supplement, 4),
    ]  # fmt: skip


def _shopping_rows(
    plans: Sequence[Plan], pantry: Mapping[str, float] | None
) -> Iterable[list[Cell]]:
    """Yield the rows of the list, its numbers as numbers; the first columns are those of old."""
    for cells in csv_rows(list_of_plans(plans, pantry)):
        found = dict(zip(CSV_HEAD, cells, strict=True)) | {"grams": cells[3]}
        yield [
            float(found[name]) if name in _NUMBERS and found[name] else found[name]
            for name in SHOPPING_HEAD
        ]


def _target_rows(plans: Sequence[Plan]) -> Iterable[list[Cell]]:
    for plan in plans:
        for row in plan.targets.rows:
            basis = " / ".join(filter(None, (row.floor_basis, row.ceiling_basis)))
            yield [
                person_of(plan), row.nutrient, row.unit, row.floor, row.ceiling, basis, row.source,
            ]  # fmt: skip
