"""The cooking plan of some days as Markdown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from planner.nutrition.foods.catalog import Catalog, load_catalog
from planner.nutrition.foods.cooking_batches import Cooking, Serving, cookings
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.household_measures import write_measure, write_weight
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion


def day_title(day: int, start: date | None) -> str:
    """Name a day of a plan: its number, and its date where there is one."""
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
) -> str:
    """Write, per day, what to cook, with amounts and steps, and what to take from the fridge.

    Parameters
    ----------
    portions : sequence of Portion
        Of any number of people.
    start : date, optional
        First day of the plan.
    cook_days : collection of int
        Days of the plan on which one cooks ahead.
    catalog : Catalog, optional
        Where the portions' foods and dishes are looked up; that of ``data/`` by default.
    """
    catalog = catalog or load_catalog()
    made = cookings(portions, catalog.dishes, cook_days)
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
            lines += ["", *_recipe(cooking, catalog.foods)]
        if not today:
            lines.append("- Nothing to cook.")
        lines.append("")
    return "\n".join(lines)


def _for(serving: Serving) -> str:
    """Name a meal and whose it is."""
    label = meal_labels()[serving.meal].lower()
    return f"{serving.person}'s {label}" if serving.person else label


def _recipe(cooking: Cooking, foods: FoodTable) -> list[str]:
    """Write one dish: servings, where they go, amounts and steps."""
    dish = cooking.dish
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
