"""A document in A4 landscape: its fonts, its foot line, paragraphs and headings."""

from __future__ import annotations

import re
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
_NUMBER = re.compile(r"([\d¼½¾⅓⅔⅛]) (g|kg|ml|l|oz|lb|%|×|USD)(?!\w)")
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
        """Return text with a box for each letter that no font has, and note these letters.

        A number stays on one line with its unit.
        """
        text = _NUMBER.sub("\\1\N{NO-BREAK SPACE}\\2", text)
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
