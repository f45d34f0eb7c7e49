"""``planner plan``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.grouping import request_fields, takes_groups
from planner.cli.interrupt import Stoppable
from planner.cli.option_groups import (
    CalendarOptions,
    ChoiceOptions,
    Cooking,
    DietOptions,
    OwnItems,
    PersonOptions,
    PlanTargetOptions,
    SolverOptions,
    Variety,
)
from planner.cli.options import OUTPUT, WEEK, HouseholdFile
from planner.cli.people import household_of, standing_plan
from planner.cli.plan_output import (
    PlanOutput,
    check_start,
    marked_nearest,
    print_verdicts,
    write_plans,
    write_shopping,
)
from planner.cli.price_options import PriceOptions
from planner.cli.reading import read_pantry_options
from planner.formats.plan_reader import read_plan_rows
from planner.planning.days import go_on_planning
from planner.planning.household import make_household
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import make_plan
from planner.planning.plan import Plan
from planner.planning.progress import Progress
from planner.request.household import Household
from planner.request.plan_request import PlanRequest, shared_catalog


@takes_groups
def plan(
    *,
    who: PersonOptions,
    household: HouseholdFile = None,
    fare: DietOptions,
    target: PlanTargetOptions,
    choice: ChoiceOptions,
    price: PriceOptions,
    calendar: CalendarOptions,
    cooking: Cooking,
    variety: Variety,
    own: OwnItems,
    solving: SolverOptions,
    going_on: Annotated[
        Path | None,
        typer.Option(
            "--continue",
            metavar="PLAN.csv",
            help="Plan the days that this plan lacks, and keep those that it has.",
            rich_help_panel=WEEK,
        ),
    ] = None,
    nearest: Annotated[
        bool,
        typer.Option(
            "--nearest",
            help="If no plan meets the targets, write the nearest one, marked as such.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    out: PlanOutput,
) -> None:
    """Make a certified plan of one or several days, for one person or a household."""
    form = out.checked_format()
    settings = request_fields(own, choice, price, target, calendar, cooking, variety, solving, out)
    at_home = read_pantry_options(choice.pantry, own.catalog.foods)
    settings |= at_home.request_fields()
    settings |= {"prices": found} if (found := price.own_prices(own)) else {}
    table = household_of(household, who, fare, settings, choice.ban) if household else None
    if table is not None:
        table = at_home.in_household(table)
        requests = [member.request for member in table.members]
    else:
        use_by = at_home.use_by(settings.get("start"))
        requests = [who.with_diet(fare, ban=choice.ban).request(**settings, use_by=use_by)]
    check_start(form, requests)
    try:
        with Stoppable() as progress:
            made = _made(going_on, requests, table, progress)
    except NoCertifiedPlanError as error:
        if nearest and (marked := marked_nearest(error)):
            write_plans(marked, form, out.output, at_home.grams)
        raise
    write_plans(made, form, out.output, at_home.grams)
    write_shopping(made, out.shopping_out, at_home.grams)
    print_verdicts(made)
    _print_missing_days(made, requests[0].days, out.output)


def _made(
    going_on: Path | None,
    requests: Sequence[PlanRequest],
    table: Household | None,
    progress: Progress,
) -> tuple[Plan, ...]:
    """Plan for everybody, from the plan of a file where there is one to go on with."""
    if going_on is not None:
        return _continued(going_on, requests, table, progress)
    if table is not None:
        return make_household(table, progress)
    return (make_plan(requests[0], progress),)


def _continued(
    path: Path, requests: Sequence[PlanRequest], table: Household | None, progress: Progress
) -> tuple[Plan, ...]:
    """Plan the days that the plan of a file lacks."""
    rows = read_plan_rows(path, shared_catalog(requests))
    standing = [standing_plan(request, rows, path) for request in requests]
    meals = {one.request.name: one.at_home for one in table.members} if table else {}
    return go_on_planning(standing, requests[0].days, at_home=meals, progress=progress)


def _print_missing_days(plans: Sequence[Plan], days: int, output: Path | None) -> None:
    """Tell, where plans hold fewer days than were asked for, how the rest is planned."""
    if any(one.request.days < days for one in plans):
        file = output if output and output.suffix == ".csv" else "PLAN.csv"
        typer.echo(f"to plan the missing days, say the same with --continue {file}", err=True)
