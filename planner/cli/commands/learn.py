"""``planner learn``."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.files import check_writable, write_output
from planner.cli.grouping import takes_groups
from planner.cli.option_groups import PersonOptions
from planner.cli.options import OUTPUT, Avoid, Diet, Output, Standard
from planner.cli.reading import ask_if_any
from planner.cli.tables import print_notes
from planner.errors import InputError
from planner.formats.knowledge_pages import PAGE_FORMATS
from planner.nutrition.knowledge.pages import learn_pages
from planner.request.plan_request import targets_of


@takes_groups
def learn(
    *,
    topic: Annotated[
        str | None,
        typer.Argument(help="A topic or nutrient, such as magnesium; without one, all topics."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Foods in each ranking.")] = 10,
    diet: Diet = None,
    avoid: Avoid = None,
    who: PersonOptions,
    standard: Standard = None,
    form: Annotated[
        str,
        typer.Option("--format", help="Format: markdown, json or csv.", rich_help_panel=OUTPUT),
    ] = "markdown",
    output: Output = None,
) -> None:
    """Print what is known about nutrients, twitching and when to see a doctor, with sources.

    For a person, foods are ranked against their own targets.
    """
    check_writable(output)
    asked = ask_if_any(who.profile, **who.given(), diet=diet, avoid=avoid, standard=standard)
    request = asked.request() if asked else None
    pages = learn_pages(
        topic,
        targets=targets_of(request) if request else None,
        diet=request.diet if request else diet or "omnivore",
        avoid=request.avoid if request else tuple(avoid or ()),
        top=top,
    )
    if form not in PAGE_FORMATS:
        raise InputError(f"--format {form}: allowed are {', '.join(PAGE_FORMATS)}")
    write_output(PAGE_FORMATS[form](pages), output)
    if asked:
        print_notes(asked)
