"""Commands that are imported when they run or show their help, not when the program starts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from planner.cli.list_options import ListCommand


class DeferredCommand(TyperCommand):
    """The name and short help of a command; the command itself is imported when it is needed.

    Parameters
    ----------
    name : str
        What the user types.
    target : str
        ``module:attribute`` of the command's function, or of a `typer.Typer` for a group.
    short_help : str
        The line in ``planner --help``: the first sentence of the function's docstring.
    """

    def __init__(self, name: str, target: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self.target = target

    @cached_property
    def real(self) -> Any:
        """Import the command."""
        module, _, attribute = self.target.partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        program = typer.Typer(add_completion=False, rich_markup_mode=None)
        program.command(self.name, cls=ListCommand)(found)
        return typer.main.get_command(program)

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        """Parse the arguments with the real command, which the context then holds."""
        return self.real.make_context(*arguments, **extra)


def group_of(commands: Iterable[DeferredCommand]) -> type[TyperGroup]:
    """Return the class of a group that holds these commands, in their order."""
    by_name = {str(command.name): command for command in commands}

    class DeferredGroup(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**{**settings, "commands": by_name})

    return DeferredGroup
