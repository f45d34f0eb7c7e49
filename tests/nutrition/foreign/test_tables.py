"""Tables of other programs: encodings, separators, and rows that do not fit."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.nutrition.foreign.tables import read_foreign_table

TEXT = "day;food;note\n1;Müsli, roh;\n\n2;Öl;x;;\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(codec: str) -> None:
    """The same table is read from every encoding; blank rows and cells beyond it are left out."""
    table = read_foreign_table(TEXT.encode(codec), "f")
    assert table.header == ("day", "food", "note")
    assert table.rows == [(2, ["1", "Müsli, roh", ""]), (4, ["2", "Öl", "x"])]
    assert "cells separated by semicolons" in table.notes


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"a,b\n1\n2,3,4\n", "row 2: 1 cells, but the header has 2.*\n.*row 3: 3 cells"),
        (b"a,a\n1,2\n", "there are two columns 'a'"),
        (b'a,b\n"1,2\n', "is not a table"),
        (b"a,b\n1,\x00\n", "control character"),
        (b"a,b\n1," + b"x" * 3000, "a cell of 3000 letters"),
        (b"\xff\xfea", "is not UTF-16 text"),
    ],
)
def test_refusals(content: bytes, words: str) -> None:
    """What is no table is refused with its place."""
    with pytest.raises(InputError, match=words):
        read_foreign_table(content, "f")
