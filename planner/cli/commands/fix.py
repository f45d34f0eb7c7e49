"""``planner fix``."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.commands.check import DiaryFile, DiaryOptions
from planner.cli.files import check_writable, form_of, write_output
from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import OUTPUT, Output, one_of
from planner.errors import NoPlanError
from planner.formats.fix_files import FIX_FORMS, answer_words, conflict_words, day_words
from planner.planning.diary_fix import MOST_CHANGES, USUAL_CHANGES, DiaryFix, fix_diary

_CHANGES = "Changes"
AtMost = Annotated[
    int,
    typer.Option(
        "--at-most",
        metavar="N",
        help=f"Most changes of a day, 1 to {MOST_CHANGES}; 1, 2, ... N are tried.",
        rich_help_panel=_CHANGES,
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="MEAL|FOOD ...",
        help="What stays as it is: meals, ids of foods or words of their names.",
        rich_help_panel=_CHANGES,
    ),
]
FixFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"Format: {one_of(FIX_FORMS)}; by default told by the ending of --output, else csv.",
        rich_help_panel=OUTPUT,
    ),
]


@takes_groups
def fix(
    *,
    diary_file: DiaryFile,
    rows: DiaryOptions,
    who: PersonOptions,
    fare: DietOptions,
    target: TargetOptions,
    own: OwnItems,
    at_most: AtMost = USUAL_CHANGES,
    keep: Keep = None,
    form: FixFormat = None,
    output: Output = None,
) -> None:
    """Find the smallest changes of eaten days that meet a person's targets.

    The best with 1, 2, 3 ... changes; each day is changed by itself. Foods that are not sure are
    asked about first. Exits with 3 if the targets of a day do not hold together however much is
    changed.
    """
    chosen = form_of(form, output, FIX_FORMS)
    check_writable(output)
    request = who.with_diet(fare).request(**request_fields(own, target))
    diary = rows.read(diary_file, own.catalog.foods)
    found = fix_diary(
        diary, request, at_most=at_most, keep=tuple(keep or ()), takes_unsure=rows.count_unsure
    )
    write_output(FIX_FORMS[chosen].write(found), output)
    _say(found)
    clashes = [f"{day.day}: {conflict_words(day)}" for day in found.days if day.conflict]
    if clashes:
        raise NoPlanError("\n".join(clashes))


def _say(found: DiaryFix) -> None:
    """Say on standard error what each day misses and each answer reaches."""
    for day in found.days:
        typer.echo(f"{day.day}: {day_words(day)}", err=True)
        for answer in day.answers:
            typer.echo(f"  {len(answer.change.changes)}: {answer_words(answer)}", err=True)
        for note in day.notes:
            typer.echo(f"  note: {note}", err=True)
    for one in found.questions:
        words = f"note: {one.row.food} counts as {one.suggestion}, which is not sure ({one.why})"
        typer.echo(words, err=True)
