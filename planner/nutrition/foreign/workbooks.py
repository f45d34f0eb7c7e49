"""Read the sheets of a workbook (XLSX) that another program wrote."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator

from planner.errors import InputError
from planner.nutrition.foreign.tables import MOST_COLUMNS, MOST_ROWS, ForeignTable, table_of

MOST_UNPACKED = 200_000_000  # bytes of all parts of a packed file together
_MOST_PARTS = 1_000
_MOST_SHEETS = 50


def check_packed(content: bytes, place: str) -> zipfile.ZipFile:
    """Open a ZIP file (a workbook is one) that is small enough when unpacked.

    Raises
    ------
    InputError
        If it is no ZIP file, or unpacks to more than `MOST_UNPACKED` bytes.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(f"{place}: cannot be unpacked ({error}); export it again") from None
    parts = packed.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputError(
            f"{place}: unpacks to more than {MOST_UNPACKED // 1_000_000} MB or {_MOST_PARTS} parts"
        )
    return packed


def unpack(packed: zipfile.ZipFile, name: str, most_bytes: int, place: str) -> bytes:
    """Return one part of a ZIP file.

    Raises
    ------
    InputError
        If there is none of this name, or it is damaged or too large.
    """
    try:
        with packed.open(name) as part:
            content = part.read(most_bytes + 1)
    except Exception as error:  # a damaged ZIP file raises errors of many kinds (zlib, struct, …)
        raise InputError(f"{place}: its part {name} cannot be unpacked ({error})") from None
    if len(content) > most_bytes:
        raise InputError(f"{place}: its part {name} is larger than {most_bytes // 1_000_000} MB")
    return content


def read_sheets(content: bytes, place: str) -> dict[str, ForeignTable]:
    """Return the sheets of a workbook by name, each with its first row as header.

    A cell that is a date becomes text of the form 2026-11-02; one with a formula is its last value.
    Sheets without a row are left out.

    Raises
    ------
    InputError
        If it is no workbook, or a sheet is no table.
    """
    check_packed(content, place)
    # openpyxl is slow to import, and most diaries are no workbooks.
    from openpyxl import load_workbook  # noqa: PLC0415

    found: dict[str, ForeignTable] = {}
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        for sheet in sheets[:_MOST_SHEETS]:
            if hasattr(sheet, "reset_dimensions"):
                sheet.reset_dimensions()  # the size that a sheet states may be wrong
            rows = list(_records(sheet.iter_rows(values_only=True)))
            if any(any(cells) for _, cells in rows):
                found[sheet.title] = table_of(rows, f"{place}, sheet {sheet.title}")
    except InputError:
        raise
    except Exception as error:  # a damaged workbook raises errors of many kinds inside openpyxl
        kind = type(error).__name__
        raise InputError(
            f"{place}: is no workbook that can be read ({kind}); save it again"
        ) from None
    return found


def _records(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, list[str]]]:
    for number, values in enumerate(rows, start=1):
        if number > MOST_ROWS or len(values) > 4 * MOST_COLUMNS:
            raise InputError(
                f"a sheet has more than {MOST_ROWS} rows or {4 * MOST_COLUMNS} columns"
            )
        yield number, [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        has_time = value.time() != datetime.time()
        return value.isoformat(" ", "minutes") if has_time else value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
