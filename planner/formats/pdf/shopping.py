"""The shopping list on a page of its own: by aisle in the shop's order, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planner.formats.pdf.sheet import (
    Paragraph,
    Sheet,
    column_width,
    draw_columns,
    largest_that_fits,
    set_columns,
)
from planner.formats.shopping_list import ShoppingList
from planner.formats.shopping_text import (
    cost_sentence,
    heading_of,
    keeping_words,
    left_words,
    packs_words,
    top_up_title,
    uses_words,
)
from planner.nutrition.foods.shopping_lines import Line
from planner.nutrition.foods.shopping_trips import Errand

SIZES = (12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
COUNT, GUTTER = 3, 6.0
_GAP_MM = 4.0  # below what stands above it on its page


def draw_shopping(sheet: Sheet, found: ShoppingList) -> None:
    """Add a shopping list in letters as large as fit one page; on the page in hand if it fits.

    Parameters
    ----------
    sheet : Sheet
        The document, with a page.
    found : ShoppingList
        The list.
    """
    paragraphs = tuple(_paragraphs(found))
    words, width = cost_sentence(found), column_width(sheet, COUNT, GUTTER)
    top = sheet.heading_height(words)
    gap = 0.0 if sheet.is_at_top else _GAP_MM

    def fits(size: float, room: float) -> bool:
        text = set_columns(sheet, paragraphs, size, width)
        return text.columns_used(0, room) <= COUNT

    here, page = sheet.room - gap - top, sheet.bottom - sheet.t_margin - top
    size = largest_that_fits(SIZES, lambda size: fits(size, here))
    if size is not None:
        sheet.set_y(sheet.y + gap)
    else:
        size = largest_that_fits(SIZES, lambda size: fits(size, page)) or SIZES[-1]
        sheet.add_page()
    sheet.heading("Shopping list", words)
    draw_columns(sheet, set_columns(sheet, paragraphs, size, width), COUNT, GUTTER)


def _paragraphs(found: ShoppingList) -> Iterator[Paragraph]:
    """Yield the headings and the lines of a list, and of what is bought later."""
    pairs = found.on_day(found.first_day) if found.days else ()
    for title, group in groupby(pairs, key=lambda pair: heading_of(pair[0])):
        yield Paragraph(title, "B", 1.05, before=2.5, keep=True)
        for line, errand in group:
            yield from _line(found, line, errand, found.first_day)
    for day in found.top_up_days:
        yield Paragraph(top_up_title(found, day), "B", 1.05, before=2.5, keep=True)
        for line, errand in found.on_day(day):
            yield from _line(found, line, errand, day)
    enough = [line for line in found.lines if not line.packs]
    if enough:
        yield Paragraph("Enough at home", "B", 1.05, before=2.5, keep=True)
        yield Paragraph("; ".join(line.name for line in enough))


def _line(found: ShoppingList, line: Line, errand: Errand, day: int) -> Iterator[Paragraph]:
    """Yield what to buy, and in smaller letters what it is for and what is left."""
    words = f"□ {line.name}: {packs_words(line, errand.packs[day])}"
    more = (
        "" if line.unit.staple else uses_words(line, found.start),
        keeping_words(line, errand, found.start),
        left_words(line),
    )
    below = "; ".join(filter(None, more))
    yield Paragraph(words, keep=bool(below))
    if below:
        yield Paragraph(below, "", 0.72, 4.5)
