"""Write plans as PDF (by fpdf2): a page for each person and week, then the shopping list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, groupby

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from planner.formats.plan_text import (
    date_of,
    days_of,
    doses_at,
    meal_items,
    meals_of,
    person_of,
    verdict,
    water_of_day,
)
from planner.formats.shopping_list import (
    ShoppingList,
    aisle_label,
    cost_sentence,
    shopping_list,
)
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.shopping_lines import Line
from planner.planning.plan import MEDICAL_NOTE, Plan
from planner.request.plan_request import shared_catalog

DAYS_A_PAGE = 7
_FONT = "Helvetica"  # built into every PDF reader; Western European letters only
# Replacements for signs that the font lacks and that do not decompose into readable text.
_SIGNS = {"⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8", "≥": ">=", "≤": "<=", "−": "-", "→": "->"}


def printable(text: str) -> str:
    """Return text in the letters of the font; others are decomposed or become question marks."""
    text = re.sub(r"(?<=\d)(?=[⅓⅔⅛⅜])", " ", text)  # "1⅓" must not become "11/3"
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    kept = []
    for letter in text:
        if letter.encode("cp1252", "ignore"):
            kept.append(letter)
        else:
            plain = (
                unicodedata.normalize("NFKD", letter).encode("cp1252", "ignore").decode("cp1252")
            )
            kept.append(plain or "?")
    return "".join(kept)


class _Page(FPDF):
    """A document in A4 landscape with the medical note at the foot of every page."""

    def __init__(self) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.set_margins(8, 8, 8)
        self.set_auto_page_break(True, margin=12)
        self.set_title("Steadyplate")
        self.set_lang("en")

    def footer(self) -> None:
        self.set_y(-10)
        self.set_font(_FONT, size=6)
        self.cell(0, 4, printable(MEDICAL_NOTE))

    def line_of(self, text: str, size: float, style: str = "") -> None:
        """Write a paragraph."""
        self.set_font(_FONT, style, size)
        self.multi_cell(0, size * 0.5, printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def plans_as_pdf(plans: Sequence[Plan]) -> bytes:
    """Return the plans as PDF: a grid of days and meals, then one shopping list."""
    page = _Page()
    for plan in plans:
        days = days_of(plan)
        for first in range(0, len(days), DAYS_A_PAGE):
            _week(page, plan, days[first : first + DAYS_A_PAGE])
    portions = [row for plan in plans for row in plan.portions]
    catalog = shared_catalog(plan.request for plan in plans)
    _shopping(page, shopping_list(portions, catalog=catalog))
    return bytes(page.output())


def shopping_as_pdf(found: ShoppingList) -> bytes:
    """Return a shopping list as PDF."""
    page = _Page()
    _shopping(page, found)
    return bytes(page.output())


def _week(page: _Page, plan: Plan, days: list[int]) -> None:
    """Add a page with up to seven days of one person as a grid."""
    page.add_page()
    page.line_of(f"Meals for {person_of(plan)}", 14, "B")
    page.line_of(verdict(plan), 8)
    page.ln(2)
    meals = {day: dict(meals_of(plan, day)) for day in days}
    units = Units(plan.request.units)
    names = [name for name in meal_labels() if any(name in found for found in meals.values())]
    size = 10 if len(days) <= 4 else 8.5 if len(names) <= 4 else 7
    page.set_font(_FONT, size=size)
    widths = (6, *(12 for _ in days))
    with page.table(
        line_height=size * 0.48, padding=1, text_align="LEFT", col_widths=widths, v_align="T"
    ) as table:
        heading = table.row()
        heading.cell("")
        for day in days:
            date = date_of(plan, day)
            heading.cell(f"{date:%a} {date.day} {date:%b}" if date else f"Day {day}")
        for name in names:
            row = table.row()
            row.cell(printable(meal_labels()[name]))
            for day in days:
                items = meal_items(meals[day].get(name, []), plan.request.catalog, units)
                row.cell(printable("\n".join(f"- {words}" for words in items)))
        water = [
            water_of_day(chain(*meals[day].values()), plan.request.catalog, units) for day in days
        ]
        if any(water):
            row = table.row()
            row.cell("Water")
            for amount in water:
                row.cell(amount)
        if plan.doses:
            row = table.row()
            row.cell("Supplements, apart from the food")
            for day in days:
                taken = [
                    f"- {words} at {meal_labels()[name].lower()}"
                    for name in meal_labels()
                    for words in doses_at(plan, day, name)
                ]
                row.cell(printable("\n".join(taken)))
    page.ln(1)
    for warning in plan.warnings:
        if warning != MEDICAL_NOTE:  # already in the footer
            page.line_of(warning, 7.5)


def _shopping(page: _Page, found: ShoppingList) -> None:
    """Add a page with a shopping list in three columns."""
    page.add_page()
    page.line_of("Shopping list", 14, "B")
    page.line_of(cost_sentence(found), 7)
    page.ln(2)
    with page.text_columns(ncols=3, gutter=5, text_align="LEFT") as columns:
        for title, lines in groupby(found.lines, key=_heading):
            page.set_font(_FONT, "B", 7.5)
            columns.write(printable(f"{title}\n"))
            page.set_font(_FONT, size=7.5)
            things = (f"[  ] {line.name}: {_amount(line)}\n" for line in lines)
            columns.write(printable("".join(things)) + "\n")


def _heading(line: Line) -> str:
    """Return the heading under which a line is listed."""
    return "Staples, if you have none" if line.unit.staple else aisle_label(line.aisle)


def _amount(line: Line) -> str:
    return line.unit.write(line.units) if line.units else "enough at home"
