"""What is cooked when: dishes cooked once for several people and days, and what is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planner.nutrition.foods.dishes import Dish, known_dishes
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.foods.portions import Portion


@dataclass(frozen=True)
class Serving:
    """Where servings of a dish go."""

    day: int
    meal: str
    person: str
    servings: float


@dataclass(frozen=True)
class Cooking:
    """One dish, cooked once.

    Attributes
    ----------
    day : int
        When it is cooked.
    dish : Dish
        What is cooked.
    servings : tuple of Serving
        Who eats it when, in order; what is eaten on a later day is left over.
    """

    day: int
    dish: Dish
    servings: tuple[Serving, ...]

    @property
    def amount(self) -> float:
        """Servings that are cooked."""
        return sum(serving.servings for serving in self.servings)

    @property
    def left_over(self) -> tuple[Serving, ...]:
        """What is eaten on later days."""
        return tuple(serving for serving in self.servings if serving.day > self.day)

    @property
    def active_minutes(self) -> int:
        """Minutes of work: the recipe's, which more servings of it hardly change."""
        return self.dish.active_minutes


def servings_of(portions: Iterable[Portion]) -> dict[str, list[Serving]]:
    """Return who is served what when, by the dish."""
    found: dict[str, dict[tuple[int, str, str], float]] = defaultdict(dict)
    for row in portions:
        if row.dish in known_dishes():
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


def cookings(portions: Iterable[Portion], cook_days: Collection[int] = ()) -> tuple[Cooking, ...]:
    """Tell what is cooked when, from what is eaten.

    A dish is cooked once for all who eat it within the days it keeps, counted from the day it is
    cooked: the first day it is eaten or, with cooking days, the last of them that is not too long
    before. A dish that does not keep is cooked each day it is eaten.

    Parameters
    ----------
    portions : iterable of Portion
        Any span of days, any number of people.
    cook_days : collection of int
        Days of the plan on which one cooks ahead.
    """
    found: list[Cooking] = []
    for dish_id, servings in servings_of(portions).items():
        dish = known_dishes()[dish_id]
        batches: dict[int, list[Serving]] = defaultdict(list)
        for serving in servings:
            ahead = [day for day in cook_days if 0 <= serving.day - day <= dish.keeps_days]
            started = [day for day in batches if 0 <= serving.day - day <= dish.keeps_days]
            day = max(ahead, default=min(started, default=serving.day))
            batches[day].append(serving)
        found += [Cooking(day, dish, tuple(eaten)) for day, eaten in batches.items()]
    order = {name: place for place, name in enumerate(meal_names())}
    return tuple(
        sorted(found, key=lambda made: (made.day, order[made.servings[0].meal], made.dish.id))
    )


def cooking_minutes(made: Iterable[Cooking]) -> dict[int, int]:
    """Return the minutes of work on each day on which something is cooked."""
    minutes: dict[int, int] = defaultdict(int)
    for cooking in made:
        minutes[cooking.day] += cooking.active_minutes
    return dict(sorted(minutes.items()))
