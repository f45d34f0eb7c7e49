"""``planner certify``."""

from __future__ import annotations

import typer

from planner.certification.judge import certify as judge
from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import PlanFile, StrictDays, Whose
from planner.cli.people import last_day, rows_of_one
from planner.errors import NoPlanError, Setting
from planner.formats.plan_contradictions import contradictions
from planner.formats.plan_reader import read_plan_rows
from planner.formats.plan_text import coverage, not_promised
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.rule_kinds import RuleKind
from planner.planning.day import provable_shortfalls
from planner.planning.plan import sourced_notes, unsaid_shortfalls
from planner.request.undeclared import undeclared_items


@takes_groups
def certify(
    *,
    plan_file: PlanFile,
    who: PersonOptions,
    person: Whose = "",
    fare: DietOptions,
    target: TargetOptions,
    strict_days: StrictDays = False,
    own: OwnItems,
) -> None:
    """Check any plan CSV, edited or not, against a person's targets.

    Exits with 0 if the plan is certified, and with 3 if not: every broken rule is then listed with
    its day and food.
    """
    asked = who.with_diet(fare)
    portions, doses = rows_of_one(read_plan_rows(plan_file, own.catalog), person, plan_file)
    request = asked.request(
        days=last_day(portions),
        week={"strict_days": strict_days},
        **request_fields(own, target),
    )
    found = judge(portions, request, doses=doses)
    if any(breach.kind is RuleKind.FLOOR for breach in found.breaches):
        # A shortfall may stand only where no plan of these foods can do better.
        reach = provable_shortfalls(request, doses)
        found = judge(portions, request, doses=doses, out_of_reach=reach)
    odd = [f"warning: {words}" for words in contradictions(plan_file, own.catalog)]
    advice = sourced_notes(request, portions, doses)
    said = (
        *(note.sentence for note in advice),
        *unsaid_shortfalls(found, advice),
        *found.over_guides,
        *not_promised(found),
        *coverage(found),
        *undeclared_items(request),
    )
    notes = [*odd, *(f"note: {words}" for words in said)]
    if not found.certified:
        lines = [
            f"  day {breach.day}{': ' + breach.food_id if breach.food_id else ''}: {breach.message}"
            for breach in found.breaches
        ]
        unasked = any(breach.kind is RuleKind.SUPPLEMENTS for breach in found.breaches)
        settings = (Setting.SUPPLEMENTS,) if unasked and request.supplements == "none" else ()
        words = [f"not certified, {len(lines)} rules broken:", *lines, *notes]
        raise NoPlanError("\n".join(words), settings=settings)
    for note in notes:
        typer.echo(note, err=True)
    typer.echo(f"certified: {len({row.day for row in portions})} day(s), nothing broken")
    for row in found.adequacy:
        if row.supplement:
            known = nutrient(row.nutrient)
            typer.echo(
                f"day {row.day}: {known.in_sentence} {row.food:.4g} {known.unit} from food and "
                f"{row.supplement:.4g} counted from supplements"
            )
