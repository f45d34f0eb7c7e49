"""``planner plan`` and ``planner certify``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from planner.certify.judge import certify as judge
from planner.cli.files import check_writable
from planner.cli.interrupt import Stoppable
from planner.cli.option_groups import Cooking, DietOptions, PersonOptions, Variety, takes_groups
from planner.cli.options import (
    Ban,
    Budget,
    Cuisine,
    Days,
    Dislike,
    HouseholdFile,
    Like,
    LimitText,
    Lock,
    MaxMinutes,
    Output,
    OwnDishesFile,
    OwnFoodsFile,
    Pantry,
    PlainTotals,
    ShoppingOut,
    Simple,
    Snacks,
    Start,
    StrictDays,
    Sun,
    Supplements,
    ask,
    read_limits,
    read_pantry_options,
    read_start,
    read_week,
    read_wishes,
)
from planner.cli.plan_output import (
    check_shopping_form,
    check_start,
    form_of,
    marked_nearest,
    print_verdicts,
    write_plans,
    write_shopping,
)
from planner.errors import InputError, NoPlanError, unknown_name
from planner.formats import EXPORTERS
from planner.formats.plan_reader import PlanRows, read_plan_rows
from planner.nutrition.foods.dishes import dish_name
from planner.nutrition.foods.food_table import known_foods
from planner.nutrition.foods.portions import Portion
from planner.nutrition.nutrients import nutrient
from planner.planning.day import provable_shortfalls
from planner.planning.household import make_household
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.make import make_plan
from planner.planning.plan import plan_from_portions
from planner.planning.swap import Alternative, alternatives
from planner.request.household import Household, read_household
from planner.request.own_dishes import read_own_dishes
from planner.request.own_foods import read_own_foods
from planner.request.plan_request import OBJECTIVES

Form = Annotated[str | None, typer.Option("--format", help=" or ".join(EXPORTERS))]


@takes_groups
def plan(
    *,
    who: PersonOptions,
    fare: DietOptions,
    plain_totals: PlainTotals = False,
    household: HouseholdFile = None,
    days: Days = None,
    start: Start = None,
    cooking: Cooking,
    variety: Variety,
    seed: Annotated[
        int | None, typer.Option(help="another seed gives another plan, equally good")
    ] = None,
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
    limit: LimitText = None,
    supplements: Supplements = None,
    sun: Sun = False,
    solver: Annotated[str | None, typer.Option(help="highs or cbc")] = None,
    time_limit: Annotated[float | None, typer.Option(help="most seconds for the solver")] = None,
    nearest: Annotated[
        bool, typer.Option("--nearest", help="when there is no plan, write the nearest one")
    ] = False,
    own_foods: OwnFoodsFile = None,
    own_dishes: OwnDishesFile = None,
    shopping_out: ShoppingOut = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Make a certified plan of a day or a week, for one person or a household."""
    chosen = form_of(form, output)
    check_shopping_form(shopping_out)
    for path in (output, shopping_out):
        check_writable(path)
    labelled = read_own_foods(own_foods) if own_foods else None
    food_ids, held = read_pantry_options(pantry)
    week = read_week(**cooking.given(), **variety.given())
    given = {
        "seed": seed, "objective": objective, "solver": solver, "time_limit_seconds": time_limit,
        "lock": lock or None, "cuisine": cuisine or None, "pantry": food_ids or None,
        "budget_usd": budget, "snacks": snacks, "days": days, "start": read_start(start),
        "week": week or None, "supplements": supplements, "sun": sun or None,
        "plain_totals": plain_totals or None, "own_foods": labelled,
        "limits": read_limits(limit) or None,
        "own_dishes": read_own_dishes(own_dishes) if own_dishes else None,
        **read_wishes(like, dislike, max_minutes, simple),
    }  # fmt: skip
    settings = {name: value for name, value in given.items() if value is not None}
    options = who.given() | fare.given()
    if household is not None:
        table = read_table(household, who.profile, options, settings, ban)
        requests = [member.request for member in table.members]
    else:
        options["exclude"] = [*(fare.exclude or ()), *(ban or ())]
        requests = [ask(who.profile, **options).request(**settings)]
    check_start(chosen, requests)
    try:
        with Stoppable() as progress:
            if household is not None:
                made = make_household(table, progress)
            else:
                made = (make_plan(requests[0], progress),)
    except NoCertifiedPlanError as error:
        if nearest and error.nearest is not None:
            write_plans(marked_nearest(error), chosen, output)
        raise
    write_plans(made, chosen, output)
    write_shopping(made, shopping_out, held)
    print_verdicts(made)


def read_table(
    path: Path,
    profile: Path | None,
    options: Mapping[str, object],
    settings: Mapping[str, object],
    ban: Sequence[str] | None = None,
) -> Household:
    """Read a household; what belongs to a person stands in its file alone."""
    given = [name for name, value in options.items() if value not in (None, [])]
    if given or profile is not None:
        names = ", ".join(f"--{name}" for name in [*given, *(["profile"] if profile else [])])
        raise InputError(
            f"{names} with --household: what is one person's own stands in {path}, under their name"
        )
    return read_household(path, ban=ban, **settings)


@takes_groups
def certify(
    *,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN.csv", help="a plan as CSV")],
    who: PersonOptions,
    fare: DietOptions,
    supplements: Supplements = None,
    person: Annotated[str, typer.Option(help="whose rows, in the plan of a household")] = "",
    strict_days: StrictDays = False,
    limit: LimitText = None,
    plain_totals: PlainTotals = False,
    own_foods: OwnFoodsFile = None,
) -> None:
    """Judge any plan CSV, edited or not: exit 0, or 3 with each broken rule by day and food."""
    asked = ask(who.profile, **who.given(), **fare.given())
    labelled = read_own_foods(own_foods) if own_foods else ()
    portions, doses = rows_of_one(read_plan_rows(plan_file), person, plan_file)
    request = asked.request(
        days=last_day(portions), week={"strict_days": strict_days}, plain_totals=plain_totals,
        supplements=supplements, own_foods=labelled, limits=read_limits(limit),
    )  # fmt: skip
    found = judge(portions, request, doses=doses)
    if any(breach.rule.startswith("floor ") for breach in found.breaches):
        # A shortfall may stand only where no plan of these foods can do better.
        reach = provable_shortfalls(request, doses)
        found = judge(portions, request, doses=doses, out_of_reach=reach)
    for shortfall in found.shortfalls:
        typer.echo(f"note: {shortfall}", err=True)
    if not found.certified:
        lines = [
            f"  day {breach.day}{': ' + breach.food_id if breach.food_id else ''}: {breach.message}"
            for breach in found.breaches
        ]
        raise NoPlanError("\n".join([f"not certified, {len(lines)} rules broken:", *lines]))
    typer.echo(f"certified: {len({row.day for row in portions})} day(s), nothing broken")
    for row in found.adequacy:
        if row.supplement:
            known = nutrient(row.nutrient)
            typer.echo(
                f"day {row.day}: {known.in_sentence} {row.food:.4g} {known.unit} from food and "
                f"{row.supplement:.4g} counted from supplements"
            )


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
    people = sorted({person for person, _ in rows.person_days})
    if person and person not in people:
        raise unknown_name(f"person in {path}", person, people)
    if not person and len(people) > 1:
        raise InputError(
            f"{path} holds {len(people)} people ({', '.join(people[:5])}); "
            "certify the rows of one person at a time with --person NAME; change a meal of "
            "several with planner replan --household FILE"
        )
    return rows.of_person(person) if person else rows


@takes_groups
def swap(
    *,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN.csv", help="a plan as CSV")],
    meal: Annotated[str, typer.Option(help="the meal to swap")],
    day: Annotated[int, typer.Option(min=1, help="the day, in a plan of several")] = 1,
    dish: Annotated[str, typer.Option(help="swap only this dish, keep the sides")] = "",
    take: Annotated[int, typer.Option(min=1, max=3, help="which one to write with -o")] = 1,
    who: PersonOptions,
    fare: DietOptions,
    supplements: Supplements = None,
    plain_totals: PlainTotals = False,
    start: Start = None,
    cooking: Cooking,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show the three best other answers for one meal while the rest of the day stays."""
    chosen = form_of(form, output)
    check_writable(output)
    portions, doses = rows_of_one(read_plan_rows(plan_file), "", plan_file)
    week = read_week(**cooking.given())
    request = ask(who.profile, **who.given(), **fare.given()).request(
        days=last_day(portions), start=read_start(start), week=week or None,
        plain_totals=plain_totals or None, supplements=supplements,
    )  # fmt: skip
    request = request.model_copy(update={"name": portions[0].person if portions else ""})
    check_start(chosen, [request])
    found = alternatives(plan_from_portions(request, portions, doses), meal, dish=dish, day=day)
    for number, alternative in enumerate(found, start=1):
        typer.echo(_alternative_words(number, alternative))
    if output is not None:
        write_plans([found[min(take, len(found)) - 1].plan], chosen, output)


def _alternative_words(number: int, alternative: Alternative) -> str:
    """Name an alternative's dishes and foods, and what it does to the core nutrients."""
    foods = known_foods()
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
