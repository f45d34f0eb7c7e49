"""The first page: the days of a plan as columns, its meals as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from planner.formats.pdf.columns import largest_that_fits
from planner.formats.pdf.sheet import MARGIN, Sheet
from planner.formats.plan_text import (
    date_of,
    doses_at,
    meal_items,
    meals_of,
    person_of,
    verdict,
    water_of_day,
)
from planner.formats.shopping_text import short_day
from planner.nutrition.foods.cooking_batches import Cooking
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion
from planner.planning.plan import Plan

DAYS_A_PAGE = 7
SIZES = (11.5, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
_LABEL_MM = 25.0  # width of the column with the names of the meals
_PAD = 1.2
_STRETCHED_DAYS = 4  # from so many days on the grid fills its page
_SHADE, _LINE = 235, 170


@dataclass(frozen=True)
class Row:
    """A row of the grid: its name and the text of each day."""

    label: str
    cells: tuple[str, ...]


def day_label(plan: Plan, day: int) -> str:
    """Return the short name of a day: ``Mon 30 Nov``, or its number without a date."""
    date = date_of(plan, day)
    return f"{date:%a} {date.day} {date:%b}" if date else f"Day {day}"


def draw_week(
    sheet: Sheet, plan: Plan, days: Sequence[int], batches: Sequence[Cooking] = ()
) -> None:
    """Add a page with up to seven days of one person, in letters as large as fit.

    Parameters
    ----------
    sheet : Sheet
        The document.
    plan : Plan
        The plan.
    days : sequence of int
        The days to show.
    batches : sequence of Cooking
        What is cooked when, for all at the table: what comes from the fridge is marked.
    """
    sheet.add_page()
    sheet.heading(f"Meals for {person_of(plan)}", verdict(plan))
    rows = _rows(plan, days, batches)
    head = Row("", tuple(day_label(plan, day) for day in days))
    widths = (_LABEL_MM, *[(sheet.text_width - _LABEL_MM) / len(days)] * len(days))

    def heights_in(size: float) -> list[float]:
        return [_height(sheet, row, widths, size) for row in (head, *rows)]

    room = sheet.room
    size = largest_that_fits(SIZES, lambda size: sum(heights_in(size)) <= room) or SIZES[-1]
    heights = heights_in(size)
    spare = max(sheet.room - sum(heights), 0.0)
    if len(days) >= _STRETCHED_DAYS:
        heights = [heights[0], *(height + spare / len(rows) for height in heights[1:])]
    for row, height in zip((head, *rows), heights, strict=True):
        if height > sheet.room + 0.01:  # only where the smallest letters are too large
            sheet.add_page()
        _draw_row(sheet, row, widths, height, size, is_head=row is head)


def _rows(plan: Plan, days: Sequence[int], batches: Sequence[Cooking]) -> list[Row]:
    """Return the rows of the grid: meals, water, and supplements where there are any."""
    meals: dict[int, dict[str, list[Portion]]] = {day: defaultdict(list) for day in days}
    for day in days:
        for name, portions in meals_of(plan, day):
            meals[day][name] += portions
    units, catalog = Units(plan.request.units), plan.request.catalog
    rows = []
    for name, label in meal_labels().items():
        if any(name in found for found in meals.values()):
            cells = [_meal(plan, meals[day].get(name, []), batches, units) for day in days]
            rows.append(Row(label, tuple(cells)))
    water = tuple(water_of_day(chain(*meals[day].values()), catalog, units) for day in days)
    if any(water):
        rows.append(Row("Water", water))
    if plan.doses:
        doses = tuple(
            "\n".join(
                f"{words} at {label.lower()}"
                for name, label in meal_labels().items()
                for words in doses_at(plan, day, name)
            )
            for day in days
        )
        rows.append(Row("Supplements, apart from the food", doses))
    return rows


def _meal(plan: Plan, rows: Sequence[Portion], batches: Sequence[Cooking], units: Units) -> str:
    """Return the dishes and foods of a meal, a line each; what was cooked before says so."""
    words = []
    for dish, parts in groupby(rows, key=lambda row: row.dish):
        portions = list(parts)
        items = meal_items(portions, plan.request.catalog, units)
        cooked = _cooked_on(portions[0], batches) if dish else None
        mark = f" – from the fridge ({short_day(cooked, plan.request.start)})" if cooked else ""
        words += [f"• {item}{mark}" for item in items]
    return "\n".join(words)


def _cooked_on(row: Portion, batches: Sequence[Cooking]) -> int | None:
    """Return the earlier day on which a dish was cooked; None if it is cooked that day."""
    for batch in batches:
        if batch.dish.id == row.dish and batch.day < row.day:
            for one in batch.servings:
                if (one.day, one.meal, one.person) == (row.day, row.meal, row.person):
                    return batch.day
    return None


def _height(sheet: Sheet, row: Row, widths: Sequence[float], size: float) -> float:
    texts = zip((row.label, *row.cells), widths, strict=True)
    return max(
        sheet.height_of(width - 2 * _PAD, text, size, "B" if text is row.label else "")
        for text, width in texts
    ) + 2 * _PAD  # fmt: skip


def _draw_row(
    sheet: Sheet, row: Row, widths: Sequence[float], height: float, size: float, *, is_head: bool
) -> None:
    """Draw a row of the grid with its lines."""
    top, x = float(sheet.y), MARGIN
    sheet.set_draw_color(_LINE)
    for place, (text, width) in enumerate(zip((row.label, *row.cells), widths, strict=True)):
        is_label = is_head or place == 0
        if is_label:
            sheet.set_fill_color(_SHADE)
        sheet.rect(x, top, width, height, style="DF" if is_label else "D")
        if text:
            style = "B" if is_label else ""
            sheet.write_at(x + _PAD, top + _PAD, width - 2 * _PAD, text, size, style=style)
        x += width
    sheet.set_y(top + height)
