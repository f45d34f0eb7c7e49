"""The program: its commands, and errors turned into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from planner import __version__
from planner.cli.commands import COMMANDS
from planner.cli.deferred import group_of
from planner.cli.setting_options import print_options
from planner.errors import PlannerError

app = typer.Typer(
    name="planner",
    cls=group_of(COMMANDS),
    epilog=(
        "Exit codes: 0 certified plan, or diary read; 2 bad usage or input; 3 no plan can meet the "
        "targets, or what was checked strictly is below them; 4 the solver failed. "
        "Not medical advice."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"planner {__version__}")
        raise typer.Exit


@app.callback()
def program(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Plan days of real food in kitchen portions, proven to meet your own nutrient targets.

    Try: planner plan --sex female --age 34 --height 167 --weight 62 --activity active --diet vegan
    --format markdown
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end with the contract's exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        app(args=list(given), prog_name="planner")
    except PlannerError as error:
        typer.echo(f"planner: {error}", err=True)
        print_options(error.settings)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader (head, less) has gone: there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
