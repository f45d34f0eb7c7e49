"""Find and read the tables of ``data/``; all cells are text."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import DataError, InputError
from planner.nutrition.user_files import decode

if TYPE_CHECKING:
    import pandas as pd

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def data_directory() -> Path:
    """Return the folder of the tables: inside an installed wheel, or at the top of the checkout."""
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if (folder / "nutrients.csv").is_file():
            return folder
    raise DataError(
        f"the data tables are missing: neither {_PACKAGE / '_data'} nor a data/ beside it"
    )


def data_path(name: str) -> Path:
    """Return the path of one table, such as ``"targets/nasem.csv"``."""
    return data_directory() / name


def read_table(name: str) -> pd.DataFrame:
    """Read a CSV table of ``data/`` with every cell as text; an empty cell is the empty string.

    Raises
    ------
    DataError
        If the file is missing, not UTF-8, or not a table.
    """
    return read_csv_text(data_path(name), name)


def read_rows(name: str) -> list[dict[str, str]]:
    """Read a CSV table of ``data/`` as rows of text cells by column name.

    Raises
    ------
    DataError
        As `read_table`, and if a row has more or fewer cells than the header.
    """
    with _named(name):
        lines = csv.reader(
            io.StringIO(decode(data_path(name).read_bytes(), name), newline=""), strict=True
        )
        header = next(lines, None)
        if not header:
            raise DataError(f"{name}: not a CSV table: it is empty")
        rows = []
        for cells in lines:
            if cells and len(cells) != len(header):
                raise DataError(
                    f"{name}: not a CSV table: line {lines.line_num} has {len(cells)} cells, the "
                    f"header has {len(header)}"
                )
            if cells:  # skip blank lines
                rows.append(dict(zip(header, cells, strict=True)))
    return rows


def read_csv_text(path: Path, label: str) -> pd.DataFrame:
    """Read any CSV file as text cells; `label` names it in messages.

    Raises
    ------
    DataError
        If the file is missing, unreadable, not UTF-8, or not a table.
    """
    import pandas as pd  # noqa: PLC0415 - slow; commands that need only rows start without it

    with _named(label):
        text = decode(path.read_bytes(), label)
        try:
            return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise DataError(f"{label}: not a CSV table: {error}") from None


@contextmanager
def _named(label: str) -> Iterator[None]:
    """Convert errors of reading a table into a DataError that names it."""
    try:
        yield
    except OSError as error:
        raise DataError(f"{label}: cannot be read: {error.strerror}") from None
    except InputError as error:
        raise DataError(str(error)) from None
    except csv.Error as error:
        raise DataError(f"{label}: not a CSV table: {error}") from None


def read_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of ``data/``.

    Raises
    ------
    DataError
        If the file is missing or not TOML.
    """
    try:
        with data_path(name).open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"data/{name}: {error}") from None


def split_list(cell: str) -> tuple[str, ...]:
    """Split a ``;``-separated cell into its names; an empty cell has none."""
    return tuple(name for name in cell.split(";") if name)


def app_path() -> Path:
    """Return the Streamlit entry file: inside an installed wheel, or at the top of the checkout."""
    installed = _PACKAGE / "_app.py"
    return installed if installed.is_file() else _PACKAGE.parent / "app.py"
