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
    Ban,
    Budget,
    Conditions,
    Cuisine,
    Diet,
    Dislike,
    Energy,
    Exclude,
    Height,
    Lactating,
    Like,
    Lock,
    MaxMinutes,
    Medications,
    Output,
    Pantry,
    Pregnant,
    Profile,
    Sex,
    Simple,
    Snacks,
    Standard,
    Weight,
    ask,
    read_wishes,
)
from planner.cli.output import check_writable, write_output
from planner.dishes import dish_name
from planner.errors import InputError, NoPlanError, unknown_name
from planner.explain import NoCertifiedPlanError
from planner.exports import EXPORTERS
from planner.exports.read_plan import read_plan_csv
from planner.foods import load_foods
from planner.nutrients import nutrient
from planner.plan import Plan, make_plan
from planner.planning import attempted_plan, provable_shortfalls
from planner.request import OBJECTIVES
from planner.swap import Alternative, alternatives

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
    objective: Annotated[str | None, typer.Option(help=", ".join(OBJECTIVES))] = None,
    lock: Lock = None,
    ban: Ban = None,
    like: Like = None,
    dislike: Dislike = None,
    max_minutes: MaxMinutes = None,
    cuisine: Cuisine = None,
    pantry: Pantry = None,
    budget: Budget = None,
    simple: Simple = None,
    snacks: Snacks = None,
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
        medication=medication, diet=diet, avoid=avoid, exclude=[*(exclude or ()), *(ban or ())],
        standard=standard,
    )  # fmt: skip
    request = asked.request(
        seed=seed, objective=objective, solver=solver, time_limit_seconds=time_limit,
        lock=lock or None, cuisine=cuisine or None, pantry=pantry or None, budget_usd=budget,
        snacks=snacks, **read_wishes(like, dislike, max_minutes, simple),
    )  # fmt: skip
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
    people = sorted({row.person for row in portions})
    if len(people) > 1:
        raise InputError(
            f"{plan_file} holds {len(people)} people ({', '.join(people[:5])}); "
            "certify the rows of one person at a time"
        )
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


def swap(
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN.csv", help="a plan as CSV")],
    meal: Annotated[str, typer.Option(help="the meal to swap")],
    dish: Annotated[str, typer.Option(help="swap only this dish, keep the sides")] = "",
    take: Annotated[int, typer.Option(min=1, max=3, help="which one to write with -o")] = 1,
    sex: Sex = None,
    age: Age = None,
    height: Height = None,
    weight: Weight = None,
    activity: Activity = None,
    pregnant: Pregnant = None,
    lactating: Lactating = None,
    energy: Energy = None,
    profile: Profile = None,
    diet: Diet = None,
    avoid: Avoid = None,
    exclude: Exclude = None,
    standard: Standard = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show the three best other answers for one meal while the rest of the day stays."""
    chosen = _form(form, output)
    check_writable(output)
    request = ask(
        profile, sex=sex, age=age, height=height, weight=weight, activity=activity,
        pregnant=pregnant, lactating=lactating, energy=energy, diet=diet, avoid=avoid,
        exclude=exclude, standard=standard,
    ).request()  # fmt: skip
    standing = attempted_plan(request, read_plan_csv(plan_file))
    found = alternatives(standing, meal, dish=dish)
    for number, alternative in enumerate(found, start=1):
        typer.echo(_alternative_words(number, alternative))
    if output is not None:
        write_output(EXPORTERS[chosen](found[min(take, len(found)) - 1].plan), output)


def _alternative_words(number: int, alternative: Alternative) -> str:
    """Name an alternative's dishes and foods, and what it does to the core nutrients."""
    foods = load_foods()
    names = [
        dish_name(row.dish) if row.dish else foods.food(row.food_id).name
        for row in alternative.meal
        if foods.food(row.food_id).subgroup != "water" or row.dish
    ]
    changes = ", ".join(
        f"{nutrient(name).in_sentence} {change:+.3g} {nutrient(name).unit}"
        for name, change in alternative.changes.items()
    )
    return f"{number}. {'; '.join(dict.fromkeys(names))}\n   {changes}"
