"""A household: people who eat together, read from a TOML file and validated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from planner.errors import InputError, PlannerError, unknown_name
from planner.nutrition.people.person import PERSON_OPTIONS, person_from_options
from planner.nutrition.user_files import read_toml_file
from planner.request.plan_request import PlanRequest

SHARED_MEALS = ("breakfast", "lunch", "dinner")


MOST_PEOPLE = 12
# Settings of the household, and settings that each person may have instead.
_COMMON = frozenset(PlanRequest.model_fields) - {"person", "name", "diet", "avoid", "exclude"}
_PERSONAL = frozenset(
    {
        "name",
        "diet",
        "avoid",
        "exclude",
        "tastes",
        "snacks",
        "standard",
        "at_home",
        "supplements",
        "sun",
    }
)


@dataclass(frozen=True)
class Member:
    """One person of a household.

    Attributes
    ----------
    request : PlanRequest
        The person's request; its `name` identifies the person in the household.
    at_home : frozenset of str
        Meals eaten together; the other meals are planned for this person alone.
    """

    request: PlanRequest
    at_home: frozenset[str]


@dataclass(frozen=True)
class Household:
    r"""People who eat together.

    Attributes
    ----------
    members : tuple of Member
        The members in the order of the file.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import read_household
    >>> vera = '[[person]]\nname = "Vera"\nsex = "female"\nage = 34\nheight = 167\nweight = 62'
    >>> _ = Path("family.toml").write_text("days = 3\n" + vera)
    >>> household = read_household("family.toml")
    >>> household.days, [member.request.name for member in household.members]
    (3, ['Vera'])
    """

    members: tuple[Member, ...]

    @property
    def days(self) -> int:
        """Number of days planned."""
        return self.members[0].request.days

    @property
    def start(self) -> date | None:
        """Date of the first day; None for a plan without dates."""
        return self.members[0].request.start

    def changed(self, **fields: Any) -> Household:
        """Return the household with some fields of every member's request replaced.

        Raises
        ------
        InputError
            If a field is not valid.
        """
        members = (
            replace(member, request=member.request.changed(**fields)) for member in self.members
        )
        return Household(tuple(members))


def household_from_raw(raw: dict[str, Any], place: str, **options: Any) -> Household:
    """Return the household that a mapping describes.

    Parameters
    ----------
    raw : dict
        Settings of the household (fields of a request, including ``week``) and a list ``person``
        of tables, each with a name, the options of the person and personal settings.
    place : str
        Origin of the mapping, for messages.
    options : dict
        Settings that override those of the mapping; ``ban`` lists foods and dishes that are
        excluded for everybody.

    Raises
    ------
    InputError
        If a value is not valid; one message lists every fault with its person.
    """
    people = raw.get("person")
    if not isinstance(people, list) or not all(isinstance(entry, dict) for entry in people):
        raise InputError(f"{place}: give every person a table that starts with [[person]]")
    if not 1 <= len(people) <= MOST_PEOPLE:
        raise InputError(f"{place}: {len(people)} people; a household has 1 to {MOST_PEOPLE}")
    banned = tuple(options.pop("ban", None) or ())
    common = {key: value for key, value in raw.items() if key != "person"} | options
    if isinstance(raw.get("week"), dict):  # options override single week rules, not all of them
        common["week"] = raw["week"] | options.get("week", {})
    faults = [
        f"{place}: {unknown_name('setting of a household', key, sorted(_COMMON))}"
        for key in common
        if key not in _COMMON
    ]
    members: list[Member] = []
    for number, entry in enumerate(people, start=1):
        try:
            fields = {key: value for key, value in common.items() if key in _COMMON}
            members.append(_member(entry, fields, banned))
        except PlannerError as error:
            who = str(entry.get("name") or f"number {number}")[:60]
            faults += [f"{place}, person {who}: {line}" for line in str(error).splitlines()]
    names = [member.request.name for member in members]
    faults += [
        f"{place}: two people are called {name}; give each a different name"
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if faults:
        raise InputError("\n".join(faults))
    return Household(tuple(members))


def _member(entry: dict[str, Any], common: dict[str, Any], banned: tuple[str, ...]) -> Member:
    """Return one member; banned items are added to the person's exclusions."""
    allowed = _PERSONAL | set(PERSON_OPTIONS)
    for key in entry:
        if key not in allowed:
            raise unknown_name("key of a person", key, sorted(allowed))
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError("name is missing: give every person a name")
    at_home = entry.get("at_home", list(SHARED_MEALS))
    if not isinstance(at_home, list) or not all(meal in SHARED_MEALS for meal in at_home):
        raise InputError(f"at_home = {at_home!r}: give a list of {', '.join(SHARED_MEALS)}")
    person = person_from_options({key: entry[key] for key in entry if key in PERSON_OPTIONS})
    personal = {key: entry[key] for key in entry if key in _PERSONAL and key != "at_home"}
    personal["exclude"] = (*personal.get("exclude", ()), *banned)
    fields = {**common, **personal, "name": name.strip(), "person": person}
    return Member(PlanRequest.from_raw(fields), frozenset(at_home))


def read_household(path: Path, **options: Any) -> Household:
    r"""Read a household file.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, not UTF-8 or not TOML, or a value is not valid.

    Examples
    --------
    >>> from pathlib import Path
    >>> from planner import read_household
    >>> ben = '[[person]]\nname = "Ben"\nsex = "male"\nage = 36\nheight = 181\nweight = 80'
    >>> _ = Path("family.toml").write_text(ben)
    >>> read_household("family.toml", days=7).days
    7
    """
    raw = read_toml_file(path)
    return household_from_raw(raw, str(path), **options)
