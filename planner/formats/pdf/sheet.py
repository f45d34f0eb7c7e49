"""A document in A4 landscape: its fonts, its foot line, and text in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from planner.formats.pdf.fonts import (
    FAMILY,
    FONT_VARIABLE,
    MISSING,
    MORE,
    SIGNS,
    Files,
    is_shaped,
    letters_of,
    scripts_of,
    users_font,
)
from planner.planning.plan import MEDICAL_NOTE

MARGIN = 8.0
FOOT = 10.0  # mm kept free at the foot of a page for its line
LEADING = 0.45  # mm of line height per point of size
_GREY = 110
# Ligatures of Latin letters would hide them from a search.
_FEATURES = {"liga": False, "kern": True}


class Sheet(FPDF):
    """A document of pages.

    Parameters
    ----------
    files : dict of (str, str) to Path
        The font files by family and style; see `planner.formats.pdf.fonts.font_files`.

    Attributes
    ----------
    lacking : set of str
        Letters of the text that no font has.
    """

    def __init__(self, files: Files) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(False)
        self.set_title("Steadyplate")
        self.set_lang("en")
        self.lacking: set[str] = set()
        self._usual = letters_of(files[FAMILY, ""]) | {ord("\n")}
        self._letters = self._usual | letters_of(files[SIGNS, ""])
        for (family, style), path in files.items():
            self.add_font(family, style, path)
        self._others = [SIGNS]
        if (more := users_font()) is not None:
            self.add_font(MORE, "", more)
            self._letters |= letters_of(more)
            self._others.append(MORE)
        self.set_font(FAMILY, size=9)

    @property
    def bottom(self) -> float:
        """Where the text of a page ends, mm from its top."""
        return float(self.h) - FOOT

    @property
    def room(self) -> float:
        """What is left of the page, mm."""
        return self.bottom - float(self.y)

    @property
    def is_at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return float(self.y) <= float(self.t_margin)

    @property
    def text_width(self) -> float:
        """Width between the margins, mm."""
        return float(self.epw)

    def footer(self) -> None:
        """Write the medical note and the number of the page."""
        self.set_y(-FOOT + 3)
        self.set_font(FAMILY, size=6)
        self.set_text_color(_GREY)
        self.cell(self.text_width - 10, 4, MEDICAL_NOTE)
        self.cell(10, 4, str(self.page_no()), align="R")
        self.set_text_color(0)

    def shown(self, text: str) -> str:
        """Return text with a box for each letter that no font has, and note these letters."""
        lacking = {
            letter for letter in text if letter.isprintable() and ord(letter) not in self._letters
        }
        if not lacking:
            return text
        self.lacking |= lacking
        return "".join(MISSING if letter in lacking else letter for letter in text)

    def write_at(
        self, x: float, y: float, width: float, text: str, size: float, *, style: str = ""
    ) -> float:
        """Write a paragraph at a place and return where it ends, mm from the top."""
        words = self._prepared(text, size, style)
        self.set_xy(x, y)
        if words and ord(words[0]) not in self._usual:
            # fpdf2 loses the font of later lines where the first letter is of another font.
            self.cell(0.01, size * LEADING, " ")
            self.set_xy(x, y)
        self.multi_cell(
            width, size * LEADING, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        return float(self.y)

    def height_of(self, width: float, text: str, size: float, style: str = "") -> float:
        """Return the height of a paragraph, mm."""
        words = self._prepared(text, size, style)
        lines: Any = self.multi_cell(
            width, size * LEADING, words, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return max(len(lines), 1) * size * LEADING

    def _prepared(self, text: str, size: float, style: str) -> str:
        """Set the font for a text and return it as shown; only few texts need other fonts."""
        self.set_font(FAMILY, style, size)
        words = self.shown(text)
        is_usual = all(ord(letter) in self._usual for letter in words)
        self.set_fallback_fonts([] if is_usual else self._others, exact_match=False)
        self.set_text_shaping(use_shaping_engine=is_shaped(words), features=_FEATURES)
        return words

    def heading(self, title: str, words: str = "") -> None:
        """Write the heading of a section, with a line of words below it."""
        self.write_at(MARGIN, self.y, self.text_width, title, 14, style="B")
        if words:
            self.write_at(MARGIN, self.y, self.text_width, words, 7.5)
        self.set_y(self.y + 1.5)

    def heading_height(self, words: str = "") -> float:
        """Return the height of such a heading, mm."""
        below = self.height_of(self.text_width, words, 7.5) if words else 0.0
        return 14 * LEADING + below + 1.5

    def lacking_words(self) -> str:
        """Say which letters are shown as boxes, and what to do about it; empty if none."""
        if not self.lacking:
            return ""
        count = len(self.lacking)
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(self.lacking)[:12])
        return (
            f"{count} letter{'s' if count > 1 else ''} that the font lacks "
            f"({', '.join(scripts_of(self.lacking))}: {codes}{' …' if count > 12 else ''}) "
            f"{'are' if count > 1 else 'is'} shown as {MISSING}; "
            f"set {FONT_VARIABLE} to a font file that has them"
        )


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
