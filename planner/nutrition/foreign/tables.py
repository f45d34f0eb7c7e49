"""Read tables (CSV) that other programs wrote: separator and header are found, and said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.errors import InputError
from planner.nutrition.foreign.text import decode_cautiously, shown
from planner.nutrition.user_tables import Faults

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_LETTERS = 2_000  # in a cell
_MOST_FAULTS = 20


@dataclass(frozen=True)
class ForeignTable:
    """A table of stripped text cells.

    Attributes
    ----------
    place : str
        Name of the file in messages.
    header : tuple of str
        Column names, each once.
    rows : list of (int, list of str)
        Row number as in a spreadsheet (the header is row 1), and one cell for each column.
    separator : str
        What parts the cells.
    notes : tuple of str
        How the file was read where it does not prove it.
    """

    place: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    separator: str = ","
    notes: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield row number and cells by column name."""
        return ((row, dict(zip(self.header, cells, strict=True))) for row, cells in self.rows)

    def cells(self, columns: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Yield row number and text of the cells of some columns."""
        wanted = [self.header.index(name) for name in columns if name in self.header]
        return ((row, cells[index]) for row, cells in self.rows for index in wanted)

    def at(self, row: int, column: str) -> str:
        """Return the place of a cell in words."""
        return f"{self.place}, row {row}, column {column}"


def separator_of(line: str) -> str:
    """Return the separator of a header line: the mark that gives the most cells."""
    counts = {mark: len(_cells_of(line, mark)) for mark in SEPARATORS}
    return max(counts, key=lambda mark: counts[mark])  # the first of equals: the comma


def _cells_of(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def read_foreign_table(content: bytes, place: str) -> ForeignTable:
    """Read a CSV file with its first row as header.

    Parameters
    ----------
    content : bytes
        The whole file.
    place : str
        Its name in messages.

    Raises
    ------
    InputError
        If it is no text, no table, too large, has two columns of one name, or a row with more or
        fewer cells than the header.
    """
    found = decode_cautiously(content, place)
    lines = found.text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = separator_of(first)
    notes = [found.note] if found.note else []
    if separator != ",":
        notes.append(f"cells separated by {SEPARATORS[separator]}")
    return table_of(_records(found.text, separator, place), place, separator, notes)


def _records(text: str, separator: str, place: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(
                f"{place}, line {reader.line_num}: is not a table: {error}; is the file cut off, "
                "or a quotation mark left open?"
            ) from None
        if cells is None:
            return
        yield number, [cell.strip() for cell in cells]


def table_of(
    records: Iterable[tuple[int, list[str]]],
    place: str,
    separator: str = ",",
    notes: Sequence[str] = (),
) -> ForeignTable:
    """Return a table of records, the first that is not blank as header; errors as above."""
    faults = Faults()
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, cells in records:
        if not any(cells):
            continue
        if not header:
            header = _header(cells, number, place)
            continue
        if len(rows) >= MOST_ROWS:
            raise InputError(f"{place}: more than {MOST_ROWS} rows, the limit; split the file")
        fault = _fit(cells, len(header))
        if fault:
            faults.add(f"{place}, row {number}: {fault}")
        if len(faults.messages) >= _MOST_FAULTS:
            break
        rows.append((number, cells))
    if faults:
        raise faults.as_error()
    if not header:
        raise InputError(f"{place}: the file is empty; it needs a header and rows")
    return ForeignTable(place, tuple(header), rows, separator, tuple(notes))


def _header(cells: list[str], number: int, place: str) -> list[str]:
    """Return the column names without empty ones at the end."""
    names = list(cells)
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise InputError(f"{place}, row {number}: {len(names)} columns; at most {MOST_COLUMNS}")
    for name in names:
        if name and names.count(name) > 1:
            raise InputError(
                f"{place}, row {number}: there are two columns {shown(name)}; remove or rename one"
            )
    return names


def _fit(cells: list[str], width: int) -> str:
    """Cut empty cells beyond the last column; return the fault of a row, or nothing."""
    while len(cells) > width and not cells[-1]:
        cells.pop()
    long = next((cell for cell in cells if len(cell) > MOST_LETTERS), None)
    if long is not None:
        return f"a cell of {len(long)} letters ({shown(long)}); at most {MOST_LETTERS}"
    if len(cells) == width:
        return ""
    return (
        f"{len(cells)} cells, but the header has {width}; put text with a separator in double "
        "quotes; is the file cut off?"
    )
