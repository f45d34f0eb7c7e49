"""``planner shopping`` and ``planner cooking``: what a plan asks of shop and kitchen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.files import check_writable, write_output
from planner.cli.grouping import takes_groups
from planner.cli.option_groups import OwnItems
from planner.cli.options import (
    WEEK,
    CookOn,
    Output,
    Pantry,
    PlanFile,
    Start,
    UnitsName,
)
from planner.cli.plan_output import SHOPPING_FORMS, check_shopping_form
from planner.cli.price_options import PriceOptions
from planner.cli.reading import read_pantry_options, read_start, read_units
from planner.errors import InputError, unknown_name
from planner.formats.cooking_plan import cooking_plan_as_markdown
from planner.formats.plan_reader import read_plan_rows
from planner.formats.shopping_list import shopping_list
from planner.formats.shopping_text import shopping_as_markdown
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.portions import Portion
from planner.request.week_rules import WEEKDAYS

FirstDay = Annotated[
    int | None,
    typer.Option("--from", min=1, metavar="DAY", help="First day.", rich_help_panel=WEEK),
]
LastDay = Annotated[
    int | None, typer.Option("--to", min=1, metavar="DAY", help="Last day.", rich_help_panel=WEEK)
]


@takes_groups
def shopping(
    *,
    plan_file: PlanFile,
    first: FirstDay = None,
    last: LastDay = None,
    pantry: Pantry = None,
    start: Start = None,
    price: PriceOptions,
    own: OwnItems,
    output: Output = None,
) -> None:
    """List what to buy for a plan, or for some of its days, and for all its people.

    The list is Markdown, or CSV if the name of --output ends in .csv.
    """
    if output is not None:
        check_shopping_form(output)
    check_writable(output)
    catalog = price.catalog(own)
    held = read_pantry_options(pantry, catalog.foods)
    begins = read_start(start)
    portions = _portions(plan_file, catalog)
    days = _span(portions, first, last)
    found = shopping_list(
        portions, pantry=held.grams, days=days, start=begins, catalog=catalog,
        use_by=held.use_by(begins),
    )  # fmt: skip
    write = SHOPPING_FORMS[output.suffix.lower()] if output else shopping_as_markdown
    write_output(write(found), output)


@takes_groups
def cooking(
    *,
    plan_file: PlanFile,
    first: FirstDay = None,
    last: LastDay = None,
    cook_on: CookOn = None,
    start: Start = None,
    units: UnitsName = None,
    own: OwnItems,
    output: Output = None,
) -> None:
    """Write, day by day, what to cook for whom, with amounts and steps, as Markdown."""
    check_writable(output)
    portions = _portions(plan_file, own.catalog)
    days = _span(portions, first, last)
    begins = read_start(start)
    for name in cook_on or ():
        if name not in WEEKDAYS:
            raise unknown_name("weekday to cook on", name, WEEKDAYS)
    monday = begins.weekday() if begins else 0
    ahead = [day for day in days if WEEKDAYS[(monday + day - 1) % 7] in (cook_on or ())]
    rows = [row for row in portions if row.day in days]
    text = cooking_plan_as_markdown(
        rows, start=begins, cook_days=ahead, catalog=own.catalog, units=read_units(units)
    )
    write_output(text, output)


def _portions(path: Path, catalog: Catalog) -> tuple[Portion, ...]:
    """Read a plan; raises InputError if it holds no food."""
    portions = read_plan_rows(path, catalog).portions
    if not portions:
        raise InputError(f"{path}: the plan holds no food")
    return portions


def _span(portions: tuple[Portion, ...], first: int | None, last: int | None) -> list[int]:
    """Return the days asked for.

    Raises
    ------
    InputError
        If the plan has none of them.
    """
    days = sorted({row.day for row in portions})
    wanted = [day for day in days if (first or 1) <= day <= (last or days[-1])]
    if not wanted:
        raise InputError(f"no such day: the plan has days {days[0]} to {days[-1]}")
    return wanted
