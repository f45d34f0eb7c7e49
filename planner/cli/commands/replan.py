"""``planner replan``: some days of a standing plan anew, the others as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.cli.grouping import request_fields, takes_groups
from planner.cli.interrupt import Stoppable
from planner.cli.option_groups import (
    Cooking,
    DietOptions,
    OwnItems,
    PersonOptions,
    TargetOptions,
    Variety,
)
from planner.cli.options import (
    Ban,
    HouseholdFile,
    Lock,
    Pantry,
    PlanFile,
    Seed,
    Start,
)
from planner.cli.people import household_of, last_day, standing_plan
from planner.cli.plan_output import (
    PlanOutput,
    check_start,
    print_verdicts,
    write_plans,
    write_shopping,
)
from planner.cli.price_options import PriceOptions
from planner.cli.reading import read_pantry_options, read_start
from planner.errors import InputError
from planner.formats.plan_reader import PlanRows, read_plan_rows
from planner.nutrition.foods.portions import Portion
from planner.planning.days import replan as plan_anew


@takes_groups
def replan(
    *,
    plan_file: PlanFile,
    first: Annotated[
        int | None,
        typer.Option("--from", metavar="DAY", help="Plan this day and all later ones again."),
    ] = None,
    day: Annotated[list[int] | None, typer.Option(help="Plan these days again.")] = None,
    eaten: Annotated[
        Path | None,
        typer.Option(metavar="DIARY.csv", help="What was eaten on earlier days, as a plan CSV."),
    ] = None,
    who: PersonOptions,
    household: HouseholdFile = None,
    fare: DietOptions,
    target: TargetOptions,
    seed: Seed = None,
    lock: Lock = None,
    ban: Ban = None,
    pantry: Pantry = None,
    start: Start = None,
    price: PriceOptions,
    cooking: Cooking,
    variety: Variety,
    own: OwnItems,
    out: PlanOutput,
) -> None:
    """Plan some days of a plan again and keep the others.

    Give the options that the plan was made with: the person or household, diet and wishes. Days
    that stay are not judged again; a note tells what they miss.
    """
    form = out.checked_format()
    catalog = own.catalog
    rows = read_plan_rows(plan_file, catalog)
    days = _days(rows.portions, first, day)
    if eaten is not None:
        rows = _with_eaten(rows, read_plan_rows(eaten, catalog), days)
    held = read_pantry_options(pantry, catalog.foods)
    settings: dict[str, Any] = request_fields(own, price, target, cooking, variety, out)
    settings |= {"days": last_day(rows.portions), "seed": seed, "start": read_start(start),
                 "lock": lock, **held.request_fields(),
                 "prices": price.own_prices(own) or None}  # fmt: skip
    settings = {name: value for name, value in settings.items() if value is not None}
    at_home: dict[str, frozenset[str]] = {}
    if household is not None:
        table = household_of(household, who, fare, settings, ban)
        members = held.in_household(table).members
        requests = [member.request for member in members]
        at_home = {member.request.name: member.at_home for member in members}
    else:
        use_by = held.use_by(settings.get("start"))
        requests = [who.with_diet(fare, ban=ban).request(**settings, use_by=use_by)]
    check_start(form, requests)
    standing = [standing_plan(request, rows, plan_file) for request in requests]
    with Stoppable() as progress:
        made = plan_anew(standing, days, at_home=at_home, progress=progress)
    write_plans(made, form, out.output, held.grams)
    write_shopping(made, out.shopping_out, held.grams, set(days))
    print_verdicts(made)


def _days(portions: tuple[Portion, ...], first: int | None, some: list[int] | None) -> list[int]:
    """Return the days to plan again.

    Raises
    ------
    InputError
        If none is named, or one that the plan does not have.
    """
    last = last_day(portions)
    after = () if first is None else (first, *range(first, last + 1))
    wanted = sorted({*(some or ()), *after})
    outside = [number for number in wanted if not 1 <= number <= last]
    if outside:
        raise InputError(f"day {outside[0]}: the plan has days 1 to {last}")
    if not wanted:
        raise InputError("say which days to plan again: --from 4, or --day 3")
    return wanted


def _with_eaten(rows: PlanRows, eaten: PlanRows, days: list[int]) -> PlanRows:
    """Replace what was planned for the days of a diary by what was eaten.

    Raises
    ------
    InputError
        If the diary has a day that is to be planned again.
    """
    clash = sorted({day for _, day in eaten.person_days} & set(days))
    if clash:
        raise InputError(f"day {clash[0]} was eaten and cannot be planned again; use --from")
    done = eaten.person_days
    kept = [row for row in rows.portions if (row.person, row.day) not in done]
    doses = [row for row in rows.doses if (row.person, row.day) not in done]
    return PlanRows(
        tuple(sorted([*kept, *eaten.portions], key=lambda row: row.day)),
        tuple(sorted([*doses, *eaten.doses], key=lambda row: row.day)),
    )
