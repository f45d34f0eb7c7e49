"""``planner targets``, ``foods``, ``learn``, ``diet``, ``check-data`` and ``dashboard``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from planner.cli.files import check_writable, write_output
from planner.cli.option_groups import PersonOptions, takes_groups
from planner.cli.options import Asked, Avoid, Diet, Output, Standard, ask, ask_if_any
from planner.errors import InputError, NoPlanError
from planner.formats.knowledge_pages import PAGE_FORMATS
from planner.formats.spreadsheet_text import safe_text, write_csv, write_number
from planner.nutrition.checks.all_tables import check_all_tables
from planner.nutrition.knowledge.pages import learn_pages
from planner.nutrition.knowledge.search import find_foods
from planner.nutrition.people.clinical import effects_for
from planner.nutrition.people.conditions import care_problems
from planner.optimize.diet_problem import (
    answer_as_csv,
    answer_as_json,
    read_diet_problem,
    solve_diet,
)
from planner.request.plan_request import targets_of

TableForm = Annotated[str, typer.Option("--format", help="csv or json")]


def write_table(frame: pd.DataFrame, form: str, output: Path | None) -> None:
    """Write a table as CSV or JSON, unknown figures empty or null."""
    if form not in ("csv", "json"):
        raise InputError(f"--format {form}: allowed are csv and json")
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


@takes_groups
def targets(
    *,
    who: PersonOptions,
    diet: Diet = None,
    standard: Standard = None,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Print a person's targets, each with its basis and source."""
    check_writable(output)
    asked = ask(who.profile, **who.given(), diet=diet, standard=standard)
    write_table(targets_of(asked.request()).to_frame(), form, output)
    _tell_notes(asked)


@takes_groups
def foods(
    *,
    search: Annotated[str, typer.Option(help="words that the name must hold")] = "",
    diet: Diet = None,
    avoid: Avoid = None,
    nutrient: Annotated[str | None, typer.Option(help="nutrient id: richest first")] = None,
    per: Annotated[str | None, typer.Option(help="rank by 100g (else), serving or 100kcal")] = None,
    top: Annotated[int | None, typer.Option(min=1, help="so many foods only")] = None,
    who: PersonOptions,
    standard: Standard = None,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Print the food table, filtered; with --nutrient the richest foods come first.

    With a person, the percent of their target that a serving gives is added.
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
        _tell_notes(asked)


@takes_groups
def learn(
    *,
    topic: Annotated[
        str | None, typer.Argument(help="a topic or nutrient id; all topics without one")
    ] = None,
    diet: Diet = None,
    avoid: Avoid = None,
    top: Annotated[int, typer.Option(min=1, help="so many foods in each ranking")] = 10,
    who: PersonOptions,
    standard: Standard = None,
    form: Annotated[str, typer.Option("--format", help="markdown, json or csv")] = "markdown",
    output: Output = None,
) -> None:
    """Say what is known about the nutrients, twitching and when to see a doctor, with sources.

    With a person, foods are ranked against their own targets.
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
        _tell_notes(asked)


def _tell_notes(asked: Asked) -> None:
    """Say what the person's conditions and medicines change."""
    for message in effects_for(asked.person).messages:
        typer.echo(f"note: {message}", err=True)


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


def diet(
    foods_file: Annotated[Path, typer.Argument(metavar="FOODS.csv")],
    nutrients_file: Annotated[Path, typer.Argument(metavar="NUTRIENTS.csv")],
    integer: Annotated[bool, typer.Option("--integer", help="whole units of every food")] = False,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Solve the classic cheapest-diet problem on your own two tables."""
    if form not in ("csv", "json"):
        raise InputError(f"--format {form}: allowed are csv and json")
    check_writable(output)
    answer = solve_diet(read_diet_problem(foods_file, nutrients_file), integer=integer)
    if form == "json":
        write_output(answer_as_json(answer), output)
    elif answer.status == "optimal":
        write_output(answer_as_csv(answer), output)
    if answer.status == "optimal":
        typer.echo(f"optimal: cost {answer.objective:.10g}", err=True)
    elif answer.status == "infeasible":
        clash = ", ".join(answer.conflict)
        raise NoPlanError(f"no diet meets all limits; these cannot hold together: {clash}")
    else:
        raise NoPlanError(f"the problem is {answer.status}: some cost is without a lower limit")


def check_data() -> None:
    """Check every table of the project: schema, checksum, cross-references, sanity of units."""
    checked = check_all_tables()
    typer.echo(f"all {checked} tables are in order")


def dashboard(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="port on localhost")] = 8501,
) -> None:
    """Serve the dashboard on http://localhost:PORT."""
    command = [
        sys.executable, "-m", "planner.dashboard",
        "--server.port", str(port), "--server.address", "localhost",
        "--server.headless", "true", "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    raise typer.Exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - fixed words
