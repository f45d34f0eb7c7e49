"""How commands write plans: the form, the file, the shopping list, and the verdict in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from planner.cli.files import check_writable, form_of, write_output
from planner.cli.grouping import Group
from planner.cli.options import Form, Output, ShoppingOut, UnitsName
from planner.cli.setting_options import print_options
from planner.errors import InputError, Setting, unknown_name
from planner.formats import EXPORTERS
from planner.formats.plan_text import built_up, targets_met
from planner.formats.shopping_list import list_of_plans
from planner.formats.shopping_text import shopping_as_csv, shopping_as_markdown
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.plan import Plan
from planner.request.plan_request import PlanRequest

TEXT_FORMS = ("markdown", "json")
SHOPPING_FORMS = {".csv": shopping_as_csv, ".md": shopping_as_markdown}


def check_text_form(form: str) -> None:
    """Refuse a format that an explanation cannot be written in; raises InputError."""
    if form not in TEXT_FORMS:
        raise unknown_name("format", form, TEXT_FORMS)


def check_start(form: str, requests: Iterable[PlanRequest]) -> None:
    """Refuse, before any work is done, a calendar of a plan without dates; raises InputError."""
    if EXPORTERS[form].needs_start and any(request.start is None for request in requests):
        raise InputError(
            f"--format {form} needs dates: give the first day", settings=(Setting.START,)
        )


def check_shopping_form(path: Path | None) -> None:
    """Refuse a file whose ending is not that of a shopping list; raises InputError."""
    if path is not None and path.suffix.lower() not in SHOPPING_FORMS:
        allowed = " or ".join(SHOPPING_FORMS)
        raise InputError(f"shopping list {path}: the file name must end in {allowed}")


def write_plans(
    plans: Sequence[Plan],
    form: str,
    output: Path | None,
    pantry: Mapping[str, float] | None = None,
) -> None:
    """Write the plans of one or several people as one file; its shopping list less the pantry."""
    exporter = EXPORTERS[form]
    before = None
    if exporter.continues and output is not None and output.is_file():
        before = output.read_bytes()
    write_output(exporter.content(plans, pantry, before), output)


def write_shopping(
    plans: Sequence[Plan],
    path: Path | None,
    pantry: Mapping[str, float],
    days: Collection[int] | None = None,
) -> None:
    """Write the shopping list of everybody for some days or all, less what the pantry holds."""
    if path is None:
        return
    found = list_of_plans(plans, pantry, days)
    write_output(SHOPPING_FORMS[path.suffix.lower()](found), path)


def marked_nearest(error: NoCertifiedPlanError) -> list[Plan]:
    """Return the nearest plan, marked in every format: the CSV has only its person column."""
    nearest = error.find_nearest()
    if nearest is None:
        return []
    portions = tuple(replace(row, person="nearest plan, not certified") for row in nearest.portions)
    explanation = tuple(str(error).splitlines())
    return [replace(nearest, portions=portions, explanation=explanation)]


def print_verdicts(plans: Sequence[Plan]) -> None:
    """Say on standard error what the file cannot: the verdicts and the warnings."""
    for made in plans:
        first, *rest = targets_met(made.certificate)
        who = f"{made.request.name}: " if made.request.name else ""
        typer.echo(
            f"{who}certified: {first}, "
            f"{made.solver.name} in {made.solver.seconds:.2f} s, gap {made.solver.gap:.2f}",
            err=True,
        )
        for words in (*rest, *built_up(made.certificate)):
            typer.echo(f"{who}{words}", err=True)
    for warning in dict.fromkeys(warning for made in plans for warning in made.warnings):
        typer.echo(f"note: {warning}", err=True)
    if any(made.solver.clock_struck for made in plans):
        print_options((Setting.TIME_LIMIT,))
    if any(made.certificate.tally.over_days for made in plans):
        print_options((Setting.STRICT_DAYS,))


@dataclass(frozen=True)
class PlanOutput(Group):
    """Where a plan and its shopping list are written, and in which format."""

    units: UnitsName = None
    shopping_out: ShoppingOut = None
    form: Form = None
    output: Output = None

    def request_fields(self) -> dict[str, Any]:
        """Return the units in which the plan is written."""
        return {"units": self.units}

    def checked_format(self) -> str:
        """Return the format of the plan.

        Raises
        ------
        InputError
            If it is unknown, or a file cannot be written: before any work is done.
        """
        form = form_of(self.form, self.output, EXPORTERS)
        check_shopping_form(self.shopping_out)
        for path in (self.output, self.shopping_out):
            check_writable(path)
        return form
