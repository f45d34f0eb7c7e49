"""``planner plan`` and ``planner certify``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from planner.certify import certify as judge
from planner.cli.options import (
    Activity,
    Age,
    Avoid,
    Conditions,
    Diet,
    Energy,
    Exclude,
    Height,
    Lactating,
    Medications,
    Output,
    Pregnant,
    Profile,
    Sex,
    Standard,
    Weight,
    ask,
)
from planner.cli.output import check_writable, write_output
from planner.errors import InputError, NoPlanError, unknown_name
from planner.explain import NoCertifiedPlanError
from planner.exports import EXPORTERS
from planner.exports.read_plan import read_plan_csv
from planner.plan import Plan, make_plan
from planner.planning import provable_shortfalls

Form = Annotated[str | None, typer.Option("--format", help=" or ".join(EXPORTERS))]
_SUFFIXES = {".csv": "csv", ".json": "json", ".md": "markdown"}


def plan(
    sex: Sex = None,
    age: Age = None,
    height: Height = None,
    weight: Weight = None,
    activity: Activity = None,
    pregnant: Pregnant = None,
    lactating: Lactating = None,
    energy: Energy = None,
    condition: Conditions = None,
    medication: Medications = None,
    profile: Profile = None,
    diet: Diet = None,
    avoid: Avoid = None,
    exclude: Exclude = None,
    standard: Standard = None,
    days: Annotated[int, typer.Option(help="days to plan; this version plans one")] = 1,
    seed: Annotated[int, typer.Option(help="another seed gives another day, equally good")] = 1,
    objective: Annotated[str | None, typer.Option(help="balanced or cheapest")] = None,
    supplements: Annotated[str, typer.Option(help="none: plans are of food alone")] = "none",
    solver: Annotated[str | None, typer.Option(help="highs or cbc")] = None,
    time_limit: Annotated[float | None, typer.Option(help="most seconds for the solver")] = None,
    nearest: Annotated[
        bool, typer.Option("--nearest", help="when there is no plan, write the nearest one")
    ] = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """Make a certified plan of a day, as CSV, JSON or Markdown."""
    chosen = _form(form, output)
    if days != 1:
        raise InputError(f"--days {days}: this version plans one day; leave --days out or say 1")
    if supplements != "none":
        raise InputError(
            f"--supplements {supplements}: this version plans food alone; allowed: none"
        )
    check_writable(output)
    asked = ask(
        profile, sex=sex, age=age, height=height, weight=weight, activity=activity,
        pregnant=pregnant, lactating=lactating, energy=energy, condition=condition,
        medication=medication, diet=diet, avoid=avoid, exclude=exclude, standard=standard,
    )  # fmt: skip
    request = asked.request(
        seed=seed, objective=objective, solver=solver, time_limit_seconds=time_limit
    )
    try:
        made = make_plan(request)
    except NoCertifiedPlanError as error:
        if nearest and error.nearest is not None:
            write_output(EXPORTERS[chosen](_marked(error.nearest, error)), output)
        raise
    write_output(EXPORTERS[chosen](made), output)
    _tell(made)


def _marked(nearest: Plan, error: NoCertifiedPlanError) -> Plan:
    """Mark the nearest plan in every format: the CSV has only its person column for it."""
    portions = tuple(replace(row, person="nearest plan, not certified") for row in nearest.portions)
    return replace(nearest, portions=portions, explanation=tuple(str(error).splitlines()))


def _tell(made: Plan) -> None:
    """Say on standard error what the file cannot: the verdict and the warnings."""
    met = sum(row.status == "met" for row in made.certificate.adequacy)
    typer.echo(
        f"certified: {met} of {len(made.certificate.adequacy)} targets met, "
        f"{made.solver.name} in {made.solver.seconds:.2f} s, gap {made.solver.gap:.2f}",
        err=True,
    )
    for warning in made.warnings:
        typer.echo(f"note: {warning}", err=True)


def _form(form: str | None, output: Path | None) -> str:
    """Return the format asked for, else the one of the file's ending, else CSV."""
    if form is None:
        return _SUFFIXES.get(output.suffix.lower(), "csv") if output else "csv"
    if form not in EXPORTERS:
        raise unknown_name("format", form, EXPORTERS)
    return form


def certify(
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN.csv", help="a plan as CSV")],
    sex: Sex = None,
    age: Age = None,
    height: Height = None,
    weight: Weight = None,
    activity: Activity = None,
    pregnant: Pregnant = None,
    lactating: Lactating = None,
    energy: Energy = None,
    condition: Conditions = None,
    medication: Medications = None,
    profile: Profile = None,
    diet: Diet = None,
    avoid: Avoid = None,
    exclude: Exclude = None,
    standard: Standard = None,
) -> None:
    """Judge any plan CSV, edited or not: exit 0, or 3 with each broken rule by day and food."""
    request = ask(
        profile, sex=sex, age=age, height=height, weight=weight, activity=activity,
        pregnant=pregnant, lactating=lactating, energy=energy, condition=condition,
        medication=medication, diet=diet, avoid=avoid, exclude=exclude, standard=standard,
    ).request()  # fmt: skip
    portions = read_plan_csv(plan_file)
    found = judge(portions, request)
    if any(breach.rule.startswith("floor ") for breach in found.breaches):
        # A shortfall may stand only where no plan of these foods can do better.
        found = judge(portions, request, out_of_reach=provable_shortfalls(request))
    for shortfall in found.shortfalls:
        typer.echo(f"note: {shortfall}", err=True)
    if not found.certified:
        lines = [
            f"  day {breach.day}{': ' + breach.food_id if breach.food_id else ''}: {breach.message}"
            for breach in found.breaches
        ]
        raise NoPlanError("\n".join([f"not certified, {len(lines)} rules broken:", *lines]))
    typer.echo(f"certified: {len({row.day for row in portions})} day(s), nothing broken")
