"""Options that commands share, and how they become a person and a request."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.errors import InputError
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.supplements import SUPPLEMENT_MODES
from planner.nutrition.people.person import Person, person_from_options
from planner.request.pantry_file import read_pantry
from planner.request.plan_request import PlanRequest
from planner.request.profile_file import read_profile

PERSON = "Person"

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
Exclude = Annotated[list[str] | None, typer.Option(help="food or supplement ids to leave out")]
Standard = Annotated[str | None, typer.Option(help="dietary reference intakes to plan by")]
LimitText = Annotated[
    list[str] | None,
    typer.Option("--limit", help="a limit of your own: max_sodium_mg=1500, cap_fruit=300"),
]
PlainTotals = Annotated[
    bool,
    typer.Option(
        "--plain-totals", help="count all that is eaten, as textbooks do, absorbed or not"
    ),
]
Lock = Annotated[list[str] | None, typer.Option(help="dish or food to have: ID or dinner=ID")]
Ban = Annotated[list[str] | None, typer.Option(help="dish or food ids never to serve")]
Like = Annotated[list[str] | None, typer.Option(help="more of: ID, or ID=WEIGHT up to 3")]
Dislike = Annotated[list[str] | None, typer.Option(help="less of: ID, or ID=WEIGHT up to 3")]
MaxMinutes = Annotated[
    list[str] | None, typer.Option(help="most minutes for a dish: 20, or dinner=30")
]
Cuisine = Annotated[list[str] | None, typer.Option(help="cuisines to prefer")]
Pantry = Annotated[
    list[str] | None, typer.Option(help="what to use up first: food ids, or a file with amounts")
]
Budget = Annotated[float | None, typer.Option(help="most USD a day, at prices of 2017-18")]
Simple = Annotated[
    list[str] | None, typer.Option(help="meals of plain foods alone, without a dish; or all")
]
Snacks = Annotated[int | None, typer.Option(help="snacks a day, 0 to 3")]
Days = Annotated[
    int | None, typer.Option(help="days to plan, 1 to 28", rich_help_panel="Several days")
]
Start = Annotated[str | None, typer.Option(help="first day, as 2026-11-30")]
StrictDays = Annotated[
    bool, typer.Option("--strict-days", help="every target on every day, none averaged")
]
Leftovers = Annotated[
    bool, typer.Option("--leftovers", help="cook once, eat twice: dinner may be the next lunch")
]
CookOn = Annotated[list[str] | None, typer.Option(help="weekdays to cook on: sunday wednesday")]
CookingMinutes = Annotated[
    list[str] | None, typer.Option(help="most minutes of work a day: 45, weekday=30, sunday=90")
]
WishText = Annotated[
    list[str] | None,
    typer.Option("--wish", help="by the week: meat<=3, beans>=2, fish@friday, quick@weekday"),
]
DishTimes = Annotated[int | None, typer.Option(help="most days a dish returns in seven; 2")]
Vegetables = Annotated[int | None, typer.Option(help="least different vegetables a week; 10")]
Fruits = Annotated[int | None, typer.Option(help="least different fruits a week; 5")]
Proteins = Annotated[int | None, typer.Option(help="least different protein sources a week; 5")]
FishDays = Annotated[int | None, typer.Option(help="least days a week with fish; 2")]
HouseholdFile = Annotated[
    Path | None, typer.Option("--household", help="TOML file of the people who eat together")
]
OwnFoodsFile = Annotated[
    Path | None, typer.Option("--own-foods", help="TOML file of your own foods, from their labels")
]
OwnDishesFile = Annotated[
    Path | None, typer.Option("--own-dishes", help="TOML file of your own dishes to choose from")
]
ShoppingOut = Annotated[Path | None, typer.Option(help="write the shopping list too: .csv or .md")]
Supplements = Annotated[
    str | None,
    typer.Option(help="; ".join(f"{name}: {words}" for name, words in SUPPLEMENT_MODES.items())),
]
Sun = Annotated[
    bool, typer.Option("--sun", help="you get sun: explained, but never counted as vitamin D")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="file to write")]

_REQUEST_KEYS = ("diet", "avoid", "exclude", "standard", "supplements", "sun")


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


def read_limits(given: list[str] | None) -> tuple[tuple[str, float], ...]:
    """Turn ``max_sodium_mg=1500`` into a limit of the request.

    Raises
    ------
    InputError
        If a value is no number.
    """
    limits = []
    for text in given or ():
        name, _, number = text.partition("=")
        try:
            limits.append((name, float(number)))
        except ValueError:
            raise InputError(
                f"--limit {text}: write a limit and a number, as in max_sodium_mg=1500"
            ) from None
    return tuple(limits)


def read_week(
    *,
    strict_days: bool,
    leftovers: bool,
    cook_on: list[str] | None,
    cooking_minutes: list[str] | None,
    wish: list[str] | None,
    **counts: int | None,
) -> dict[str, Any]:
    """Turn the options on several days into fields of `WeekRules`; none given, none set.

    Raises
    ------
    InputError
        If a number of minutes is none.
    """
    week: dict[str, Any] = {name: count for name, count in counts.items() if count is not None}
    week |= {"strict_days": True} if strict_days else {}
    week |= {"leftovers": True} if leftovers else {}
    week |= {"cook_days": tuple(cook_on)} if cook_on else {}
    week |= {"wishes": tuple(wish)} if wish else {}
    minutes = []
    for text in cooking_minutes or ():
        span, _, number = text.rpartition("=")
        if not (number.isascii() and number.isdigit()):
            raise InputError(
                f"--cooking-minutes {text}: give whole minutes, or a day and minutes: weekday=30"
            )
        minutes.append((span or "day", int(number)))
    return week | ({"cooking_minutes": tuple(minutes)} if minutes else {})


def read_pantry_options(given: list[str] | None) -> tuple[tuple[str, ...], dict[str, float]]:
    """Return the foods to use up first, and grams of those whose amount a file tells.

    Raises
    ------
    InputError
        If a file cannot be read or holds faults.
    """
    food_ids: list[str] = []
    held: dict[str, float] = {}
    for text in given or ():
        if Path(text).suffix.lower() in (".toml", ".csv"):
            held |= read_pantry(Path(text))
        else:
            food_ids.append(text)
    return (*food_ids, *held), held


def read_start(text: str | None) -> datetime.date | None:
    """Read the first day.

    Raises
    ------
    InputError
        If it is no date of the calendar.
    """
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"--start {text}: no date; write year-month-day, as in 2026-11-30"
        ) from None


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


def ask_if_any(
    profile: Path | None, no_person: tuple[str, ...] = ("diet", "avoid"), **options: Any
) -> Asked | None:
    """Join profile and options where there is anything about a person; None where there is not.

    The options in `no_person` alone make no person.
    """
    about = {key: value for key, value in options.items() if key not in no_person}
    if profile is None and all(value in (None, []) for value in about.values()):
        return None
    return ask(profile, **options)
