"""Cooking batches: which dish is cooked on which day, for whom, and what is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.portions import Portion


@dataclass(frozen=True)
class Serving:
    """Servings of a dish that one person eats at one meal of one day."""

    day: int
    meal: str
    person: str
    servings: float


@dataclass(frozen=True)
class Cooking:
    """One batch of one dish.

    Attributes
    ----------
    day : int
        Day on which it is cooked.
    dish : Dish
        The dish.
    servings : tuple of Serving
        All servings of the batch in the order they are eaten; those of later days are leftovers.
    """

    day: int
    dish: Dish
    servings: tuple[Serving, ...]

    @property
    def amount(self) -> float:
        """Number of servings cooked."""
        return sum(serving.servings for serving in self.servings)

    @property
    def left_over(self) -> tuple[Serving, ...]:
        """The servings eaten on later days."""
        return tuple(serving for serving in self.servings if serving.day > self.day)

    @property
    def active_minutes(self) -> int:
        """Minutes of active work; taken as independent of the number of servings."""
        return self.dish.active_minutes


def servings_of(
    portions: Iterable[Portion], dishes: Mapping[str, Dish]
) -> dict[str, list[Serving]]:
    """Return the servings of each dish by dish id, in the order they are eaten.

    Portions of a dish that is not among `dishes` are left out.
    """
    found: dict[str, dict[tuple[int, str, str], float]] = defaultdict(dict)
    for row in portions:
        if row.dish in dishes:
            found[row.dish][row.day, row.meal, row.person] = row.scale
    order = {name: place for place, name in enumerate(meal_names())}
    return {
        dish: [
            Serving(day, meal, person, servings)
            for (day, meal, person), servings in sorted(
                eaten.items(), key=lambda item: (item[0][0], order[item[0][1]], item[0][2])
            )
        ]
        for dish, eaten in found.items()
    }


def cookings(
    portions: Iterable[Portion], dishes: Mapping[str, Dish], cook_days: Collection[int] = ()
) -> tuple[Cooking, ...]:
    """Derive the cooking batches from the portions eaten.

    One batch serves everybody who eats the dish within the days it keeps. It is cooked on the
    latest cooking day from which the dish keeps, else on the first day it is eaten. A dish that
    does not keep is cooked on each day it is eaten.

    Parameters
    ----------
    portions : iterable of Portion
        Portions of any number of days and people.
    dishes : mapping of str to Dish
        The dishes that the portions may name, by id.
    cook_days : collection of int
        Days of the plan reserved for cooking ahead.

    Returns
    -------
    tuple of Cooking
        Sorted by day, meal and dish id.
    """
    found: list[Cooking] = []
    for dish_id, servings in servings_of(portions, dishes).items():
        dish = dishes[dish_id]
        batches: dict[int, list[Serving]] = defaultdict(list)
        for serving in servings:
            ahead = [day for day in cook_days if 0 <= serving.day - day <= dish.keeps_days]
            started = [day for day in batches if 0 <= serving.day - day <= dish.keeps_days]
            day = max(ahead, default=min(started, default=serving.day))
            batches[day].append(serving)
        found += [Cooking(day, dish, tuple(eaten)) for day, eaten in batches.items()]
    order = {name: place for place, name in enumerate(meal_names())}
    return tuple(
        sorted(found, key=lambda batch: (batch.day, order[batch.servings[0].meal], batch.dish.id))
    )


def cooking_minutes(batches: Iterable[Cooking]) -> dict[int, int]:
    """Return the minutes of active work by day, for days on which something is cooked."""
    minutes: dict[int, int] = defaultdict(int)
    for cooking in batches:
        minutes[cooking.day] += cooking.active_minutes
    return dict(sorted(minutes.items()))
