"""``planner certify``."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from planner.certification.certificate import Certificate
from planner.certification.judge import certify as judge
from planner.cli.files import write_output
from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import CertificateForm, PlanFile, StrictDays, Whose
from planner.cli.people import last_day, rows_of_one
from planner.errors import NoPlanError, Setting, unknown_name
from planner.formats import CERTIFICATE_FORMS
from planner.formats.plan_contradictions import contradictions
from planner.formats.plan_reader import read_plan_rows
from planner.formats.plan_text import coverage, not_promised
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.rule_kinds import RuleKind
from planner.planning.day import provable_shortfalls
from planner.planning.plan import sourced_notes, unsaid_shortfalls
from planner.request.label_plausibility import label_questions
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
    form: CertificateForm = None,
) -> None:
    """Check any plan CSV, edited or not, against a person's targets.

    Exits with 0 if the plan is certified, and with 3 if not: every broken rule is then listed with
    its day and food. A certificate in a format of its own is written in either case.
    """
    if form is not None and form not in CERTIFICATE_FORMS:
        raise unknown_name("format", form, CERTIFICATE_FORMS)
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
        *label_questions(request),
    )
    notes = [*odd, *(f"note: {words}" for words in said)]
    if form is not None:
        write_output(CERTIFICATE_FORMS[form](found, notes, advice), None)
    if not found.certified:
        raise _not_certified(found, notes, without_doses=request.supplements == "none")
    for note in notes:
        typer.echo(note, err=True)
    if form is None:
        _print_verdict(found)


def _not_certified(found: Certificate, notes: Sequence[str], *, without_doses: bool) -> NoPlanError:
    """Return the error that lists every broken rule, then the notes."""
    lines = [
        f"  day {breach.day}{': ' + breach.food_id if breach.food_id else ''}: {breach.message}"
        for breach in found.breaches
    ]
    unasked = any(breach.kind is RuleKind.SUPPLEMENTS for breach in found.breaches)
    settings = (Setting.SUPPLEMENTS,) if unasked and without_doses else ()
    words = [f"not certified, {len(lines)} rules broken:", *lines, *notes]
    return NoPlanError("\n".join(words), settings=settings)


def _print_verdict(found: Certificate) -> None:
    typer.echo(f"certified: {found.tally.days} day(s), nothing broken")
    for row in found.adequacy:
        if row.supplement:
            known = nutrient(row.nutrient)
            typer.echo(
                f"day {row.day}: {known.in_sentence} {row.food:.4g} {known.unit} from food and "
                f"{row.supplement:.4g} counted from supplements"
            )
