"""Checks of the dish tables: known foods, sensible amounts, energy, steps and duplicates."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.meal_patterns import meal_names
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.tables import read_rows, split_list

_MEAL_KCAL = {"breakfast": (250.0, 650.0), "lunch": (330.0, 820.0), "dinner": (330.0, 820.0)}
_SNACK_KCAL = (60.0, 350.0)
MOST_DISH_SODIUM_MG = 900.0
_INGREDIENTS = (3, 14)
_STEPS = (2, 6)


def dish_row_faults() -> Iterator[str]:
    """Check the rows of the dish tables: known dishes, foods and meals, sensible grams."""
    foods = {row["food_id"] for row in read_rows("foods.csv")}
    dishes = {row["dish_id"] for row in read_rows("dishes.csv")}
    for name, columns in (
        ("dish_ingredients.csv", ("food_id",)),
        ("dish_steps.csv", ()),
        ("dish_swaps.csv", ("food_id", "instead_food_id")),
    ):
        for number, row in enumerate(read_rows(name), start=2):
            where = f"data/{name} row {number} {row['dish_id']}"
            if row["dish_id"] not in dishes:
                yield f"{where}: no such dish in dishes.csv"
            for column in columns:
                if row[column] not in foods:
                    yield f"{where}: {column} {row[column]!r} is not in foods.csv"
            grams = row.get("grams") or row.get("instead_grams")
            if grams is not None and not 0 < float(grams) <= 500:
                yield f"{where}: {grams} g; allowed are more than 0 and at most 500 g a serving"
    yield from _name_faults()
    yield from _meal_faults()


def _name_faults() -> Iterator[str]:
    """Check that steps of variants are of known variants."""
    variants = {row["variant_id"] for row in read_rows("dish_swaps.csv")}
    for number, row in enumerate(read_rows("variant_steps.csv"), start=2):
        if row["variant_id"] not in variants:
            yield f"data/variant_steps.csv row {number}: {row['variant_id']!r} is no variant"


def _meal_faults() -> Iterator[str]:
    for number, row in enumerate(read_rows("dishes.csv"), start=2):
        for meal in split_list(row["meals"]):
            if meal not in meal_names():
                where = f"data/dishes.csv row {number} {row['dish_id']}"
                yield f"{where}: meal {meal!r}; allowed are {', '.join(meal_names())}"


def dish_faults() -> Iterator[str]:
    """Check dishes and variants: energy, sodium, ingredients, steps, duplicates."""
    seen: dict[frozenset[tuple[str, float]], str] = {}
    names: dict[str, str] = {}
    energy, sodium = nutrient_index()["energy_kcal"], nutrient_index()["sodium_mg"]
    items = load_catalog().items
    for number, dish in enumerate(items.dishes, start=len(items.foods.foods)):
        where = f"data/dishes.csv {dish.id}"
        kcal, salt = items.nutrients[number, energy], items.nutrients[number, sodium]
        ranges = [_MEAL_KCAL.get(meal, _SNACK_KCAL) for meal in dish.meals]
        low, high = min(r[0] for r in ranges), max(r[1] for r in ranges)
        if not low <= kcal <= high:
            yield f"{where}: {kcal:.0f} kcal a serving; allowed are {low:.0f} to {high:.0f}"
        if salt > MOST_DISH_SODIUM_MG:
            yield f"{where}: {salt:.0f} mg sodium; allowed are at most {MOST_DISH_SODIUM_MG:.0f}"
        if not _INGREDIENTS[0] <= len(dish.ingredients) <= _INGREDIENTS[1]:
            yield f"{where}: {len(dish.ingredients)} ingredients; allowed are 3 to 14"
        if len({food_id for food_id, _ in dish.ingredients}) < len(dish.ingredients):
            yield f"{where}: an ingredient is listed twice"
        if dish.id == dish.base and not _STEPS[0] <= len(dish.steps) <= _STEPS[1]:
            yield f"{where}: {len(dish.steps)} steps; allowed are 2 to 6"
        if 1.0 not in dish.scales:
            yield f"{where}: its evenly spaced scales do not include one serving"
        twin = seen.setdefault(frozenset(dish.ingredients), dish.id)
        if twin != dish.id:
            yield f"{where}: has the same ingredients as {twin}"
        namesake = names.setdefault(dish.name, dish.id)
        if namesake != dish.id:
            yield f"{where}: has the same name as {namesake}"
