"""Text in columns over the pages of a document, in letters as large as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.formats.pdf.sheet import MARGIN, Sheet


def largest_that_fits(sizes: Sequence[float], fits: Callable[[float], bool]) -> float | None:
    """Return the largest of some sizes, given in falling order, that fits; None if none does.

    What fits in some size fits in each smaller one.
    """
    low, high = 0, len(sizes)
    while low < high:
        middle = (low + high) // 2
        if fits(sizes[middle]):
            high = middle
        else:
            low = middle + 1
    return sizes[low] if low < len(sizes) else None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a text in columns.

    Attributes
    ----------
    text : str
        What it says.
    style : str
        ``B`` for bold.
    scale : float
        Its size relative to that of the text.
    indent, before : float
        Space at its left and above it, mm; above it none at the top of a column.
    keep : bool
        Whether it stays in one column with the next one.
    """

    text: str
    style: str = ""
    scale: float = 1.0
    indent: float = 0.0
    before: float = 0.0
    keep: bool = False


@dataclass(frozen=True)
class Columns:
    """Text set in columns of one page or several.

    Attributes
    ----------
    paragraphs : tuple of Paragraph
        The text.
    size : float
        Size of the letters, points.
    heights : tuple of float
        Height of each paragraph without the space above it, mm.
    """

    paragraphs: tuple[Paragraph, ...]
    size: float
    heights: tuple[float, ...]

    def places(self, first: int, height: float) -> list[tuple[int, float]]:
        """Return column and y of the paragraphs from one on, in columns of some height.

        A column holds at least one paragraph, also where that is higher.
        """
        found: list[tuple[int, float]] = []
        column, y = 0, 0.0
        for start, end in self._runs(first):
            whole = sum(
                self._step(number, number == start and not y) for number in range(start, end)
            )
            if y and y + whole > height:
                column, y = column + 1, 0.0
            for number in range(start, end):
                gap = self.paragraphs[number].before if y else 0.0
                if y and y + gap + self.heights[number] > height:
                    column, y, gap = column + 1, 0.0, 0.0
                found.append((column, y + gap))
                y += gap + self.heights[number]
        return found

    def _step(self, number: int, at_top: bool) -> float:
        return self.heights[number] + (0.0 if at_top else self.paragraphs[number].before)

    def _runs(self, first: int) -> list[tuple[int, int]]:
        """Return the runs of paragraphs that stay together, as first and last plus one."""
        runs, start = [], first
        for number in range(first, len(self.paragraphs)):
            if not self.paragraphs[number].keep:
                runs.append((start, number + 1))
                start = number + 1
        if start < len(self.paragraphs):
            runs.append((start, len(self.paragraphs)))
        return runs

    def balanced(self, first: int, count: int, most: float) -> tuple[float, bool]:
        """Return the least height at which the rest fits `count` columns, and whether it does."""
        if self.columns_used(first, most) > count:
            return most, False
        low, high = 0.0, most
        while high - low > 1.0:
            middle = (low + high) / 2
            if self.columns_used(first, middle) > count or self._overfull(first, middle):
                low = middle
            else:
                high = middle
        return high, True

    def _overfull(self, first: int, height: float) -> bool:
        return any(self.heights[number] > height for number in range(first, len(self.heights)))

    def columns_used(self, first: int, height: float) -> int:
        """Return how many columns of some height the paragraphs from one on take."""
        places = self.places(first, height)
        return places[-1][0] + 1 if places else 0


def set_columns(
    sheet: Sheet, paragraphs: Sequence[Paragraph], size: float, width: float
) -> Columns:
    """Return text set in some size for columns of some width, mm."""
    heights = tuple(
        sheet.height_of(width - one.indent, one.text, size * one.scale, one.style)
        for one in paragraphs
    )
    return Columns(tuple(paragraphs), size, heights)


def column_width(sheet: Sheet, count: int, gutter: float) -> float:
    """Return the width of each of some columns on a page, mm."""
    return (sheet.text_width - gutter * (count - 1)) / count


def draw_columns(sheet: Sheet, text: Columns, count: int, gutter: float) -> None:
    """Draw text in columns from the place in hand on; the last page has columns of one height.

    Parameters
    ----------
    sheet : Sheet
        The document; drawing starts at its place and goes on over new pages.
    text : Columns
        The text, set for columns of this width.
    count : int
        Columns on a page.
    gutter : float
        Space between them, mm.
    """
    width, first = column_width(sheet, count, gutter), 0
    while first < len(text.paragraphs):
        top, height = float(sheet.y), sheet.room
        height, _is_last = text.balanced(first, count, height)
        lowest = top
        on_page = [
            (number, column, y)
            for number, (column, y) in enumerate(text.places(first, height), start=first)
            if column < count
        ]
        for number, column, y in on_page:
            one = text.paragraphs[number]
            x = MARGIN + column * (width + gutter) + one.indent
            end = sheet.write_at(
                x, top + y, width - one.indent, one.text, text.size * one.scale, style=one.style
            )
            lowest = max(lowest, end)
        first = on_page[-1][0] + 1
        sheet.set_y(lowest)
        if first < len(text.paragraphs):
            sheet.add_page()
