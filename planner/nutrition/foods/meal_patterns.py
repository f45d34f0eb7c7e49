"""The meals of a day and the number of foods of each role in them (``data/meals.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from planner.nutrition.tables import read_toml

SNACKS = (0, 3)  # fewest and most snacks a day, besides the three main meals


@dataclass(frozen=True)
class RoleCount:
    """Fewest and most foods of some roles in one meal."""

    roles: frozenset[str]
    least: int
    most: int


@dataclass(frozen=True)
class Meal:
    """One meal of a day.

    Attributes
    ----------
    id : str
        Key within the day: ``breakfast``, ``snack``, ``snack_2`` ...
    name : str
        Name in plans: breakfast, lunch, dinner or snack.
    label : str
        Name for display.
    energy_share : float
        Share of the day's energy that the meal should supply.
    foods : RoleCount
        Number of foods and dishes, not counting water.
    roles : tuple of RoleCount
        Number of items of each role; other roles are not served.
    """

    id: str
    name: str
    label: str
    energy_share: float
    foods: RoleCount
    roles: tuple[RoleCount, ...]

    @cached_property
    def served_roles(self) -> frozenset[str]:
        """Every role that this meal may serve."""
        return frozenset[str]().union(*(count.roles for count in self.roles))


@dataclass(frozen=True)
class DayPattern:
    """The meals of a day and how often an item may be repeated.

    Attributes
    ----------
    meals : tuple of Meal
        The meals in the order they are eaten.
    share_tolerance : float
        Deviation from an energy share that is not penalized.
    same_food_meals : int
        Most meals of a day that may serve the same item.
    repeatable : dict of str to int
        Higher limits for the items of some roles.
    """

    meals: tuple[Meal, ...]
    share_tolerance: float
    same_food_meals: int
    repeatable: dict[str, int]

    def most_meals(self, role: str) -> int:
        """Return the most meals of a day that may serve the same item of this role."""
        return self.repeatable.get(role, self.same_food_meals)


@cache
def _uncounted_roles() -> frozenset[str]:
    """Return the roles whose items do not count among the foods of a meal."""
    return frozenset(read_toml("meals.toml")["uncounted_roles"])


def _meal(name: str, number: int, entry: dict[str, Any], plate: str, share: float) -> Meal:
    """Build the `number`-th meal of a name; only from the second on it is numbered."""
    pattern = entry[plate]
    counts = [
        RoleCount(frozenset({role}), least, most)
        for role, (least, most) in pattern["roles"].items()
    ]
    counts += [
        RoleCount(frozenset(c["roles"]), c["count"], 99) for c in pattern.get("at_least", [])
    ]
    counts += [RoleCount(frozenset(c["roles"]), 0, c["count"]) for c in pattern.get("at_most", [])]
    least, most = pattern["foods"]
    return Meal(
        id=name if number == 1 else f"{name}_{number}",
        name=name,
        label=entry["label"] if number == 1 else f"{entry['label']} {number}",
        energy_share=share,
        foods=RoleCount(frozenset(pattern["roles"]) - _uncounted_roles(), least, most),
        roles=tuple(counts),
    )


@cache
def day_pattern(simple: frozenset[str] = frozenset(), snacks: int = 1) -> DayPattern:
    """Return the meals of a day.

    Parameters
    ----------
    simple : frozenset of str
        Names of the meals composed of single foods, without a dish.
    snacks : int
        Number of snacks, 0 to 3. They share the energy of one snack; with no snack, the main
        meals share it.
    """
    raw = read_toml("meals.toml")
    entries = raw["meal"]
    snack_share = float(raw["snack_share"])
    meals = []
    for name, entry in entries.items():
        plate = "simple" if name in simple else "dish"
        if name == "snack":
            numbers = range(1, snacks + 1)
            meals += [_meal(name, n, entry, plate, snack_share / snacks) for n in numbers]
        else:
            share = float(entry["energy_share"])
            if snacks == 0:
                share /= 1.0 - snack_share
            meals.append(_meal(name, 1, entry, plate, share))
    return DayPattern(
        meals=tuple(meals),
        share_tolerance=float(raw["share_tolerance"]),
        same_food_meals=int(raw["same_food_meals"]),
        repeatable={role: int(most) for role, most in raw["repeatable"].items()},
    )


@cache
def all_meals() -> dict[str, Meal]:
    """Return every meal that a day may have, by id, each with a dish."""
    return {meal.id: meal for meal in day_pattern(snacks=SNACKS[1]).meals}


@cache
def meal_names() -> tuple[str, ...]:
    """Return the names of the meals in the order they are eaten."""
    return tuple(read_toml("meals.toml")["meal"])


@cache
def meal_labels() -> Mapping[str, str]:
    """Return the display label of every meal by its name."""
    meals = read_toml("meals.toml")["meal"]
    return MappingProxyType({name: str(entry["label"]) for name, entry in meals.items()})
