"""The fonts of PDF files: letters of most scripts, embedded, and one font more if asked.

FiraGO (SIL Open Font License, of the package ``pymupdf-fonts``) holds Latin, Greek, Cyrillic,
Arabic, Hebrew, Georgian, Thai and Devanagari letters, Noto Sans Symbols 2 of the same package the
boxes. Chinese, Japanese and Korean need a font of the user's, whose file `FONT_VARIABLE` names.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont, TTLibError
from pymupdf_fonts import myfont

from planner.errors import InputError

FONT_VARIABLE = "PLANNER_PDF_FONT"
FAMILY = "FiraGO"
SIGNS, MORE = "signs", "more"  # the families of the boxes and of the user's font
MISSING = "□"  # stands for a letter that no font has
_CODES = {(FAMILY, ""): "figo", (FAMILY, "B"): "figbo", (SIGNS, ""): "symbol2"}
# Of these classes of letters the order or the form depends on their neighbours.
_SHAPED_CLASSES = frozenset({"R", "AL", "AN", "NSM"})

Files = dict[tuple[str, str], Path]
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")


@contextmanager
def font_files() -> Iterator[Files]:
    """Write the fonts to files that last as long as a document is made, by family and style."""
    with TemporaryDirectory(prefix="steadyplate-fonts-") as folder:
        files = {key: Path(folder) / f"{code}.ttf" for key, code in _CODES.items()}
        for key, code in _CODES.items():
            files[key].write_bytes(myfont(code))
        yield files


def is_shaped(text: str) -> bool:
    """Return whether letters of a text change with their neighbours, or run from the right."""
    return any(unicodedata.bidirectional(letter) in _SHAPED_CLASSES for letter in text)


def users_font(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file of the user's font; None if they named none.

    Raises
    ------
    InputError
        If there is no such file, or it is no font.
    """
    given = environment.get(FONT_VARIABLE, "").strip()
    if not given:
        return None
    path = Path(given).expanduser()
    if not path.is_file() or path.suffix.lower() not in _SUFFIXES:
        raise InputError(
            f"{FONT_VARIABLE}: {given} is no font file: name one that ends in "
            f"{', '.join(_SUFFIXES)}, or unset it"
        )
    letters_of(path)
    return path


@cache
def letters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file has.

    Raises
    ------
    InputError
        If it cannot be read as a font.
    """
    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError) as error:
        raise InputError(f"{path} cannot be read as a font: {error}") from None


def scripts_of(letters: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the scripts of letters, as Unicode calls them: ``CJK``, ``Armenian``."""
    names = (unicodedata.name(letter, "unnamed signs").split()[0] for letter in sorted(letters))
    return tuple(
        dict.fromkeys(name if name in ("CJK", "unnamed") else name.title() for name in names)
    )
