"""``planner what-if``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from planner.cli.files import check_writable, form_of
from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import Budget, Lock, Output, PlanFile, TextForm, Whose
from planner.cli.people import read_standing
from planner.cli.plan_output import check_text_form, print_verdicts, write_plans
from planner.cli.reading import read_limits
from planner.errors import InputError
from planner.explain.markdown import comparison_lines
from planner.explain.what_if import Comparison, WhatIf, change_of, compare
from planner.formats import EXPORTERS
from planner.planning.plan import Plan

CHANGE = "What to change"


@takes_groups
def what_if(
    *,
    plan_file: PlanFile,
    allow: Annotated[
        list[str] | None,
        typer.Option(help="Foods, dishes or food groups to allow.", rich_help_panel=CHANGE),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option(help="Foods, dishes or food groups to forbid.", rich_help_panel=CHANGE),
    ] = None,
    new_diet: Annotated[
        str | None, typer.Option(help="Another diet.", rich_help_panel=CHANGE)
    ] = None,
    new_energy: Annotated[
        float | None,
        typer.Option(help="Another energy target, in kcal a day.", rich_help_panel=CHANGE),
    ] = None,
    new_standard: Annotated[
        str | None,
        typer.Option(help="Other dietary reference intakes.", rich_help_panel=CHANGE),
    ] = None,
    new_supplements: Annotated[
        str | None, typer.Option(help="Another use of supplements.", rich_help_panel=CHANGE)
    ] = None,
    new_limit: Annotated[
        list[str] | None,
        typer.Option(
            help="Limits of your own: max_sodium_mg=1500 min_calcium_mg=900 cap_fruit=300.",
            rich_help_panel=CHANGE,
        ),
    ] = None,
    who: PersonOptions,
    person: Whose = "",
    fare: DietOptions,
    target: TargetOptions,
    own: OwnItems,
    lock: Lock = None,
    budget: Budget = None,
    form: TextForm = "markdown",
    output: Output = None,
) -> None:
    """Change what was asked for, plan again, and compare the two plans.

    The other options say what the plan was made with. With --output the new plan is written.
    """
    check_text_form(form)
    check_writable(output)
    settings = request_fields(own, target) | {"lock": lock, "budget_usd": budget}
    plan = read_standing(plan_file, person, who.with_diet(fare), settings, own.catalog)
    change = change_of(
        plan.request, allow=allow or (), forbid=forbid or (), diet=new_diet, energy=new_energy,
        standard=new_standard, supplements=new_supplements,
        limits=read_limits(new_limit, "--new-limit"),
    )  # fmt: skip
    found = compare(plan, _real(change, plan))
    typer.echo("\n".join(_comparison_as(form, found)))
    if output is not None:
        write_plans([found.changed], form_of(None, output, EXPORTERS), output)
    print_verdicts([found.changed])


def _real(change: WhatIf, plan: Plan) -> WhatIf:
    """Return the change; raises InputError if it asks for what the plan was made with."""
    if change.request == plan.request:
        raise InputError(
            "nothing is changed: give --allow, --forbid, --new-diet, --new-energy, --new-standard, "
            "--new-supplements or --new-limit (--diet, --energy and the like say what the plan was "
            "made with)"
        )
    return change


def _comparison_as(form: str, found: Comparison) -> Iterator[str]:
    if form == "json":
        shown = {
            "what_if": list(found.words),
            "scores": [asdict(row) for row in found.scores()],
            "nutrients": [asdict(row) for row in found.nutrients()],
            "gone": list(found.gone()),
            "come": list(found.come()),
        }
        yield json.dumps(shown, indent=2, ensure_ascii=False)
        return
    yield from comparison_lines(found)
