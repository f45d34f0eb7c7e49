"""The shopping list on a page of its own: by aisle in the shop's order, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planner.formats.pdf.columns import (
    Columns,
    Paragraph,
    column_width,
    draw_columns,
    largest_that_fits,
    set_columns,
)
from planner.formats.pdf.sheet import Sheet
from planner.formats.shopping_list import ShoppingList
from planner.formats.shopping_text import (
    cost_sentence,
    heading_of,
    keeping_words,
    left_words,
    packs_words,
    short_day,
    top_up_title,
    uses_words,
)
from planner.nutrition.foods.shopping_lines import Line
from planner.nutrition.foods.shopping_trips import Errand

SIZES = (12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
SMALL_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)  # of a list that names days and no dishes
COUNT, SMALL_COUNT, GUTTER = 3, 4, 6.0
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
    words = cost_sentence(found)
    top, gap = sheet.heading_height(words), 0.0 if sheet.is_at_top else _GAP_MM
    here = sheet.room - gap - top
    layout = _layout(sheet, found, here) if found.lines else None
    if layout is not None:
        sheet.set_y(sheet.y + gap)
    else:
        layout = _layout(sheet, found, sheet.bottom - sheet.t_margin - top)
        layout = layout or _set(sheet, found, SMALL_SIZES[-1], with_dishes=False)
        sheet.add_page()
    sheet.heading("Shopping list", words)
    draw_columns(sheet, *layout, GUTTER)


def _layout(sheet: Sheet, found: ShoppingList, room: float) -> tuple[Columns, int] | None:
    """Return the list in the largest letters that fit, and its columns; None if none does.

    Where it does not fit with the dishes that each thing is for, it names the days alone.
    """
    for sizes, with_dishes in ((SIZES, True), (SMALL_SIZES, False)):

        def fits(size: float, with_dishes: bool = with_dishes) -> bool:
            text, count = _set(sheet, found, size, with_dishes=with_dishes)
            return text.columns_used(0, room) <= count

        size = largest_that_fits(sizes, fits)
        if size is not None:
            return _set(sheet, found, size, with_dishes=with_dishes)
    return None


def _set(
    sheet: Sheet, found: ShoppingList, size: float, *, with_dishes: bool
) -> tuple[Columns, int]:
    """Return the list set in some size, and its number of columns."""
    count = COUNT if with_dishes else SMALL_COUNT
    paragraphs = tuple(_paragraphs(found, with_dishes=with_dishes))
    return set_columns(sheet, paragraphs, size, column_width(sheet, count, GUTTER)), count


def _paragraphs(found: ShoppingList, *, with_dishes: bool) -> Iterator[Paragraph]:
    """Yield the headings and the lines of a list, and of what is bought later."""
    pairs = found.on_day(found.first_day) if found.days else ()
    for title, group in groupby(pairs, key=lambda pair: heading_of(pair[0])):
        yield Paragraph(title, "B", 1.05, before=2.5, keep=True)
        for line, errand in group:
            yield from _line(found, line, errand, found.first_day, with_dishes)
    for day in found.top_up_days:
        yield Paragraph(top_up_title(found, day), "B", 1.05, before=2.5, keep=True)
        for line, errand in found.on_day(day):
            yield from _line(found, line, errand, day, with_dishes)
    enough = [line for line in found.lines if not line.packs]
    if enough:
        yield Paragraph("Enough at home", "B", 1.05, before=2.5, keep=True)
        yield Paragraph("; ".join(line.name for line in enough))


def _line(
    found: ShoppingList, line: Line, errand: Errand, day: int, with_dishes: bool
) -> Iterator[Paragraph]:
    """Yield what to buy, and in smaller letters what it is for and what is left."""
    words = f"□ {line.name}: {packs_words(line, errand.packs[day])}"
    days = [short_day(one, found.start) for one in line.days if errand.is_for(one, day)]
    uses = uses_words(line, errand, day, found.start) if with_dishes else f"for {', '.join(days)}"
    more = (
        "" if line.unit.staple else uses,
        keeping_words(line, errand, found.start),
        left_words(line),
    )
    below = "; ".join(filter(None, more))
    yield Paragraph(words, keep=bool(below))
    if below:
        yield Paragraph(below, "", 0.72, 4.5)
