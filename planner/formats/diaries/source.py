"""A diary's file before it is read: its name, its bytes, and the table in it if it is one."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path

from planner.errors import InputError
from planner.nutrition.foods.diary_columns import plain_header
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foreign.tables import ForeignTable, read_foreign_table, separator_of
from planner.nutrition.foreign.text import Decoded, decode_cautiously
from planner.nutrition.foreign.workbooks import check_packed, read_sheets
from planner.nutrition.user_files import EXPORT_BYTES, read_bytes

HEAD_BYTES = 65_536  # what a form is recognised by
XPT_BYTES = 200_000_000  # a survey's file of foods of some 10,000 people


@dataclass(frozen=True)
class Source:
    """A file.

    Attributes
    ----------
    place : str
        Its name, as in messages.
    path : Path or None
        Where it lies; None for bytes that were uploaded.
    given : bytes or None
        Those bytes.
    beside : mapping of str to bytes
        Files uploaded with it, by name.
    foods : FoodTable or None
        The foods whose ids it may name; those of ``data/`` by default.
    """

    place: str
    path: Path | None = None
    given: bytes | None = None
    beside: dict[str, bytes] = field(default_factory=dict)
    foods: FoodTable | None = None

    @classmethod
    def of(cls, path: str | PathLike[str], foods: FoodTable | None = None) -> Source:
        """Return the source of a path."""
        return cls(fspath(path), Path(path), foods=foods)

    @property
    def suffix(self) -> str:
        """The ending of its name in lower case: ``.csv``."""
        return Path(self.place).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first bytes."""
        if self.given is not None:
            return self.given[:HEAD_BYTES]
        assert self.path is not None  # noqa: S101 - either the path or the bytes are given
        try:
            with self.path.open("rb") as file:
                return file.read(HEAD_BYTES)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{self.place}: cannot be read: {reason}; check the path") from None

    def content(self, most_bytes: int = EXPORT_BYTES) -> bytes:
        """Return the whole file; raises InputError if it cannot be read or is too large."""
        if self.given is not None:
            if len(self.given) > most_bytes:
                raise InputError(f"{self.place}: larger than {most_bytes // 1_000_000} MB")
            return self.given
        assert self.path is not None  # noqa: S101 - either the path or the bytes are given
        return read_bytes(self.path, most_bytes, self.place)

    @cached_property
    def is_packed(self) -> bool:
        """Whether it is a ZIP file or a workbook."""
        return self.head.startswith(b"PK\x03\x04")

    @cached_property
    def packed(self) -> zipfile.ZipFile:
        """The parts of a ZIP file; raises InputError if it is none."""
        return check_packed(self.content(), self.place)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of the parts of a ZIP file; empty if it is none or damaged."""
        try:
            return frozenset(self.packed.namelist()) if self.is_packed else frozenset()
        except InputError:
            return frozenset()

    @cached_property
    def sheets(self) -> dict[str, ForeignTable]:
        """The sheets of a workbook; empty if it is none."""
        is_workbook = self.is_packed and "xl/workbook.xml" in self.parts
        return read_sheets(self.content(), self.place) if is_workbook else {}

    @cached_property
    def decoded(self) -> Decoded:
        """The text of the whole file; raises InputError if it is none."""
        return decode_cautiously(self.content(), self.place)

    @cached_property
    def start(self) -> str:
        """The first letters, for recognising a form; empty if it is no text."""
        if self.is_packed:
            return ""
        head = self.head
        if len(head) == HEAD_BYTES:  # the cut may part a letter: end with a whole line
            head = head[: head.rfind(b"\n") + 1] or head
            if head.startswith((b"\xff\xfe", b"\xfe\xff")):
                head = head[: len(head) // 2 * 2]
        try:
            return decode_cautiously(head, self.place).text.lstrip("\ufeff")
        except InputError:
            return ""

    @cached_property
    def header(self) -> frozenset[str]:
        """The column names in the first filled row, as `plain_header` writes them."""
        first = next((line for line in self.start.splitlines() if line.strip()), "")
        try:
            cells = next(csv.reader([first], delimiter=separator_of(first)), [])
        except csv.Error:
            cells = []
        names = {plain_header(cell) for cell in cells}
        for sheet in self.sheets.values():
            names |= {plain_header(cell) for cell in sheet.header}
        return frozenset(names)

    def table(self, needed: Collection[str]) -> ForeignTable:
        """Return the table of a CSV file, or the first sheet of a workbook with some columns.

        Parameters
        ----------
        needed : collection of str
            Columns by which a sheet is chosen, as `plain_header` writes them.

        Raises
        ------
        InputError
            If it is no table, or no sheet has the columns.
        """
        if not self.is_packed:
            return read_foreign_table(self.content(), self.place)
        for sheet in self.sheets.values():
            if set(needed) <= {plain_header(name) for name in sheet.header}:
                return sheet
        columns = ", ".join(sorted(needed))
        raise InputError(
            f"{self.place}: is a packed file without a sheet of these columns: {columns}"
        )

    def sibling(self, name: str) -> bytes | None:
        """Return the bytes of a file of another name beside it; None if there is none."""
        if name in self.beside:
            return self.beside[name]
        if self.path is None:
            return None
        other = self.path.with_name(name)
        return read_bytes(other, EXPORT_BYTES) if other.is_file() else None
