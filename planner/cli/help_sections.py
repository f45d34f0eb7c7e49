"""The help of a command in sections: its own options first, then those of each group."""

from __future__ import annotations

import re
from typing import Any

_TYPE = re.compile(r"<(list\[)?(str|int|float|int range|path)\]?>")
_VALUES = {"str": "TEXT", "int": "NUMBER", "float": "NUMBER", "int range": "NUMBER", "path": "FILE"}


def write_options(command: Any, context: Any, formatter: Any) -> None:
    """Write arguments and options; an option stands in the section of its ``rich_help_panel``.

    Parameters
    ----------
    command : TyperCommand or TyperGroup
        Whose parameters are written.
    context : typer.Context
        The context that the help is shown in.
    formatter : HelpFormatter
        Where they are written.
    """
    sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None:
            continue
        is_option = parameter.param_type_name == "option"
        panel = getattr(parameter, "rich_help_panel", None) if is_option else "Arguments"
        flags, words = record
        if not is_option and parameter.metavar:  # which says more than the type after it
            flags = _TYPE.sub("", flags).strip()
        sections.setdefault(panel or "Options", []).append((_TYPE.sub(_value, flags), words))
    for title, records in sections.items():
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def _value(kind: re.Match[str]) -> str:
    """Name the value of an option; "..." where it takes several."""
    return _VALUES[kind[2]] + (" ..." if kind[1] else "")
