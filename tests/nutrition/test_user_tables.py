"""A user's CSV table: cells by column name, and every fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import DataError
from planner.nutrition.user_tables import Faults, TextTable, read_text_table


def read(tmp_path: Path, text: str, **options: bool) -> tuple[TextTable | None, Faults]:
    path = tmp_path / "some.csv"
    path.write_text(text, "utf-8")
    faults = Faults()
    return read_text_table(path, ("food", "grams"), faults, "my table", **options), faults


def test_records_are_stripped_cells_with_their_row(tmp_path: Path) -> None:
    """Blank rows are skipped but counted; empty cells past the header are dropped."""
    table, faults = read(tmp_path, "food, grams\nrice ,50\n\n,,,\nbeans,20,,\n")
    assert not faults
    assert table is not None
    assert list(table.records()) == [
        (2, {"food": "rice", "grams": "50"}),
        (5, {"food": "beans", "grams": "20"}),
    ]


def test_a_header_alone_is_a_table_only_where_it_may_be(tmp_path: Path) -> None:
    """A table without rows is a fault unless it may be empty."""
    table, faults = read(tmp_path, "food,grams\n")
    assert table is None
    assert faults.messages == ["my table: no row follows the header; at least one is needed"]
    table, faults = read(tmp_path, "food,grams\n", may_be_empty=True)
    assert table is not None
    assert table.rows == []
    assert not faults


def test_all_faults_of_a_table_are_one_error(tmp_path: Path) -> None:
    """A missing column and a short row are two lines, each with file and row."""
    table, faults = read(tmp_path, "food,Grammes\nrice\n")
    assert table is None
    with pytest.raises(DataError) as caught:
        raise faults.as_error()
    columns, row = str(caught.value).splitlines()
    assert columns.startswith("my table, row 1: there is no column 'grams'; is it 'Grammes'?")
    assert row.startswith("my table, row 2: 1 cells, but the header has 2; ")
