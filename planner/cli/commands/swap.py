"""``planner swap``."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.files import check_writable, form_of
from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import Cooking, DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import Form, Output, PlanFile, Start
from planner.cli.people import last_day, rows_of_one
from planner.cli.plan_output import check_start, write_plans
from planner.cli.reading import read_start
from planner.formats import EXPORTERS
from planner.formats.plan_reader import read_plan_rows
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.nutrients import nutrient
from planner.planning.plan import plan_from_portions
from planner.planning.swap import Alternative, alternatives


@takes_groups
def swap(
    *,
    plan_file: PlanFile,
    meal: Annotated[str, typer.Option(help="The meal to swap.")],
    day: Annotated[int, typer.Option(min=1, help="The day of the plan.")] = 1,
    dish: Annotated[
        str, typer.Option(metavar="DISH_ID", help="Swap only this dish and keep the sides.")
    ] = "",
    take: Annotated[
        int, typer.Option(min=1, max=3, help="Which alternative to write with --output.")
    ] = 1,
    who: PersonOptions,
    fare: DietOptions,
    target: TargetOptions,
    start: Start = None,
    cooking: Cooking,
    own: OwnItems,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show the three best alternatives for one meal; the rest of the day, or its dishes, stay.

    Give the options that the plan was made with: the person, diet and limits.
    """
    chosen = form_of(form, output, EXPORTERS)
    check_writable(output)
    portions, doses = rows_of_one(read_plan_rows(plan_file, own.catalog), "", plan_file)
    request = who.with_diet(fare).request(
        days=last_day(portions), start=read_start(start), **request_fields(own, target, cooking)
    )
    request = request.changed(name=portions[0].person if portions else "")
    check_start(chosen, [request])
    found = alternatives(plan_from_portions(request, portions, doses), meal, dish=dish, day=day)
    for number, alternative in enumerate(found, start=1):
        typer.echo(_alternative_words(number, alternative, request.catalog))
    if output is not None:
        write_plans([found[min(take, len(found)) - 1].plan], chosen, output)


def _alternative_words(number: int, alternative: Alternative, catalog: Catalog) -> str:
    """Name an alternative's dishes and foods, and what it does to the core nutrients."""
    foods = catalog.foods
    names = [
        catalog.dish_name(row.dish) if row.dish else foods.food(row.food_id).name
        for row in alternative.meal
        if not foods.food(row.food_id).is_water or row.dish
    ]
    changes = ", ".join(
        f"{nutrient(name).in_sentence} {change:+.3g} {nutrient(name).unit}"
        for name, change in alternative.changes.items()
    )
    lines = [f"{number}. {'; '.join(dict.fromkeys(names))}", f"   {changes}"]
    for meal, rows in alternative.elsewhere.items():
        beside = ", ".join(f"{foods.food(row.food_id).name} {row.grams:.0f} g" for row in rows)
        lines.append(f"   beside the dish of {meal} then: {beside or 'nothing'}")
    return "\n".join(lines)
