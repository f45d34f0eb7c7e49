"""The program: commands gathered, list options spread, errors turned into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from planner.cli.commands import dishes as recipe_commands
from planner.cli.commands import explain as explain_commands
from planner.cli.commands import kitchen as kitchen_commands
from planner.cli.commands import plan as plan_commands
from planner.cli.commands import replan as week_commands
from planner.cli.commands import tables as table_commands
from planner.errors import PlannerError

app = typer.Typer(
    name="planner",
    help=(
        "Steadyplate: a day of real food in kitchen portions, proven to meet your own targets for "
        "magnesium, calcium, potassium, vitamin D, vitamin B12 and everything else.\n\n"
        "Try: planner plan --sex female --age 34 --height 167 --weight 62 --activity active "
        "--diet vegan --format markdown"
    ),
    epilog=(
        "Exit codes: 0 certified plan, 2 bad usage or input, 3 no plan can meet the targets, "
        "4 the solver failed. Not medical advice."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("plan")(plan_commands.plan)
app.command("swap")(plan_commands.swap)
app.command("replan")(week_commands.replan)
app.command("explain")(explain_commands.explain)
app.command("what-if")(explain_commands.what_if)
app.command("shopping")(kitchen_commands.shopping)
app.command("cooking")(kitchen_commands.cooking)
app.command("certify")(plan_commands.certify)
app.command("targets")(table_commands.targets)
app.command("foods")(table_commands.foods)
app.command("learn")(table_commands.learn)
app.add_typer(recipe_commands.app, name="dishes")
app.command("diet")(table_commands.diet)
app.command("check-data")(table_commands.check_data)
app.command("dashboard")(table_commands.dashboard)

_LIST_OPTIONS = frozenset(
    {
        "--avoid", "--exclude", "--condition", "--medication", "--lock", "--ban", "--like",
        "--dislike", "--max-minutes", "--cuisine", "--pantry", "--simple", "--wish", "--cook-on",
        "--cooking-minutes", "--allow", "--forbid",
    }
)  # fmt: skip


def spread_lists(arguments: Sequence[str]) -> list[str]:
    """Let a list option take several names: ``--avoid milk egg`` is ``--avoid milk --avoid egg``.

    A word that looks like a file (with a dot or a slash) ends the list.
    """
    spread: list[str] = []
    option, values = "", 0
    for argument in arguments:
        is_name = not argument.startswith("-") and "." not in argument and os.sep not in argument
        if option and is_name:
            for name in filter(None, argument.replace(";", ",").split(",")):
                spread += [option, name]
            values += 1
            continue
        if option and values == 0:
            spread.append(option)  # no value at all: let the parser say so
        option, values = (argument, 0) if argument in _LIST_OPTIONS else ("", 0)
        if not option:
            spread.append(argument)
    if option and values == 0:
        spread.append(option)
    return spread


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end with the contract's exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        app(args=spread_lists(given), prog_name="planner")
    except PlannerError as error:
        typer.echo(f"planner: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader (head, less) has gone: there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
