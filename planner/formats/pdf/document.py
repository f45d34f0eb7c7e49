"""Write a document of headings, paragraphs, lists and tables as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from planner.formats.documents import Document, Heading, Items, Paragraph, Table
from planner.formats.pdf.fonts import font_files
from planner.formats.pdf.sheet import LEADING, MARGIN, Sheet

_SIZE, _TABLE_SIZE = 9.0, 7.5
_GAP = 1.0  # mm between blocks, and on each side of a row


def document_as_pdf(document: Document) -> bytes:
    """Return a document as PDF, in A4 landscape.

    Raises
    ------
    InputError
        If the user's font is no font; see `planner.formats.pdf.fonts`.
    """
    with font_files() as files:
        sheet = Sheet(files)
        sheet.add_page()
        sheet.heading(document.title)
        for block in document.blocks:
            if isinstance(block, Heading):
                _room_for(sheet, 25.0)
                sheet.set_y(sheet.y + 2 * _GAP)
                _write(sheet, block.text, 11.0, "B")
            elif isinstance(block, Paragraph):
                _write(sheet, block.text, _SIZE)
            elif isinstance(block, Items):
                for text in block.texts:
                    _write(sheet, f"• {text}", _SIZE)
            else:
                _draw_table(sheet, block)
        if words := sheet.lacking_words():
            _write(sheet, words, _SIZE)
        return bytes(sheet.output())


def _room_for(sheet: Sheet, height: float) -> None:
    """Begin a page if less than a height is left of this one."""
    if sheet.room < height and not sheet.is_at_top:
        sheet.add_page()


def _write(sheet: Sheet, text: str, size: float, style: str = "") -> None:
    _room_for(sheet, sheet.height_of(sheet.text_width, text, size, style))
    sheet.set_y(sheet.write_at(MARGIN, sheet.y, sheet.text_width, text, size, style=style) + _GAP)


def _draw_table(sheet: Sheet, table: Table) -> None:
    """Draw the rows; the head is repeated on each page."""
    whole = sum(table.widths)
    widths = [sheet.text_width * width / whole for width in table.widths]
    _draw_row(sheet, table.head, widths, "B")
    for row in table.rows:
        if _row_height(sheet, row, widths) > sheet.room and not sheet.is_at_top:
            sheet.add_page()
            _draw_row(sheet, table.head, widths, "B")
        _draw_row(sheet, row, widths)
    sheet.set_y(sheet.y + _GAP)


def _row_height(sheet: Sheet, row: Sequence[str], widths: Sequence[float]) -> float:
    heights = [
        sheet.height_of(width - _GAP, text, _TABLE_SIZE) if text else _TABLE_SIZE * LEADING
        for text, width in zip(row, widths, strict=True)
    ]
    return max(heights) + _GAP


def _draw_row(sheet: Sheet, row: Sequence[str], widths: Sequence[float], style: str = "") -> None:
    top, left = float(sheet.y), MARGIN
    height = _row_height(sheet, row, widths)
    for text, width in zip(row, widths, strict=True):
        if text:
            sheet.write_at(left, top, width - _GAP, text, _TABLE_SIZE, style=style)
        left += width
    sheet.set_draw_color(190)
    sheet.line(MARGIN, top + height - _GAP / 3, MARGIN + sheet.text_width, top + height - _GAP / 3)
    sheet.set_y(top + height)
