"""Options that commands share, and how they become a person and a request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.errors import InputError
from planner.meals import meal_names
from planner.people import Person, person_from_options, read_profile
from planner.request import PlanRequest

PERSON = "Person"
FOOD = "What to eat"

Sex = Annotated[str | None, typer.Option(help="female or male", rich_help_panel=PERSON)]
Age = Annotated[int | None, typer.Option(help="completed years", rich_help_panel=PERSON)]
Height = Annotated[float | None, typer.Option(help="centimetres", rich_help_panel=PERSON)]
Weight = Annotated[float | None, typer.Option(help="kilograms", rich_help_panel=PERSON)]
Activity = Annotated[str | None, typer.Option(help="inactive, low_active, active or very_active")]
Pregnant = Annotated[int | None, typer.Option(help="weeks of pregnancy, 1 to 42")]
Lactating = Annotated[int | None, typer.Option(help="months since the birth")]
Energy = Annotated[float | None, typer.Option(help="own energy target, kcal a day")]
Conditions = Annotated[list[str] | None, typer.Option("--condition", help="health condition")]
Medications = Annotated[list[str] | None, typer.Option("--medication", help="medicine taken")]
Profile = Annotated[Path | None, typer.Option(help="TOML file with these options as keys")]
Diet = Annotated[str | None, typer.Option(help="a diet: omnivore, vegetarian, vegan ...")]
Avoid = Annotated[list[str] | None, typer.Option(help="allergens and food groups to leave out")]
Exclude = Annotated[list[str] | None, typer.Option(help="food ids to leave out")]
Standard = Annotated[str | None, typer.Option(help="dietary reference intakes to plan by")]
Lock = Annotated[list[str] | None, typer.Option(help="dish or food to have: ID or dinner=ID")]
Ban = Annotated[list[str] | None, typer.Option(help="dish or food ids never to serve")]
Like = Annotated[list[str] | None, typer.Option(help="more of: ID, or ID=WEIGHT up to 3")]
Dislike = Annotated[list[str] | None, typer.Option(help="less of: ID, or ID=WEIGHT up to 3")]
MaxMinutes = Annotated[
    list[str] | None, typer.Option(help="most minutes for a dish: 20, or dinner=30")
]
Cuisine = Annotated[list[str] | None, typer.Option(help="cuisines to prefer")]
Pantry = Annotated[list[str] | None, typer.Option(help="food ids to use up first")]
Budget = Annotated[float | None, typer.Option(help="most USD a day, at prices of 2017-18")]
Simple = Annotated[
    list[str] | None, typer.Option(help="meals of plain foods alone, without a dish; or all")
]
Snacks = Annotated[int | None, typer.Option(help="snacks a day, 0 to 3")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="file to write")]

_PERSON_KEYS = ("sex", "age", "height", "weight", "activity", "pregnant", "lactating", "energy")
_REQUEST_KEYS = ("diet", "avoid", "exclude", "standard")


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line and in the profile together."""

    person: Person
    rest: dict[str, Any]

    def request(self, **more: Any) -> PlanRequest:
        """Build the request; an option left out keeps its default."""
        given = {**self.rest, **{key: value for key, value in more.items() if value is not None}}
        return PlanRequest.from_raw({"person": self.person, **given})


def read_wishes(
    like: list[str] | None,
    dislike: list[str] | None,
    max_minutes: list[str] | None,
    simple: list[str] | None,
) -> dict[str, Any]:
    """Turn the wishes of the command line into fields of the request; none given, none set.

    Raises
    ------
    InputError
        If a weight or a number of minutes is no number.
    """
    wishes: dict[str, Any] = {}
    tastes = [_weighted(text, "--like", 1.0) for text in like or ()]
    tastes += [_weighted(text, "--dislike", -1.0) for text in dislike or ()]
    if tastes:
        wishes["tastes"] = tuple(tastes)
    minutes: dict[str, int] = {}
    for text in max_minutes or ():
        meal, _, number = text.rpartition("=")
        if not number.isdigit():
            raise InputError(
                f"--max-minutes {text}: give whole minutes, or a meal and minutes: dinner=30"
            )
        minutes |= dict.fromkeys([meal] if meal else meal_names(), int(number))
    if minutes:
        wishes["max_minutes"] = tuple(minutes.items())
    if simple:
        wishes["simple"] = meal_names() if "all" in simple else tuple(simple)
    return wishes


def _weighted(text: str, option: str, sign: float) -> tuple[str, float]:
    """Read ``ID`` or ``ID=WEIGHT``."""
    name, equals, weight = text.partition("=")
    try:
        return name, sign * (float(weight) if equals else 1.0)
    except ValueError:
        raise InputError(
            f"{option} {text}: {weight!r} is no weight; give a number up to 3"
        ) from None


def ask(profile: Path | None, **options: Any) -> Asked:
    """Join profile and options; an option on the command line wins.

    Raises
    ------
    InputError
        If the person is not complete, or any value is out of range.
    """
    given = read_profile(profile) if profile else {}
    given |= {key: value for key, value in options.items() if value not in (None, [])}
    missing = [f"--{key}" for key in ("sex", "age", "height", "weight") if key not in given]
    if missing:
        raise InputError(
            f"the person is not complete: give {', '.join(missing)} (or --profile FILE.toml)"
        )
    rest = {key: given.pop(key) for key in _REQUEST_KEYS if key in given}
    return Asked(person_from_options(given), rest)
