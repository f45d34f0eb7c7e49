"""Tables on standard output or in a file, and notes about the person they are for."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import typer

from planner.cli.files import write_output
from planner.cli.reading import Asked
from planner.errors import InputError
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.people.clinical import effects_for

TABLE_FORMS = ("csv", "json")


def check_table_form(form: str) -> None:
    """Refuse a format that tables cannot be written in; raises InputError."""
    if form not in TABLE_FORMS:
        raise InputError(f"--format {form}: allowed are csv and json")


def write_table(frame: pd.DataFrame, form: str, output: Path | None) -> None:
    """Write a table as CSV or JSON; unknown figures are empty or null.

    Raises
    ------
    InputError
        If there is no such format, or the file cannot be written.
    """
    check_table_form(form)
    numeric = {name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])}
    if form == "json":
        records = json.loads(frame.to_json(orient="records", double_precision=6))
        text = json.dumps(records, indent=2, ensure_ascii=False) + "\n"
    else:
        rows = [
            [
                write_number(cell, 6) if name in numeric else safe_text(str(cell))
                for name, cell in zip(frame.columns, row, strict=True)
            ]
            for row in frame.itertuples(index=False)
        ]
        text = write_csv(list(frame.columns), rows)
    write_output(text, output)


def print_notes(asked: Asked) -> None:
    """Print on standard error what the person's conditions and medicines change."""
    for message in effects_for(asked.person).messages:
        typer.echo(f"note: {message}", err=True)
