"""Tables on standard output or in a file, and notes about the person they are for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from planner.cli.files import write_output
from planner.cli.reading import Asked
from planner.errors import InputError
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.people.body_mass import weight_notes
from planner.nutrition.people.clinical_messages import clinical_messages
from planner.nutrition.people.guided_targets import guide_sentences
from planner.nutrition.people.nutrient_advice import nutrient_advice, uncovered_note
from planner.request.plan_request import targets_of

if TYPE_CHECKING:
    import pandas as pd

TABLE_FORMS = ("csv", "json")


def check_table_form(form: str) -> None:
    """Refuse a format that tables cannot be written in; raises InputError."""
    if form not in TABLE_FORMS:
        raise InputError(f"--format {form}: allowed are csv and json")


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[str | float | None]],
    form: str,
    output: Path | None,
) -> None:
    """Write rows of text and figures as CSV or JSON; an unknown figure (None) is empty or null.

    Raises
    ------
    InputError
        If there is no such format, or the file cannot be written.
    """
    check_table_form(form)
    if form == "json":
        records = [
            {
                name: round(cell, 6) if isinstance(cell, float) else cell
                for name, cell in zip(columns, row, strict=True)
            }
            for row in rows
        ]
        write_output(_as_json(records), output)
        return
    cells = [
        [safe_text(cell) if isinstance(cell, str) else write_number(cell, 6) for cell in row]
        for row in rows
    ]
    write_output(write_csv(columns, cells), output)


def write_table(frame: pd.DataFrame, form: str, output: Path | None) -> None:
    """Write a table as CSV or JSON; unknown figures (NaN) are empty or null.

    Raises
    ------
    InputError
        As `write_rows`.
    """
    check_table_form(form)
    if form == "json":
        records = json.loads(frame.to_json(orient="records", double_precision=6))
        write_output(_as_json(records), output)
        return
    columns = [
        frame[name] if frame[name].dtype.kind in "iuf" else frame[name].map(str)
        for name in frame.columns
    ]
    write_rows(list(frame.columns), zip(*columns, strict=True), form, output)


def _as_json(records: Sequence[Mapping[str, object]]) -> str:
    return json.dumps(records, indent=2, ensure_ascii=False) + "\n"


def print_notes(asked: Asked) -> None:
    """Print on standard error what the person's conditions and medicines change."""
    targets = targets_of(asked.request())
    notes = (
        *clinical_messages(targets),
        *guide_sentences(targets),
        *(note.sentence for note in weight_notes(asked.person, targets.standard)),
    )
    for message in notes:
        typer.echo(f"note: {message}", err=True)


def print_nutrient_notes(asked: Asked) -> None:
    """Print on standard error what to do about nutrients, and which have no targets here."""
    advice = nutrient_advice(targets_of(asked.request()), None)
    sentences = (note.sentence for note in advice)
    for message in (*sentences, uncovered_note(with_reasons=True)):
        typer.echo(f"note: {message}", err=True)
