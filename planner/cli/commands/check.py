"""``planner check``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.certification.diary_check import check_diary, names_of
from planner.cli.files import check_writable, form_of, write_output
from planner.cli.grouping import Group, request_fields, takes_groups
from planner.cli.option_groups import DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import OUTPUT, Output, one_of
from planner.errors import ShortfallError
from planner.formats.check_files import CHECK_FORMS
from planner.formats.check_report import verdicts
from planner.formats.diaries.registry import FORMS, read_diary
from planner.nutrition.foods.diary import Diary, select_days
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foreign.dates import read_date

_DIARY = "Diary"
DiaryFile = Annotated[
    Path,
    typer.Argument(metavar="DIARY", help="What was eaten: an export of a tracker, or a table."),
]


@dataclass(frozen=True)
class DiaryOptions(Group):
    """How the file is read, and which of its rows."""

    read_as: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="FORM",
            help=f"Form of the file, by default told by its content: {one_of(FORMS)}.",
            rich_help_panel=_DIARY,
        ),
    ] = None
    first: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="First day, 2026-11-30.", rich_help_panel=_DIARY
        ),
    ] = None
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Last day.", rich_help_panel=_DIARY),
    ] = None
    person: Annotated[
        str,
        typer.Option(
            "--person",
            metavar="NAME",
            help="Whose rows, of several people.",
            rich_help_panel=_DIARY,
        ),
    ] = ""
    count_unsure: Annotated[
        bool,
        typer.Option(
            "--count-unsure",
            help="Count a food that is not sure as the one it is most like.",
            rich_help_panel=_DIARY,
        ),
    ] = False

    def request_fields(self) -> dict[str, Any]:
        """Return an empty dict: these options are not fields of the request."""
        return {}

    def read(self, path: Path, foods: FoodTable) -> Diary:
        """Return one person's rows of the days asked for; raises InputError."""
        days = {
            "first": _date(self.first, "--from"),
            "last": _date(self.last, "--to"),
        }
        return select_days(read_diary(path, self.read_as, foods=foods), person=self.person, **days)


CheckFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"Format: {one_of(CHECK_FORMS)}; by default told by the ending of --output, else csv.",
        rich_help_panel=OUTPUT,
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Exit with 3 if anything is below its need.", rich_help_panel=OUTPUT
    ),
]


@takes_groups
def check(
    *,
    diary_file: DiaryFile,
    rows: DiaryOptions,
    who: PersonOptions,
    fare: DietOptions,
    target: TargetOptions,
    own: OwnItems,
    strict: Strict = False,
    form: CheckFormat = None,
    output: Output = None,
) -> None:
    """Check what was eaten, from a tracker or a table, against a person's targets.

    What is not known is never counted as zero: a nutrient is below its need only if that holds
    although part of the food is not known. Exits with 0 if the diary was read.
    """
    chosen = form_of(form, output, CHECK_FORMS)
    check_writable(output)
    asked = who.with_diet(fare)
    request = asked.request(**request_fields(own, target))
    found = check_diary(
        rows.read(diary_file, own.catalog.foods), request, takes_unsure=rows.count_unsure
    )
    write_output(CHECK_FORMS[chosen].write(found), output)
    for words in (*verdicts(found), *(f"note: {note}" for note in found.notes)):
        typer.echo(words, err=True)
    if strict and found.below:
        raise ShortfallError(f"below the need: {names_of(found.below)}")


def _date(text: str | None, option: str) -> datetime.date | None:
    return None if text is None else read_date(text, option, "month")
