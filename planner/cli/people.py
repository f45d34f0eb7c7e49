"""Whose plan a command works on: a household file, one person's rows of a plan file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from planner.cli.option_groups import DietOptions, PersonOptions
from planner.cli.reading import Asked
from planner.errors import InputError, unknown_name
from planner.formats.plan_reader import PlanRows, read_plan_rows
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.portions import Portion
from planner.planning.plan import Plan, plan_from_portions
from planner.request.household import Household, read_household
from planner.request.plan_request import PlanRequest


def household_of(
    path: Path,
    who: PersonOptions,
    fare: DietOptions,
    settings: Mapping[str, object],
    ban: Sequence[str] | None = None,
) -> Household:
    """Read a household.

    Raises
    ------
    InputError
        If the file cannot be read or holds faults, or options are given that belong in the file,
        under a person's name.
    """
    options = who.given() | fare.given() | {"profile": who.profile}
    given = [name for name, value in options.items() if value not in (None, [])]
    if given:
        names = ", ".join(f"--{name}" for name in given)
        raise InputError(
            f"{names} with --household: these belong to one person; write them in {path}, under "
            "the person's name"
        )
    return read_household(path, ban=ban, **settings)


def last_day(portions: Sequence[Portion]) -> int:
    """Return how many days a plan has; a plan without rows counts as one."""
    return max((row.day for row in portions), default=1)


def rows_of_one(rows: PlanRows, person: str, path: Path) -> PlanRows:
    """Return the rows of one person.

    Raises
    ------
    InputError
        If the file holds several people and none is named, or nobody of that name.
    """
    people = sorted({name for name, _ in rows.person_days})
    if person and person not in people:
        raise unknown_name(f"person in {path}", person, people)
    if not person and len(people) > 1:
        raise InputError(
            f"{path} holds {len(people)} people ({', '.join(people[:5])}); "
            "certify the rows of one person at a time with --person NAME; change a meal of "
            "several with planner replan --household FILE"
        )
    return rows.of_person(person) if person else rows


def read_standing(
    plan_file: Path,
    person: str,
    asked: Asked,
    settings: Mapping[str, object],
    catalog: Catalog,
) -> Plan:
    """Read one person's plan, which may name what a catalog holds, and judge it by their request.

    Raises
    ------
    InputError
        If the file cannot be read, or the request cannot be built.
    """
    portions, doses = rows_of_one(read_plan_rows(plan_file, catalog), person, plan_file)
    request = asked.request(days=last_day(portions), name=person, **settings)
    return plan_from_portions(request, portions, doses)


def standing_plan(request: PlanRequest, rows: PlanRows, path: Path) -> Plan:
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
