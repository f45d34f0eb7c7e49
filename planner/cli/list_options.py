"""Options that take several values after one flag: ``--avoid milk egg``.

Which options these are is told by the types of a command's parameters: every option whose type is
a list.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from typer.core import TyperCommand, TyperGroup

from planner.cli.help_sections import write_options

_SETTING = re.compile(r"[^=]+=-?[\d.]+")  # max_sodium_mg=1500.5 has a dot, yet is no file


def list_options(command: TyperCommand | TyperGroup) -> dict[str, type]:
    """Return the type of one value for every list option of a command, by its flags."""
    function: Callable[..., Any] | None = command.callback
    if function is None:
        return {}
    parameters = inspect.signature(function, eval_str=True).parameters
    return {
        flag: _element(parameters[parameter.name or ""].annotation)
        for parameter in command.params
        if getattr(parameter, "multiple", False)
        for flag in parameter.opts
    }


def _element(annotation: Any) -> type:
    """Return ``X`` of ``Annotated[list[X] | None, ...]``."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    lists = [kind for kind in (annotation, *get_args(annotation)) if get_origin(kind) is list]
    element: type = get_args(lists[0])[0]
    return element


def spread_lists(
    arguments: Sequence[str], options: Mapping[str, type], ends: Collection[str] = ()
) -> list[str]:
    """Repeat the flag before each of its values: ``--avoid milk egg`` is parsed as two options.

    A list ends at the next option, and at a word that cannot be one of its values: one that looks
    like a file (with a dot or a slash), or is no number where numbers are wanted. A value may hold
    several, separated by commas or semicolons.

    Parameters
    ----------
    arguments : sequence of str
        The words after the command's name.
    options : mapping of str to type
        The type of one value by flag, as `list_options` returns it.
    ends : collection of str
        Words that end a list: the names of subcommands.
    """
    spread: list[str] = []
    option, values = "", 0
    for number, argument in enumerate(arguments):
        if argument == "--":
            return spread + [option] * (bool(option) and values == 0) + list(arguments[number:])
        if option and argument not in ends and _is_value(argument, options[option]):
            for name in filter(None, argument.replace(";", ",").split(",")):
                spread += [option, name]
            values += 1
            continue
        if option and values == 0:
            spread.append(option)  # no value at all: let the parser say so
        option, values = (argument, 0) if argument in options else ("", 0)
        if not option:
            spread.append(argument)
    if option and values == 0:
        spread.append(option)
    return spread


def _is_value(argument: str, element: type) -> bool:
    if element is int:
        return re.fullmatch(r"[\d,;]+", argument) is not None
    if argument.startswith("-"):
        return False
    looks_like_a_file = "." in argument or os.sep in argument
    return not looks_like_a_file or _SETTING.fullmatch(argument) is not None


class ListCommand(TyperCommand):
    """A command whose list options take several values after one flag."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Spread the lists, then parse."""
        return super().parse_args(ctx, spread_lists(args, list_options(self)))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options in sections."""
        write_options(self, ctx, formatter)


class ListGroup(TyperGroup):
    """A group of commands that itself takes options, lists among them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Spread the lists, then parse; a subcommand's name ends a list."""
        return super().parse_args(ctx, spread_lists(args, list_options(self), self.commands))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options in sections, then the subcommands."""
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)
