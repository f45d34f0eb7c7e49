"""Decode the text of a file whose encoding nobody states."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from planner.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SAMPLE = 4_000  # bytes looked at to recognise UTF-16 without its mark
_LEAST_NULLS = 0.3  # share of null bytes at every second place in Western UTF-16 text
SHOWN = 60  # letters of a user's value that a message shows


@dataclass(frozen=True)
class Decoded:
    """Text, and how it was read.

    Attributes
    ----------
    text : str
        Without byte order mark; line ends as in the file.
    encoding : str
        Name of the encoding.
    note : str
        The choice in words, if the file does not prove it; else empty.
    """

    text: str
    encoding: str
    note: str = ""


def shown(value: str) -> str:
    """Return a user's value for a message: quoted, cut at 60 letters, control characters shown."""
    cut = value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
    return repr(cut)


def decode_cautiously(content: bytes, place: str) -> Decoded:
    """Decode UTF-8, UTF-16 or Windows-1252 (which holds Latin-1).

    Raises
    ------
    InputError
        If it is none of them, or holds control characters that no text has.
    """
    found = _decode(content, place)
    bad = _CONTROL.search(found.text)
    if bad:
        line = found.text.count("\n", 0, bad.start()) + 1
        raise InputError(
            f"{place}, line {line}: holds the control character {bad[0]!r}, so it is not a text "
            "file; export it again as CSV"
        )
    return found


def _decode(content: bytes, place: str) -> Decoded:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return Decoded(_strict(content, codec, name, place), name)
    sample = content[:_SAMPLE]
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if len(half) > 1 and half.count(0) > _LEAST_NULLS * len(half):
            return Decoded(
                _strict(content, codec, "UTF-16", place),
                "UTF-16",
                "read as UTF-16 text without a byte order mark",
            )
    try:
        return Decoded(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        text = _strict(content, "cp1252", "UTF-8 or Windows-1252", place)
        return Decoded(text, "Windows-1252", "is not UTF-8: read as Windows-1252 (Latin-1) text")


def _strict(content: bytes, codec: str, name: str, place: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{place}: is not {name} text (line {line}, byte {error.start}); save it as UTF-8"
        ) from None
