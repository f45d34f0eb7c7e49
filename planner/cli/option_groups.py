"""Groups of options that several commands share, each written once as a dataclass."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

from planner.cli.options import (
    Activity,
    Age,
    Avoid,
    Conditions,
    CookingMinutes,
    CookOn,
    Diet,
    DishTimes,
    Energy,
    Exclude,
    FishDays,
    Fruits,
    Height,
    Lactating,
    Leftovers,
    Medications,
    Pregnant,
    Profile,
    Proteins,
    Sex,
    Standard,
    StrictDays,
    Vegetables,
    Weight,
    WishText,
)

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


@dataclass(frozen=True)
class Group:
    """Options that belong together."""

    def given(self) -> dict[str, Any]:
        """Return the options by name."""
        return asdict(self)


@dataclass(frozen=True)
class PersonOptions(Group):
    """The person, by options or by a profile."""

    sex: Sex = None
    age: Age = None
    height: Height = None
    weight: Weight = None
    activity: Activity = None
    pregnant: Pregnant = None
    lactating: Lactating = None
    energy: Energy = None
    condition: Conditions = None
    medication: Medications = None
    profile: Profile = None

    def given(self) -> dict[str, Any]:
        """Return the options by name, the profile left out."""
        return {name: value for name, value in asdict(self).items() if name != "profile"}


@dataclass(frozen=True)
class DietOptions(Group):
    """What one eats, and whose reference intakes one goes by."""

    diet: Diet = None
    avoid: Avoid = None
    exclude: Exclude = None
    standard: Standard = None


@dataclass(frozen=True)
class Cooking(Group):
    """How the days of a plan hang together in the kitchen."""

    strict_days: StrictDays = False
    leftovers: Leftovers = False
    cook_on: CookOn = None
    cooking_minutes: CookingMinutes = None
    wish: WishText = None


@dataclass(frozen=True)
class Variety(Group):
    """How different the days of a plan are."""

    dish_times: DishTimes = None
    vegetables: Vegetables = None
    fruits: Fruits = None
    proteins: Proteins = None
    fish_days: FishDays = None
