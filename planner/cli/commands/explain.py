"""``planner explain`` and ``planner what-if``: why a plan is so, and what else it might be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.cli.commands.plan import last_day, rows_of_one
from planner.cli.files import check_writable, write_output
from planner.cli.option_groups import DietOptions, PersonOptions, takes_groups
from planner.cli.options import (
    Budget,
    LimitText,
    Lock,
    Output,
    PlainTotals,
    Supplements,
    ask,
    read_limits,
)
from planner.cli.plan_output import form_of, print_verdicts, write_plans
from planner.errors import InputError, unknown_name
from planner.explain.analysis import Explanation, explain_plan
from planner.explain.markdown import comparison_lines, explanation_lines
from planner.explain.what_if import Comparison, change_of, compare
from planner.formats.plan_reader import read_plan_rows
from planner.planning.plan import Plan, plan_from_portions

_TEXTS = ("markdown", "json")
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN.csv", help="a plan as CSV")]
TextForm = Annotated[str, typer.Option("--format", help=" or ".join(_TEXTS))]
Whose = Annotated[str, typer.Option(help="whose rows, in the plan of a household")]


def _standing(
    plan_file: Path, person: str, settings: dict[str, Any], who: PersonOptions, fare: DietOptions
) -> Plan:
    """Read a standing plan and judge it as its person's request has it."""
    portions, doses = rows_of_one(read_plan_rows(plan_file), person, plan_file)
    asked = ask(who.profile, **who.given(), **fare.given())
    request = asked.request(days=last_day(portions), name=person, **settings)
    return plan_from_portions(request, portions, doses)


def _check_form(form: str) -> None:
    if form not in _TEXTS:
        raise unknown_name("format", form, _TEXTS)


@takes_groups
def explain(
    *,
    plan_file: PlanFile,
    who: PersonOptions,
    fare: DietOptions,
    limit: LimitText = None,
    plain_totals: PlainTotals = False,
    supplements: Supplements = None,
    person: Whose = "",
    form: TextForm = "markdown",
    output: Output = None,
) -> None:
    """Say why a plan is so: what binds it, what is scarce and dear, what each food is there for."""
    _check_form(form)
    check_writable(output)
    plan = _standing(
        plan_file, person, {"limits": read_limits(limit), "plain_totals": plain_totals,
        "supplements": supplements}, who, fare,
    )  # fmt: skip
    found = explain_plan(plan)
    write_output(_explanation_as(form, plan, found), output)


def _explanation_as(form: str, plan: Plan, found: Explanation) -> str:
    if form == "json":
        return json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"
    return "\n".join(explanation_lines(plan, found)) + "\n"


@takes_groups
def what_if(
    *,
    plan_file: PlanFile,
    allow: Annotated[list[str] | None, typer.Option(help="food, dish or group to allow")] = None,
    forbid: Annotated[list[str] | None, typer.Option(help="food, dish or group to forbid")] = None,
    new_diet: Annotated[str | None, typer.Option(help="eat by this diet instead")] = None,
    new_energy: Annotated[float | None, typer.Option(help="plan for these kcal instead")] = None,
    new_standard: Annotated[str | None, typer.Option(help="plan by this standard instead")] = None,
    new_supplements: Annotated[str | None, typer.Option(help="none or auto instead")] = None,
    new_limit: Annotated[
        list[str] | None, typer.Option(help="max_sodium_mg=1500, min_calcium_mg=900, cap_fruit=300")
    ] = None,
    who: PersonOptions,
    fare: DietOptions,
    lock: Lock = None,
    budget: Budget = None,
    limit: LimitText = None,
    plain_totals: PlainTotals = False,
    supplements: Supplements = None,
    person: Whose = "",
    form: TextForm = "markdown",
    output: Output = None,
) -> None:
    """Solve a changed request and set its plan beside the standing one; -o writes the new plan."""
    _check_form(form)
    check_writable(output)
    settings = {
        "limits": read_limits(limit), "lock": lock or None, "budget_usd": budget,
        "plain_totals": plain_totals, "supplements": supplements,
    }  # fmt: skip
    plan = _standing(
        plan_file, person, settings, who, fare,
    )  # fmt: skip
    change = change_of(
        plan.request, allow=allow or (), forbid=forbid or (), diet=new_diet, energy=new_energy,
        standard=new_standard, supplements=new_supplements, limits=read_limits(new_limit),
    )  # fmt: skip
    if change.request == plan.request:
        raise InputError(
            "nothing is changed: give --allow, --forbid, --new-diet, --new-energy, --new-standard, "
            "--new-supplements or --new-limit (--diet, --energy and the like say what the standing "
            "plan was made for)"
        )
    found = compare(plan, change)
    typer.echo("\n".join(_comparison_as(form, found)))
    if output is not None:
        write_plans([found.changed], form_of(None, output), output)
    print_verdicts([found.changed])


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
