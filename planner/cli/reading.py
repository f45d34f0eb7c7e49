"""How options become the fields of a person and of a request."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import InputError, unknown_name
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.people.person import Person, person_from_options
from planner.request.household import Household
from planner.request.pantry_file import PantryItem, read_pantry_items
from planner.request.plan_request import PlanRequest
from planner.request.profile_file import read_profile
from planner.request.use_by import UseBy

_REQUEST_KEYS = (
    "diet", "avoid", "exclude", "standard", "supplements", "sun", "units", "availability", "region",
    "can_get", "versions", "guidelines", "variety",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the command line and the profile say together.

    Attributes
    ----------
    person : Person
    rest : dict
        Fields of the request that they give.
    """

    person: Person
    rest: dict[str, Any]

    def request(self, **more: Any) -> PlanRequest:
        """Build the request; a field that is None keeps its default."""
        given = {**self.rest, **{key: value for key, value in more.items() if value is not None}}
        return PlanRequest.from_raw({"person": self.person, **given})


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
    """Join profile and options if they say anything about a person, else return None.

    The options in `no_person` alone do not make a person.
    """
    about = {key: value for key, value in options.items() if key not in no_person}
    if profile is None and all(value in (None, []) for value in about.values()):
        return None
    return ask(profile, **options)


def read_tastes(like: list[str] | None, dislike: list[str] | None) -> tuple[tuple[str, float], ...]:
    """Turn ``--like`` and ``--dislike`` into the tastes of a request.

    Raises
    ------
    InputError
        If a weight is not a number.
    """
    liked = [_weighted(text, "--like", 1.0) for text in like or ()]
    return (*liked, *(_weighted(text, "--dislike", -1.0) for text in dislike or ()))


def _weighted(text: str, option: str, sign: float) -> tuple[str, float]:
    """Read ``ID`` or ``ID=WEIGHT``."""
    name, equals, weight = text.partition("=")
    try:
        return name, sign * (float(weight) if equals else 1.0)
    except ValueError:
        raise InputError(
            f"{option} {text}: the weight {weight!r} is not a number; give a number up to 3"
        ) from None


def read_units(given: str | None) -> Units:
    """Return the units asked for, metric ones by default; raises InputError if unknown."""
    if given is not None and given not in list(Units):
        raise unknown_name("units", given, list(Units))
    return Units(given or Units.METRIC)


def read_max_minutes(given: list[str] | None) -> tuple[tuple[str, int], ...]:
    """Turn ``20`` (every meal) and ``dinner=30`` into the most minutes of each meal.

    Raises
    ------
    InputError
        If a number of minutes is not a whole number.
    """
    minutes: dict[str, int] = {}
    for text in given or ():
        meal, _, number = text.rpartition("=")
        if not number.isdigit():
            raise InputError(
                f"--max-minutes {text}: give whole minutes, or a meal and minutes: dinner=30"
            )
        minutes |= dict.fromkeys([meal] if meal else meal_names(), int(number))
    return tuple(minutes.items())


def read_budget(given: str | None) -> dict[str, float]:
    """Turn ``9`` (a day) and ``70/week`` (the packs of a week) into fields of the request.

    Raises
    ------
    InputError
        If it is no number, or for neither a day nor a week.
    """
    if given is None:
        return {}
    amount, _, span = given.strip().partition("/")
    fields = {"": "budget_usd", "day": "budget_usd", "week": "week_budget_usd"}
    try:
        return {fields[span.strip().lower()]: float(amount)}
    except (KeyError, ValueError):
        raise InputError(
            f"--budget {given}: give US dollars a day, such as 9, or for the packs of a week: "
            "70/week"
        ) from None


def read_cooking_minutes(given: list[str] | None) -> tuple[tuple[str, int], ...]:
    """Turn ``45`` (every day) and ``weekday=30`` into the most minutes of work a day.

    Raises
    ------
    InputError
        If a number of minutes is not a whole number.
    """
    minutes = []
    for text in given or ():
        span, _, number = text.rpartition("=")
        if not (number.isascii() and number.isdigit()):
            raise InputError(
                f"--cooking-minutes {text}: give whole minutes, or a day and minutes: weekday=30"
            )
        minutes.append((span or "day", int(number)))
    return tuple(minutes)


def read_limits(given: list[str] | None, option: str = "--limit") -> tuple[tuple[str, float], ...]:
    """Turn ``max_sodium_mg=1500`` into a limit of the request.

    Raises
    ------
    InputError
        If a value is not a number.
    """
    limits = []
    for text in given or ():
        name, _, number = text.partition("=")
        try:
            limits.append((name, float(number)))
        except ValueError:
            raise InputError(
                f"{option} {text}: give a limit and a number, such as max_sodium_mg=1500"
            ) from None
    return tuple(limits)


@dataclass(frozen=True)
class AtHome:
    """What the command line says is at home.

    Attributes
    ----------
    food_ids : tuple of str
        Ids of the foods to use up first.
    items : tuple of PantryItem
        The foods that files list, with grams and days.
    """

    food_ids: tuple[str, ...]
    items: tuple[PantryItem, ...]

    @property
    def grams(self) -> dict[str, float]:
        """Grams as bought of the foods that files list, by food id."""
        found: dict[str, float] = {}
        for item in self.items:
            found[item.food_id] = found.get(item.food_id, 0.0) + item.grams
        return found

    def use_by(self, start: datetime.date | None) -> tuple[UseBy, ...]:
        """Return what must be eaten by a day of a plan that starts on a date.

        Raises
        ------
        InputError
            If a date needs a first day and there is none, or lies before it.
        """
        found = (item.use_by(start) for item in self.items)
        return tuple(item for item in found if item is not None)

    def in_household(self, household: Household) -> Household:
        """Return a household with what must be eaten by a day; errors as for `use_by`."""
        use_by = self.use_by(household.start)
        return household.changed(use_by=use_by) if use_by else household

    def request_fields(self) -> dict[str, Any]:
        """Return the foods to use up first as a field of the request, if there are any."""
        return {"pantry": self.food_ids} if self.food_ids else {}


def read_pantry_options(given: list[str] | None, foods: FoodTable) -> AtHome:
    """Return what is at home, by ids of foods to use up first and by files.

    Parameters
    ----------
    given : list of str or None
        Food ids and names of files.
    foods : FoodTable
        The foods that a file may name.

    Raises
    ------
    InputError
        If a file cannot be read or holds faults.
    """
    food_ids: list[str] = []
    items: list[PantryItem] = []
    for text in given or ():
        if Path(text).suffix.lower() in (".toml", ".csv"):
            items += read_pantry_items(Path(text), foods)
        else:
            food_ids.append(text)
    listed = dict.fromkeys(item.food_id for item in items)
    return AtHome((*food_ids, *listed), tuple(items))


def read_start(text: str | None) -> datetime.date | None:
    """Read the date of the first day.

    Raises
    ------
    InputError
        If it is not a date of the calendar.
    """
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"--start {text}: not a date; write year-month-day, such as 2026-11-30"
        ) from None
