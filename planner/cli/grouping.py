"""Groups of options: a dataclass stands for the options of a command that its fields are."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

Command = Callable[..., None]


def takes_groups(command: Command) -> Command:
    """Let a command take groups of options.

    Each parameter whose type is a dataclass stands for the fields of that dataclass, which Typer
    sees as options of the command; the command is called with the dataclass filled in.
    """
    seen = inspect.signature(command, eval_str=True)
    groups: dict[str, Any] = {
        name: parameter.annotation
        for name, parameter in seen.parameters.items()
        if is_dataclass(parameter.annotation)
    }
    parameters = [
        one
        for name, parameter in seen.parameters.items()
        for one in (
            _fields_of(groups[name])
            if name in groups
            else [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
        )
    ]

    @wraps(command)
    def run(**options: Any) -> None:
        for name, group in groups.items():
            options[name] = group(
                **{field.name: options.pop(field.name) for field in fields(group)}
            )
        command(**options)

    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__dict__["__signature__"] = seen.replace(parameters=parameters)
    return run


def _fields_of(group: Any) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    kind = inspect.Parameter.KEYWORD_ONLY
    return [
        inspect.Parameter(field.name, kind, default=field.default, annotation=hints[field.name])
        for field in fields(group)
    ]


class Group:
    """Options that belong together."""

    def given(self) -> dict[str, Any]:
        """Return the options by name."""
        return asdict(self)  # type: ignore[call-overload,no-any-return]

    def request_fields(self) -> dict[str, Any]:
        """Return the fields of the request that the options give; those not given may be empty."""
        return self.given()

    def week_fields(self) -> dict[str, Any]:
        """Return the fields of the request's `WeekRules`; those not given may be empty."""
        return {}


def request_fields(*groups: Group) -> dict[str, Any]:
    """Join the fields of the request that several groups give; none for what is not given."""
    week = _given({name: value for group in groups for name, value in group.week_fields().items()})
    found = {name: value for group in groups for name, value in group.request_fields().items()}
    return _given(found) | ({"week": week} if week else {})


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not given; a zero was."""
    return {
        name: value
        for name, value in options.items()
        if not (value is None or value is False or value in ([], (), {}))
    }
