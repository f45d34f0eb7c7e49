"""The eating times of a day and what makes up a plain plate (``data/meals.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.tables import read_toml


@dataclass(frozen=True)
class RoleCount:
    """Least and most foods of some roles in one meal."""

    roles: frozenset[str]
    least: int
    most: int


@dataclass(frozen=True)
class Meal:
    """One eating time.

    Attributes
    ----------
    id, label : str
        Key (``breakfast``) and name.
    energy_share : float
        Share of the day's energy it should hold.
    foods : RoleCount
        How many foods it holds, water not counted.
    roles : tuple of RoleCount
        How many foods of each role; a role that is not named is not served.
    """

    id: str
    label: str
    energy_share: float
    foods: RoleCount
    roles: tuple[RoleCount, ...]

    @property
    def served_roles(self) -> frozenset[str]:
        """Every role that may stand in this meal."""
        return frozenset[str]().union(*(count.roles for count in self.roles))


@dataclass(frozen=True)
class DayPattern:
    """The meals of a day and how often one food may come back.

    Attributes
    ----------
    meals : tuple of Meal
        In the order they are eaten.
    share_tolerance : float
        How far an energy share may stray before it costs anything.
    same_food_meals : int
        In how many meals a food may stand.
    repeatable : dict of str to int
        Roles whose foods may come back more often.
    """

    meals: tuple[Meal, ...]
    share_tolerance: float
    same_food_meals: int
    repeatable: dict[str, int]

    def most_meals(self, role: str) -> int:
        """In how many meals of a day a food of this role may stand."""
        return self.repeatable.get(role, self.same_food_meals)


def _meal(name: str, entry: dict[str, Any]) -> Meal:
    counts = [
        RoleCount(frozenset({role}), least, most) for role, (least, most) in entry["roles"].items()
    ]
    counts += [RoleCount(frozenset(c["roles"]), c["count"], 99) for c in entry["at_least"]]
    counts += [RoleCount(frozenset(c["roles"]), 0, c["count"]) for c in entry["at_most"]]
    least, most = entry["foods"]
    eaten = frozenset(entry["roles"]) - {"water"}
    return Meal(
        id=name,
        label=entry["label"],
        energy_share=float(entry["energy_share"]),
        foods=RoleCount(eaten, least, most),
        roles=tuple(counts),
    )


@cache
def day_pattern() -> DayPattern:
    """Read ``data/meals.toml``."""
    raw = read_toml("meals.toml")
    return DayPattern(
        meals=tuple(_meal(name, entry) for name, entry in raw["meal"].items()),
        share_tolerance=float(raw["share_tolerance"]),
        same_food_meals=int(raw["same_food_meals"]),
        repeatable={role: int(most) for role, most in raw["repeatable"].items()},
    )


def meal_ids() -> tuple[str, ...]:
    """Return the ids of the meals, in the order they are eaten."""
    return tuple(meal.id for meal in day_pattern().meals)
