"""``planner replan``: some days of a standing plan anew, the others as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.commands.plan import Form, last_day, read_table
from planner.cli.files import check_writable
from planner.cli.interrupt import Stoppable
from planner.cli.option_groups import Cooking, DietOptions, PersonOptions, Variety, takes_groups
from planner.cli.options import (
    Ban,
    HouseholdFile,
    Lock,
    Output,
    OwnDishesFile,
    Pantry,
    PlainTotals,
    ShoppingOut,
    Start,
    Supplements,
    ask,
    read_pantry_options,
    read_start,
    read_week,
)
from planner.cli.plan_output import (
    check_shopping_form,
    check_start,
    form_of,
    print_verdicts,
    write_plans,
    write_shopping,
)
from planner.errors import InputError
from planner.formats.plan_reader import PlanRows, read_plan_rows
from planner.nutrition.foods.dishes import keep_own_dishes
from planner.nutrition.foods.portions import Portion
from planner.planning.days import replan as plan_anew
from planner.planning.plan import Plan, plan_from_portions
from planner.request.own_dishes import read_own_dishes
from planner.request.plan_request import PlanRequest


@takes_groups
def replan(
    *,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN.csv", help="a standing plan")],
    first: Annotated[
        int | None, typer.Option("--from", help="plan this day and all after it anew")
    ] = None,
    day: Annotated[
        list[int] | None, typer.Option(help="plan this day anew; may be given again")
    ] = None,
    eaten: Annotated[
        Path | None, typer.Option(metavar="DIARY.csv", help="what was really eaten, as a plan CSV")
    ] = None,
    who: PersonOptions,
    household: HouseholdFile = None,
    fare: DietOptions,
    ban: Ban = None,
    lock: Lock = None,
    start: Start = None,
    cooking: Cooking,
    variety: Variety,
    supplements: Supplements = None,
    plain_totals: PlainTotals = False,
    seed: Annotated[int | None, typer.Option(help="another seed gives another answer")] = None,
    own_dishes: OwnDishesFile = None,
    pantry: Pantry = None,
    shopping_out: ShoppingOut = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Plan some days of a standing plan anew; the rest of it stays as it is.

    Say again what the plan was made with: the person or household, diet, wishes. Days that stand
    are not judged anew; what they miss is told.
    """
    chosen = form_of(form, output)
    check_shopping_form(shopping_out)
    for path in (output, shopping_out):
        check_writable(path)
    # Own dishes first: the names in the plan may be theirs.
    own = read_own_dishes(own_dishes) if own_dishes else ()
    keep_own_dishes(dish.as_dish() for dish in own)
    rows = read_plan_rows(plan_file)
    days = _days(rows.portions, first, day)
    if eaten is not None:
        rows = _with_eaten(rows, read_plan_rows(eaten), days)
    food_ids, held = read_pantry_options(pantry)
    week = read_week(**cooking.given(), **variety.given())
    given = {
        "days": last_day(rows.portions), "seed": seed, "start": read_start(start),
        "week": week or None, "lock": lock or None, "own_dishes": own or None,
        "pantry": food_ids or None, "plain_totals": plain_totals or None,
        "supplements": supplements,
    }  # fmt: skip
    settings = {name: value for name, value in given.items() if value is not None}
    options = who.given() | fare.given()
    at_home: dict[str, frozenset[str]] = {}
    if household is not None:
        members = read_table(household, who.profile, options, settings, ban).members
        requests = [member.request for member in members]
        at_home = {member.request.name: member.at_home for member in members}
    else:
        options["exclude"] = [*(fare.exclude or ()), *(ban or ())]
        requests = [ask(who.profile, **options).request(**settings)]
    check_start(chosen, requests)
    standing = [_standing(request, rows, plan_file) for request in requests]
    with Stoppable() as progress:
        made = plan_anew(standing, days, at_home=at_home, progress=progress)
    write_plans(made, chosen, output)
    write_shopping(made, shopping_out, held, set(days))
    print_verdicts(made)


def _days(portions: tuple[Portion, ...], first: int | None, some: list[int] | None) -> list[int]:
    """Return the days to plan anew.

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
        raise InputError(f"day {outside[0]}: the plan has the days 1 to {last}")
    if not wanted:
        raise InputError("say which days to plan anew: --from 4, or --day 3")
    return wanted


def _with_eaten(rows: PlanRows, eaten: PlanRows, days: list[int]) -> PlanRows:
    """Put what was really eaten in the place of what was planned for those days.

    Raises
    ------
    InputError
        If the diary speaks of a day that is to be planned anew.
    """
    clash = sorted({day for _, day in eaten.person_days} & set(days))
    if clash:
        raise InputError(f"day {clash[0]} was eaten and cannot be planned anew; use --from")
    done = eaten.person_days
    kept = [row for row in rows.portions if (row.person, row.day) not in done]
    doses = [row for row in rows.doses if (row.person, row.day) not in done]
    return PlanRows(
        tuple(sorted([*kept, *eaten.portions], key=lambda row: row.day)),
        tuple(sorted([*doses, *eaten.doses], key=lambda row: row.day)),
    )


def _standing(request: PlanRequest, rows: PlanRows, path: Path) -> Plan:
    """Return one person's standing plan.

    Raises
    ------
    InputError
        If the file holds nothing of theirs.
    """
    own = rows.of_person(request.name)
    if not own.portions:
        people = ", ".join(sorted({row.person or "(no name)" for row in rows.portions}))
        who = request.name or "one person without a name"
        raise InputError(f"{path} holds nothing for {who}; it holds: {people}")
    return replace(plan_from_portions(request, *own), request=request)
