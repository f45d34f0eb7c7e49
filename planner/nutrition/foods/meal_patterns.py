"""The eating times of a day and what makes up their plates (``data/meals.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.nutrition.tables import read_toml

SNACKS = (0, 3)  # least and most snacks a day, beside the three meals


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
    id : str
        Key within the day: ``breakfast``, ``snack``, ``snack_2`` ...
    name : str
        What plans call it: breakfast, lunch, dinner or snack.
    label : str
        Name for people.
    energy_share : float
        Share of the day's energy it should hold.
    foods : RoleCount
        How many foods and dishes it holds, water not counted.
    roles : tuple of RoleCount
        How many of each role; a role that is not named is not served.
    """

    id: str
    name: str
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
        In how many meals a food or dish may stand.
    repeatable : dict of str to int
        Roles whose foods may come back more often.
    """

    meals: tuple[Meal, ...]
    share_tolerance: float
    same_food_meals: int
    repeatable: dict[str, int]

    def most_meals(self, role: str) -> int:
        """In how many meals of a day an item of this role may stand."""
        return self.repeatable.get(role, self.same_food_meals)


def _meal(meal_id: str, name: str, entry: dict[str, Any], plate: str, share: float) -> Meal:
    made = entry[plate]
    counts = [
        RoleCount(frozenset({role}), least, most) for role, (least, most) in made["roles"].items()
    ]
    counts += [RoleCount(frozenset(c["roles"]), c["count"], 99) for c in made.get("at_least", [])]
    counts += [RoleCount(frozenset(c["roles"]), 0, c["count"]) for c in made.get("at_most", [])]
    least, most = made["foods"]
    number = meal_id.removeprefix(name).removeprefix("_")
    return Meal(
        id=meal_id,
        name=name,
        label=f"{entry['label']} {number}".strip(),
        energy_share=share,
        foods=RoleCount(frozenset(made["roles"]) - {"water"}, least, most),
        roles=tuple(counts),
    )


@cache
def day_pattern(simple: frozenset[str] = frozenset(), snacks: int = 1) -> DayPattern:
    """Return the meals of a day.

    Parameters
    ----------
    simple : frozenset of str
        Meals made of plain foods alone, without a dish.
    snacks : int
        How many snacks, 0 to 3; they share the energy of one, and without any the three meals
        share it.
    """
    raw = read_toml("meals.toml")
    entries = raw["meal"]
    snack_share = float(raw["snack_share"])
    meals = []
    for name, entry in entries.items():
        plate = "simple" if name in simple else "dish"
        if name == "snack":
            ids = ["snack", *(f"snack_{number}" for number in range(2, snacks + 1))][:snacks]
            meals += [_meal(i, name, entry, plate, snack_share / snacks) for i in ids]
        else:
            share = float(entry["energy_share"])
            if snacks == 0:
                share /= 1.0 - snack_share
            meals.append(_meal(name, name, entry, plate, share))
    return DayPattern(
        meals=tuple(meals),
        share_tolerance=float(raw["share_tolerance"]),
        same_food_meals=int(raw["same_food_meals"]),
        repeatable={role: int(most) for role, most in raw["repeatable"].items()},
    )


@cache
def meal_names() -> tuple[str, ...]:
    """Return what plans call the meals, in the order they are eaten."""
    return tuple(read_toml("meals.toml")["meal"])


@cache
def meal_labels() -> dict[str, str]:
    """Return the label of every meal by its name."""
    return {name: str(entry["label"]) for name, entry in read_toml("meals.toml")["meal"].items()}
