"""``planner foods``."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.files import check_writable
from planner.cli.grouping import takes_groups
from planner.cli.option_groups import PersonOptions
from planner.cli.options import Avoid, Diet, Output, Standard, TableForm
from planner.cli.reading import ask_if_any
from planner.cli.tables import print_notes, write_table
from planner.errors import InputError
from planner.nutrition.knowledge.search import find_foods
from planner.nutrition.people.conditions import care_problems
from planner.request.plan_request import targets_of


@takes_groups
def foods(
    *,
    search: Annotated[str, typer.Option(help="Words that the name must contain.")] = "",
    nutrient: Annotated[
        str | None, typer.Option(help="Nutrient id: list the richest foods first.")
    ] = None,
    per: Annotated[
        str | None, typer.Option(help="Rank by 100g (default), serving or 100kcal.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="List at most this many foods.")] = None,
    diet: Diet = None,
    avoid: Avoid = None,
    who: PersonOptions,
    standard: Standard = None,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Print the food table: filtered, or ranked by a nutrient.

    For a person, it adds the share of their target that a serving supplies, in percent.
    """
    check_writable(output)
    circumstances = _checked_care(who.condition or [], who.medication or [])
    asked = ask_if_any(
        who.profile, no_person=("diet", "avoid", "condition", "medication"),
        **who.given(), diet=diet, avoid=avoid, standard=standard,
    )  # fmt: skip
    request = asked.request() if asked else None
    if asked:
        circumstances = (*asked.person.conditions, *asked.person.medications)
    frame = find_foods(
        search=search,
        diet=request.diet if request else diet or "omnivore",
        avoid=request.avoid if request else tuple(avoid or ()),
        nutrient=nutrient,
        per=per,
        targets=targets_of(request) if request else None,
        top=top,
        circumstances=circumstances,
    )
    write_table(frame, form, output)
    if asked:
        print_notes(asked)


def _checked_care(conditions: list[str], medications: list[str]) -> tuple[str, ...]:
    """Return the ids of conditions and medicines.

    Raises
    ------
    InputError
        If one is unknown, or two contradict each other.
    """
    problems = care_problems(conditions, medications)
    if problems:
        raise InputError("\n".join(problems))
    return (*conditions, *medications)
