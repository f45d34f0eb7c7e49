"""What is cooked when: dishes cooked once for several people and days, and what is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.dishes import Dish, known_dishes
from planner.foods import known_foods
from planner.meals import meal_labels, meal_names
from planner.measures import write_measure, write_weight
from planner.portions import Portion


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


def day_title(day: int, start: date | None) -> str:
    """Name a day of a plan: its number, and its date where there is one."""
    if start is None:
        return f"Day {day}"
    found = start + timedelta(days=day - 1)
    return f"Day {day}, {found:%A} {found.day} {found:%B %Y}"


def cooking_plan_as_markdown(
    portions: Sequence[Portion], *, start: date | None = None, cook_days: Collection[int] = ()
) -> str:
    """Write, per day, what to cook, with amounts and steps, and what to take from the fridge."""
    made = cookings(portions, cook_days)
    lines = ["# Cooking plan", ""]
    for day in sorted({row.day for row in portions}):
        today = [cooking for cooking in made if cooking.day == day]
        work = sum(cooking.active_minutes for cooking in today)
        lines += [f"## {day_title(day, start)}: {work} minutes of work", ""]
        for cooking in made:
            for serving in cooking.left_over:
                if serving.day == day:
                    lines.append(f"- From the fridge for {_for(serving)}: {cooking.dish.name}")
        for cooking in today:
            lines += ["", *_recipe(cooking)]
        if not today:
            lines.append("- Nothing to cook.")
        lines.append("")
    return "\n".join(lines)


def _for(serving: Serving) -> str:
    """Name a meal and whose it is."""
    label = meal_labels()[serving.meal].lower()
    return f"{serving.person}'s {label}" if serving.person else label


def _recipe(cooking: Cooking) -> list[str]:
    """Write one dish: servings, where they go, amounts and steps."""
    dish, foods = cooking.dish, known_foods()
    amount = write_measure(cooking.amount, "serving", "servings")
    lines = [f"### {dish.name}: {amount}, {dish.total_minutes} minutes", ""]
    later = ", ".join(f"day {serving.day} {_for(serving)}" for serving in cooking.left_over)
    if later:
        lines += [f"Keep {dish.keeps_days} days in the fridge for: {later}.", ""]
    for food_id, grams in dish.ingredients:
        food = foods.food(food_id)
        scaled = grams * cooking.amount
        lines.append(f"- {food.write_grams(scaled)} ({write_weight(scaled)}) {food.name}")
    return [*lines, "", *(f"{n}. {text}" for n, text in enumerate(dish.steps, start=1))]
