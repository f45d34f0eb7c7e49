"""Write the cooking plan of a plan as Markdown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from planner.nutrition.foods.catalog import Catalog, load_catalog
from planner.nutrition.foods.cooking_batches import Cooking, Serving, cookings
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_measure
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preparation import preparation
from planner.nutrition.foods.recipe_text import (
    ahead_steps,
    ingredient_lines,
    is_overnight,
    side_line,
    steps_of,
    time_words,
)

LEAST_MINUTES = 5  # from which serving a food by itself is told as cooking


def day_title(day: int, start: date | None) -> str:
    """Return the title of a day: its number, and its date if the plan has a start date."""
    if start is None:
        return f"Day {day}"
    found = start + timedelta(days=day - 1)
    return f"Day {day}, {found:%A} {found.day} {found:%B %Y}"


def cooking_plan_as_markdown(
    portions: Sequence[Portion],
    *,
    start: date | None = None,
    cook_days: Collection[int] = (),
    catalog: Catalog | None = None,
    units: Units = Units.METRIC,
) -> str:
    """Return a Markdown text with the batches and the leftovers of each day.

    Parameters
    ----------
    portions : sequence of Portion
        Portions of any number of people.
    start : date, optional
        Date of the first day.
    cook_days : collection of int
        Days of the plan reserved for cooking ahead.
    catalog : Catalog, optional
        Catalog of the foods and dishes; that of ``data/`` by default.
    units : Units
        The cook's units.
    """
    catalog = catalog or load_catalog()
    foods = catalog.foods
    batches = cookings(portions, catalog.dishes, cook_days)
    days = sorted({row.day for row in portions})
    lines = ["# Cooking plan", ""]
    before = _evening(batches, days[0], foods, units) if days else []
    lines += ["## The evening before", "", *before, ""] if before else []
    for day in days:
        today = [cooking for cooking in batches if cooking.day == day]
        work = sum(cooking.active_minutes for cooking in today)
        lines += [f"## {day_title(day, start)}: {work} minutes of work", ""]
        for cooking in batches:
            for serving in cooking.left_over:
                if serving.day == day:
                    lines.append(f"- From the fridge for {_for(serving)}: {cooking.dish.name}")
        for cooking in today:
            lines += ["", *_recipe(cooking, foods, units)]
        if not today:
            lines.append("- Nothing to cook.")
        if sides := sides_to_cook([row for row in portions if row.day == day], foods, units):
            lines += ["", "Beside the dishes:", "", *(f"- {words}" for words in sides)]
        if evening := _evening(batches, day + 1, foods, units):
            lines += ["", "In the evening, for the next day:", "", *evening]
        lines.append("")
    return "\n".join(lines)


def _for(serving: Serving) -> str:
    """Return the name of a meal, with the person's name if there is one."""
    label = meal_labels()[serving.meal].lower()
    return f"{serving.person}'s {label}" if serving.person else label


def sides_to_cook(portions: Sequence[Portion], foods: FoodTable, units: Units) -> list[str]:
    """Return the foods of a day served by themselves that are cooked, for all people together.

    Parameters
    ----------
    portions : sequence of Portion
        Portions of one day, of any number of people.
    foods : FoodTable
        The foods that they name.
    units : Units
        The cook's units.
    """
    grams: dict[tuple[str, str], float] = {}
    for row in portions:
        food = foods.food(row.food_id)
        if not row.dish and preparation(food).total_minutes >= LEAST_MINUTES:
            key = (row.meal, row.food_id)
            grams[key] = grams.get(key, 0.0) + row.grams
    lines = []
    for (meal, food_id), amount in grams.items():
        food, label = foods.food(food_id), meal_labels()[meal].lower()
        time = preparation(food)
        line = f"For {label}: {side_line(food, amount, units)}: {time.words}, "
        lines.append(f"{line}{time.total_minutes} minutes")
    return lines


def _evening(batches: Sequence[Cooking], day: int, foods: FoodTable, units: Units) -> list[str]:
    """Return what is to be done the evening before a day: to soak, to chill, to cook ahead."""
    return [
        f"- For {cooking.dish.name}: {text[0].lower()}{text[1:]}"
        for cooking in batches
        if cooking.day == day and is_overnight(cooking.dish)
        for text in ahead_steps(cooking.dish, foods, cooking.amount, units)
    ]


def _recipe(cooking: Cooking, foods: FoodTable, units: Units) -> list[str]:
    """Return the lines of one batch: servings, leftovers, amounts and steps."""
    dish = cooking.dish
    amount = write_measure(cooking.amount, "serving", "servings")
    lines = [f"### {dish.name}: {amount}, {time_words(dish)}", ""]
    later = ", ".join(f"day {serving.day} {_for(serving)}" for serving in cooking.left_over)
    if later:
        lines += [f"Keep {dish.keeps_days} days in the fridge for: {later}.", ""]
    lines += [f"- {line}" for line in ingredient_lines(dish, foods, cooking.amount, units)]
    steps = steps_of(dish, foods, cooking.amount, units)
    return [*lines, "", *(f"{number}. {text}" for number, text in enumerate(steps, start=1))]
