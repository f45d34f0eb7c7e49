"""The last page: what each day holds of every nutrient, beside its target, and the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.certification.certificate import Adequacy
from planner.formats.pdf.columns import Paragraph, column_width, draw_columns, set_columns
from planner.formats.pdf.fonts import FAMILY
from planner.formats.pdf.sheet import LEADING, MARGIN, Sheet
from planner.formats.pdf.week import day_label
from planner.formats.plan_text import days_of, person_of, targets_met
from planner.nutrition.nutrients import core_nutrients, nutrient
from planner.planning.plan import MEDICAL_NOTE, Plan

DAYS_A_TABLE = 10
_NAME_MM, _TARGET_MM, _DAY_MM = 38.0, 24.0, 14.0
_PAD = 0.7
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_NOTE_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_GUTTER = 6.0
_MARKS = {"short": "−", "averaged": "~", "over": "!"}
_LEGEND = "~ below the target on this day, met on average; − not met; ! over the ceiling"


def draw_nutrients(sheet: Sheet, plan: Plan, extra: Sequence[str] = ()) -> None:
    """Add a page with the nutrients of each day and the notes of a plan beside them.

    Parameters
    ----------
    sheet : Sheet
        The document.
    plan : Plan
        The plan of one person.
    extra : sequence of str
        Notes on the document itself.
    """
    days = days_of(plan)
    parts = [days[first : first + DAYS_A_TABLE] for first in range(0, len(days), DAYS_A_TABLE)]
    for part in parts:
        sheet.add_page()
        sheet.heading(f"Nutrients of each day for {person_of(plan)}", _LEGEND)
        top = float(sheet.y)
        right = _draw_table(sheet, plan, part, with_mean=len(days) > 1 and part is parts[-1])
        if part is parts[-1]:
            _draw_notes(sheet, plan, extra, top, right)


def _draw_table(sheet: Sheet, plan: Plan, days: Sequence[int], *, with_mean: bool) -> float:
    """Draw the table of some days and return where it ends at the right, mm."""
    rows = list(_rows(plan, days, with_mean=with_mean))
    size = next(
        (size for size in _SIZES if len(rows) * (size * LEADING + _PAD) <= sheet.room), _SIZES[-1]
    )
    height = min(sheet.room / len(rows), size * LEADING + 2.5 * _PAD)
    widths = [_NAME_MM, _TARGET_MM, *[_DAY_MM] * (len(rows[0]) - 2)]
    sheet.set_draw_color(215)
    for number, cells in enumerate(rows):
        top, x = float(sheet.y), MARGIN
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            is_bold = number == 0 or text.endswith("!")
            sheet.set_font(FAMILY, "B" if is_bold else "", _fitting(sheet, text, width, size))
            sheet.set_xy(x, top)
            sheet.cell(width, height, text, align="L" if place == 0 else "R", border="B")
            x += width
        sheet.set_y(top + height)
    return x


def _fitting(sheet: Sheet, text: str, width: float, size: float) -> float:
    """Return the size in which a text fits a cell, at most the one given."""
    sheet.set_font(FAMILY, "", size)
    needed = sheet.get_string_width(text) + 2.2
    return size if needed <= width else size * width / needed


def _rows(plan: Plan, days: Sequence[int], *, with_mean: bool) -> Iterator[tuple[str, ...]]:
    """Yield the heading and a row for each nutrient: name, target, days and mean."""
    mean = ("mean",) if with_mean else ()
    yield ("", "target a day", *(day_label(plan, day) for day in days), *mean)
    found, core = plan.certificate, core_nutrients()
    daily = {(row.nutrient, row.day): row for row in (*found.adequacy, *found.untargeted)}
    means = {row.nutrient: row for row in (*found.means, *found.untargeted) if not row.day}
    names = dict.fromkeys(row.nutrient for row in (*found.adequacy, *found.untargeted))
    for name in sorted(names, key=lambda one: one not in core):
        cells = [daily.get((name, day)) for day in days]
        one = next((row for row in cells if row is not None), means.get(name))
        if one is None:
            continue
        last = (_amount(means.get(name)),) if with_mean else ()
        yield (nutrient(name).name, _target(one), *(_amount(row) for row in cells), *last)


def _target(row: Adequacy) -> str:
    unit = nutrient(row.nutrient).unit
    if row.floor is not None and row.ceiling is not None:
        return f"{write_amount(row.floor)}–{write_amount(row.ceiling)} {unit}"
    if row.floor is not None:
        return f"≥ {write_amount(row.floor)} {unit}"
    return f"≤ {write_amount(row.ceiling)} {unit}" if row.ceiling is not None else unit


def _amount(row: Adequacy | None) -> str:
    """Return what counts of a day, with a mark where it is below or above the target."""
    if row is None:
        return ""
    mark = _MARKS.get(row.status, "")
    amount = row.intake if row.status == "over" else row.credited
    return f"{write_amount(amount)}{mark and f' {mark}'}"


def write_amount(amount: float) -> str:
    """Write an amount in three digits, or whole from 100 on: ``0.46``, ``19.7``, ``1,870``."""
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:.3g}"


def _draw_notes(sheet: Sheet, plan: Plan, extra: Sequence[str], top: float, right: float) -> None:
    """Write the notes beside the table, and what does not fit there over the next page."""
    notes = [*targets_met(plan.certificate), *plan.explanation, *plan.warnings, *extra]
    texts = [one[:1].upper() + one[1:] for one in dict.fromkeys(notes) if one != MEDICAL_NOTE]
    paragraphs = [Paragraph("Notes", "B", 1.2, keep=True)]
    paragraphs += [Paragraph(f"• {text}", before=1.2) for text in texts]
    x = right + _GUTTER
    width = MARGIN + sheet.text_width - x
    for size in _NOTE_SIZES:
        text = set_columns(sheet, paragraphs, size, width)
        places = text.places(0, sheet.bottom - top)
        if places[-1][0] == 0:
            break
    for one, (column, y) in zip(paragraphs, places, strict=True):
        if column == 0:
            sheet.write_at(x, top + y, width, one.text, size * one.scale, style=one.style)
    rest = [one for one, (column, _) in zip(paragraphs, places, strict=True) if column]
    if rest:
        sheet.add_page()
        more = set_columns(sheet, rest, size, column_width(sheet, 3, _GUTTER))
        draw_columns(sheet, more, 3, _GUTTER)
