"""``planner replan``: some days of a standing plan anew, the others as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import (
    Activity,
    Age,
    Avoid,
    Ban,
    Conditions,
    Diet,
    Energy,
    Exclude,
    Height,
    HouseholdFile,
    Lactating,
    Lock,
    Medications,
    Output,
    PlainTotals,
    Pregnant,
    Profile,
    Sex,
    Standard,
    Start,
    Weight,
    ask,
    read_start,
)  # fmt: skip
from planner.cli.output import check_writable
from planner.cli.plan_commands import Form, last_day
from planner.cli.stopping import Stoppable
from planner.cli.writing import form_of, tell, write_plans
from planner.errors import InputError
from planner.exports.read_plan import read_plan_csv
from planner.household import read_household
from planner.planning import Plan, attempted_plan
from planner.portions import Portion
from planner.request import PlanRequest
from planner.week import replan as plan_anew


def replan(
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
    household: HouseholdFile = None,
    diet: Diet = None,
    avoid: Avoid = None,
    exclude: Exclude = None,
    ban: Ban = None,
    lock: Lock = None,
    start: Start = None,
    standard: Standard = None,
    plain_totals: PlainTotals = False,
    seed: Annotated[int, typer.Option(help="another seed gives another answer")] = 1,
    form: Form = None,
    output: Output = None,
) -> None:
    """Plan some days of a standing plan anew; the rest of it stays as it is."""
    chosen = form_of(form, output)
    check_writable(output)
    portions = read_plan_csv(plan_file)
    days = _days(portions, first, day)
    if eaten is not None:
        portions = _with_eaten(portions, read_plan_csv(eaten), days)
    settings = {
        "days": last_day(portions), "seed": seed, "start": read_start(start),
        "lock": tuple(lock or ()), **({"plain_totals": True} if plain_totals else {}),
    }  # fmt: skip
    at_home: dict[str, frozenset[str]] = {}
    if household is not None:
        members = read_household(household, **settings).members
        requests = [member.request for member in members]
        at_home = {member.request.name: member.at_home for member in members}
    else:
        asked = ask(
            profile, sex=sex, age=age, height=height, weight=weight, activity=activity,
            pregnant=pregnant, lactating=lactating, energy=energy, condition=condition,
            medication=medication, diet=diet, avoid=avoid,
            exclude=[*(exclude or ()), *(ban or ())], standard=standard,
        )  # fmt: skip
        requests = [asked.request(**settings)]
    standing = [_standing(request, portions, plan_file) for request in requests]
    with Stoppable() as progress:
        made = plan_anew(standing, days, at_home=at_home, progress=progress)
    write_plans(made, chosen, output)
    tell(made)


def _days(portions: tuple[Portion, ...], first: int | None, some: list[int] | None) -> list[int]:
    """Return the days to plan anew.

    Raises
    ------
    InputError
        If none is named, or one that the plan does not have.
    """
    last = last_day(portions)
    wanted = sorted({*(some or ()), *(range(first, last + 1) if first else ())})
    outside = [number for number in (*wanted, first or 1) if not 1 <= number <= last]
    if outside:
        raise InputError(f"day {outside[0]}: the plan has the days 1 to {last}")
    if not wanted:
        raise InputError("say which days to plan anew: --from 4, or --day 3")
    return wanted


def _with_eaten(
    portions: tuple[Portion, ...], eaten: tuple[Portion, ...], days: list[int]
) -> tuple[Portion, ...]:
    """Put what was really eaten in the place of what was planned for those days.

    Raises
    ------
    InputError
        If the diary speaks of a day that is to be planned anew.
    """
    clash = sorted({row.day for row in eaten} & set(days))
    if clash:
        raise InputError(f"day {clash[0]} was eaten and cannot be planned anew; use --from")
    done = {(row.person, row.day) for row in eaten}
    kept = [row for row in portions if (row.person, row.day) not in done]
    return tuple(sorted([*kept, *eaten], key=lambda row: row.day))


def _standing(request: PlanRequest, portions: tuple[Portion, ...], path: Path) -> Plan:
    """Return one person's standing plan.

    Raises
    ------
    InputError
        If the file holds nothing of theirs.
    """
    own = tuple(row for row in portions if row.person == request.name)
    if not own:
        people = ", ".join(sorted({row.person or "(no name)" for row in portions}))
        who = request.name or "one person without a name"
        raise InputError(f"{path} holds nothing for {who}; it holds: {people}")
    return replace(attempted_plan(request, own), request=request)
