"""``planner explain``."""

from __future__ import annotations

import json
from dataclasses import asdict

from planner.cli.files import check_writable, write_output
from planner.cli.grouping import request_fields, takes_groups
from planner.cli.option_groups import DietOptions, OwnItems, PersonOptions, TargetOptions
from planner.cli.options import Output, PlanFile, TextForm, Whose
from planner.cli.people import read_standing
from planner.cli.plan_output import check_text_form
from planner.explain.analysis import Explanation, explain_plan
from planner.explain.markdown import explanation_lines
from planner.planning.plan import Plan


@takes_groups
def explain(
    *,
    plan_file: PlanFile,
    who: PersonOptions,
    person: Whose = "",
    fare: DietOptions,
    target: TargetOptions,
    own: OwnItems,
    form: TextForm = "markdown",
    output: Output = None,
) -> None:
    """Say what shapes a plan: which limits bind, what is scarce, and what each food is there for.

    Give the options that the plan was made with: the person, diet and limits.
    """
    check_text_form(form)
    check_writable(output)
    settings = request_fields(own, target)
    plan = read_standing(plan_file, person, who.with_diet(fare), settings, own.catalog)
    write_output(_explanation_as(form, plan, explain_plan(plan)), output)


def _explanation_as(form: str, plan: Plan, found: Explanation) -> str:
    if form == "json":
        return json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"
    return "\n".join(explanation_lines(plan, found)) + "\n"
