"""``planner diet``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.files import check_writable, write_output
from planner.cli.options import Output, TableForm
from planner.cli.tables import check_table_form
from planner.errors import NoPlanError
from planner.formats.diet_answer import answer_as_csv, answer_as_json
from planner.optimize.diet_problem import (
    read_diet_problem,
    solve_diet,
)


def diet(
    foods_file: Annotated[
        Path,
        typer.Argument(
            metavar="FOODS.csv", help="Columns food, cost, f_min, f_max and one for each nutrient."
        ),
    ],
    nutrients_file: Annotated[
        Path, typer.Argument(metavar="NUTRIENTS.csv", help="Columns nutrient, min and max.")
    ],
    integer: Annotated[
        bool, typer.Option("--integer", help="Buy whole units of every food.")
    ] = False,
    form: TableForm = "csv",
    output: Output = None,
) -> None:
    """Solve the classic cheapest-diet problem on your own two tables."""
    check_table_form(form)
    check_writable(output)
    answer = solve_diet(read_diet_problem(foods_file, nutrients_file), integer=integer)
    if form == "json":
        write_output(answer_as_json(answer), output)
    elif answer.status == "optimal":
        write_output(answer_as_csv(answer), output)
    if answer.status == "optimal":
        typer.echo(f"optimal: cost {answer.objective:.10g}", err=True)
    elif answer.status == "infeasible":
        clash = ", ".join(answer.conflict)
        raise NoPlanError(f"no diet meets all limits; these cannot hold together: {clash}")
    else:
        raise NoPlanError(f"the problem is {answer.status}: a cost has no lower limit")
