"""Checks of daily limits: what is served fits under them, and no single source carries a floor."""

from __future__ import annotations

from collections.abc import Iterator

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable, load_foods
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.safety import SafetyRule, all_safety_rules
from planner.nutrition.tables import read_rows

_EVERYONE = "everyone"
_ADULT = 19
_FLOORS = frozenset({"RDA", "AI"})


def _limits() -> tuple[SafetyRule, ...]:
    """Return the limits in grams that hold for everyone."""
    return tuple(
        rule
        for rule in all_safety_rules()
        if rule.limit_g is not None and _EVERYONE in rule.applies_to
    )


def portion_limit_faults() -> Iterator[str]:
    """Check that the smallest and the usual helping of each food fit under every limit on it."""
    for rule in _limits():
        for food in load_foods().foods:
            grams = max(food.least, food.usual) * food.measure_g
            if food.meals and rule.covers(food) and grams > (rule.limit_g or 0.0):
                yield (
                    f"data/foods.csv {food.id}: a helping of {grams:g} g is above the "
                    f"{rule.limit_g:g} g of data/safety.csv {rule.id}"
                )


def unservable_faults() -> Iterator[str]:
    """Check that each limit, also of some people, lets the smallest helping of some food be served.

    A limit that no helping fits under would leave the foods out and not say so.
    """
    for rule in all_safety_rules():
        covered = [food for food in load_foods().foods if food.meals and rule.covers(food)]
        least = min((food.least * food.measure_g for food in covered), default=0.0)
        if rule.limit_g is not None and least > rule.limit_g:
            yield (
                f"data/safety.csv {rule.id}: no food it covers has a helping of {rule.limit_g:g} "
                f"g; the smallest is {least:g} g"
            )


def dish_limit_faults(dishes: tuple[Dish, ...]) -> Iterator[str]:
    """Check that one serving of each dish fits under every limit on its foods.

    Parameters
    ----------
    dishes : tuple of Dish
        Dishes and their variants.
    """
    table = load_foods()
    for dish in dishes:
        where = f"data/dish_ingredients.csv {dish.id}"
        for food_id, grams in dish.ingredients:
            most = table.foods[table.row(food_id)].day_max_g
            if grams > most:
                yield f"{where}: {grams:g} g {food_id}; its day_max_grams is {most:g}"
        for rule in _limits():
            held = _covered(dish, rule, table)
            if held > (rule.limit_g or 0.0):
                yield (
                    f"{where}: a serving has {held:g} g of the {rule.limit_g:g} g of "
                    f"data/safety.csv {rule.id}"
                )


def _covered(dish: Dish, rule: SafetyRule, table: FoodTable) -> float:
    """Return the grams of a serving that a rule is about."""
    return sum(
        grams for food_id, grams in dish.ingredients if rule.covers(table.foods[table.row(food_id)])
    )


def sole_source_faults() -> Iterator[str]:
    """Check that the cap on each kind of ``data/sole_sources.csv`` keeps its share of the floor.

    The floor is the smallest for adults of the US National Academies.
    """
    rules = {rule.id: rule for rule in all_safety_rules()}
    table = load_foods()
    for row in read_rows("sole_sources.csv"):
        where = f"data/sole_sources.csv {row['cap']}"
        rule = rules.get(row["cap"])
        if rule is None or rule.limit_g is None or rule.days != 1:
            yield f"{where}: no daily limit of this name in data/safety.csv"
            continue
        column = nutrient_index()[row["nutrient"]]
        covered = [number for number, food in enumerate(table.foods) if rule.covers(food)]
        richest = max(table.known_or_zero[number, column] for number in covered)
        supplied, most = rule.limit_g * richest / 100.0, float(row["share"]) * _floor(row)
        if supplied > most:
            yield (
                f"{where}: {rule.limit_g:g} g supply {supplied:g} of {row['nutrient']}; at most "
                f"{most:g}"
            )


def _floor(row: dict[str, str]) -> float:
    """Return the smallest adult floor of a row's nutrient."""
    return min(
        float(target["value"])
        for target in read_rows("targets/nasem.csv")
        if target["nutrient"] == row["nutrient"]
        and target["kind"] in _FLOORS
        and int(target["age_min_years"]) >= _ADULT
    )
