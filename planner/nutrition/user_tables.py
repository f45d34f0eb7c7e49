"""Read a user's CSV file as text cells and collect its faults with their places."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike, fspath

from planner.errors import DataError, InputError, nearest
from planner.nutrition.user_files import TABLE_BYTES, read_text

_MAX_LISTED = 50


@dataclass
class Faults:
    """Collects faults so that one error can report all of them."""

    messages: list[str] = field(default_factory=list)

    def add(self, message: str) -> None:
        """Add one fault."""
        self.messages.append(message)

    def __bool__(self) -> bool:
        return bool(self.messages)

    def as_error(self) -> DataError:
        """Return the error that lists the faults, one on each line, at most 50."""
        lines = self.messages[:_MAX_LISTED]
        more = len(self.messages) - len(lines)
        return DataError("\n".join([*lines, f"and {more} more faults"] if more else lines))


@dataclass(frozen=True)
class TextTable:
    """A table of stripped text cells.

    Attributes
    ----------
    label : str
        Name of the file in messages.
    header : tuple of str
        Column names; empty for a column without a name.
    rows : list of (int, list of str)
        Row number as in a spreadsheet (the header is row 1), and one cell for each column.
    """

    label: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield row number and cell of one column; raises ValueError if it does not exist."""
        index = self.header.index(name)
        return ((row, cells[index]) for row, cells in self.rows)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield row number and cells by column name."""
        return ((row, dict(zip(self.header, cells, strict=True))) for row, cells in self.rows)

    def place(self, row: int, column: str) -> str:
        """Return the place of a cell in words."""
        return f"{self.label}, row {row}, column {column}"


def read_text_table(
    path: str | PathLike[str],
    required: tuple[str, ...],
    faults: Faults,
    place: str = "",
    *,
    may_be_empty: bool = False,
) -> TextTable | None:
    """Read a CSV file as a table; add its faults and return None if there are any.

    It is stricter than pandas, which renames duplicate columns and shifts rows with too many
    cells: either would change the user's problem without notice.

    Parameters
    ----------
    path : path
        The file.
    required : tuple of str
        Columns that must exist.
    faults : Faults
        Collects the faults.
    place : str
        Name of the file in messages; its path if empty.
    may_be_empty : bool
        Whether a table may have a header only.
    """
    label = place or fspath(path)
    try:
        records = _read_records(path, label)
    except InputError as error:
        faults.add(str(error))
        return None
    table = TextTable(label, tuple(records[0][1]), records[1:])
    known = len(faults.messages)
    _check_header(table, required, faults)
    if not table.rows and not may_be_empty:
        faults.add(f"{label}: no row follows the header; at least one is needed")
    for row, cells in table.rows:
        # Spreadsheets often write empty cells beyond the last column.
        while len(cells) > len(table.header) and not cells[-1]:
            cells.pop()
        if len(cells) != len(table.header):
            faults.add(
                f"{label}, row {row}: {len(cells)} cells, but the header has {len(table.header)}; "
                "put text with a comma in double quotes, and write a comma for an empty cell"
            )
    return None if len(faults.messages) > known else table


def _read_records(path: str | PathLike[str], place: str) -> list[tuple[int, list[str]]]:
    """Return the non-blank records with their row numbers; raises InputError if there are none."""
    text = read_text(path, TABLE_BYTES, place)
    if "\0" in text:
        raise InputError(f"{place}: is not a text file; save it as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records = [(row, [cell.strip() for cell in cells]) for row, cells in enumerate(reader, 1)]
    except csv.Error as error:
        raise InputError(f"{place}: is not a CSV table (line {reader.line_num}: {error})") from None
    filled = [(row, cells) for row, cells in records if any(cells)]
    if not filled:
        raise InputError(f"{place}: the file is empty; it needs a header and rows")
    return filled


def _check_header(table: TextTable, required: tuple[str, ...], faults: Faults) -> None:
    if len(table.header) == 1 and any(mark in table.header[0] for mark in ";\t"):
        faults.add(f"{table.label}, row 1: the cells must be separated by commas")
        return
    names = [name for name in table.header if name]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.add(f"{table.label}, row 1: there are two columns {name!r}; remove or rename one")
    for name in required:
        if name not in names:
            like = nearest(name, names, most=1, cutoff=0.6)
            hint = f"is it {like[0]!r}? then rename that" if like else "add it"
            faults.add(f"{table.label}, row 1: there is no column {name!r}; {hint}")
