"""Dishes for kidney limits, low FODMAP, diabetes, small appetites, children, and busy people."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.search import diets_of
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.safety import exclusions_for
from planner.nutrition.tables import read_rows, split_list

MAIN = frozenset({"lunch", "dinner"})
# Most potassium, phosphorus (mg) and protein (g) of one serving that leaves room for the day.
KIDNEY = {"breakfast": (410, 220, 16), "main": (600, 250, 22), "snack": (210, 110, 6.5)}


@cache
def amounts(nutrient: str) -> dict[str, float]:
    """Return how much of a nutrient a serving of each dish has, unknown as its worst."""
    items = load_catalog().items
    column = items.nutrients_at_most[len(items.foods.foods) :, nutrient_index()[nutrient]]
    return dict(zip((dish.id for dish in items.dishes), map(float, column), strict=True))


def allowed(condition: str) -> list[Dish]:
    """Return the dishes of which no food is left out for a condition."""
    rules = [
        rule for rule in exclusions_for(frozenset({condition})) if condition in rule.applies_to
    ]
    assert rules
    table = load_catalog().foods
    return [
        dish
        for dish in load_catalog().dishes.values()
        if not any(rule.covers(food) for rule in rules for food in dish.foods(table))
    ]


def families(dishes: list[Dish]) -> int:
    """Count dishes, a dish and its variants as one."""
    return len({dish.base for dish in dishes})


def in_slot(dish: Dish, slot: str) -> bool:
    """Return whether a dish is served at breakfast, as a main meal, or as a snack."""
    return bool(dish.meals & MAIN) if slot == "main" else slot in dish.meals


def fits_kidneys(dish: Dish, slot: str) -> bool:
    """Return whether a serving is low in potassium, phosphorus and protein."""
    names = ("potassium_mg", "phosphorus_mg", "protein_g")
    held = np.array([amounts(name)[dish.id] for name in names])
    return in_slot(dish, slot) and bool((held <= np.array(KIDNEY[slot])).all())


def test_kidney_limits() -> None:
    """At least 30 dishes without additives fit kidney limits: 7 breakfasts, 15 mains, 6 snacks."""
    kept = {
        slot: [dish for dish in allowed("kidney_disease") if fits_kidneys(dish, slot)]
        for slot in KIDNEY
    }
    found = {slot: families(dishes) for slot, dishes in kept.items()}
    assert all(found[slot] >= least for slot, least in zip(KIDNEY, (7, 15, 6), strict=True)), found
    assert families([dish for dishes in kept.values() for dish in dishes]) >= 30


def test_low_fodmap() -> None:
    """At least 40 dishes are low in FODMAPs: 10 breakfasts, 25 mains, 10 snacks."""
    kept = allowed("irritable_bowel_low_fodmap")
    found = [families([d for d in kept if in_slot(d, slot)]) for slot in KIDNEY]
    assert all(have >= need for have, need in zip(found, (10, 25, 10), strict=True)), found
    assert families(kept) >= 40


@pytest.mark.parametrize(("slot", "least"), [("breakfast", 20), ("main", 40)])
def test_diabetes(slot: str, least: int) -> None:
    """Enough meals hold at most 60 g of carbohydrate with 6 g of fiber and 12 g of protein."""
    kept = [
        dish
        for dish in load_catalog().dishes.values()
        if in_slot(dish, slot)
        and amounts("carbohydrate_g")[dish.id] <= 60
        and amounts("fiber_g")[dish.id] >= 6
        and amounts("protein_g")[dish.id] >= 12
    ]
    assert families(kept) >= least


def test_soft_and_small() -> None:
    """At least 30 dishes marked soft and for small appetites hold 1.3 kcal a gram."""
    marked = [
        load_catalog().dish(row["dish_id"])
        for row in read_rows("dishes.csv")
        if {"soft", "small_appetite"} <= set(split_list(row["tags"]))
    ]
    dense = [
        dish
        for dish in marked
        if amounts("energy_kcal")[dish.id] >= 1.3 * sum(grams for _, grams in dish.ingredients)
    ]
    assert families(dense) >= 30


def tagged(tags: set[str], meals: frozenset[str]) -> list[Dish]:
    """Return the dishes of some meals that have any of the tags; no variants."""
    return [
        dish
        for dish in load_catalog().dishes.values()
        if dish.id == dish.base and dish.tags & tags and dish.meals & meals
    ]


def test_children() -> None:
    """At least 20 breakfasts and 50 lunches or dinners are such as children like and can eat."""
    assert len(tagged({"children"}, frozenset({"breakfast"}))) >= 20
    assert len(tagged({"children"}, MAIN)) >= 50


def test_cold_meals() -> None:
    """At least 25 lunches or dinners and 25 breakfasts need no stove and no oven."""
    mains = tagged({"no_cook"}, MAIN)
    assert len(mains) >= 25
    assert len(tagged({"no_cook"}, frozenset({"breakfast"}))) >= 25
    assert len([dish for dish in mains if "vegan" in diets_of(dish, load_foods())]) >= 6


def test_big_pots_that_freeze() -> None:
    """At least 40 lunches or dinners are cooked in one pot or a big batch, and freeze."""
    assert len([dish for dish in tagged({"batch", "one_pot"}, MAIN) if dish.freezes]) >= 40


def test_take_along() -> None:
    """At least 40 lunches are good from a box; 12 of them vegan."""
    boxes = tagged({"take_along"}, frozenset({"lunch"}))
    assert len(boxes) >= 40
    assert len([dish for dish in boxes if "vegan" in diets_of(dish, load_foods())]) >= 12


def test_vegan_without_pulses() -> None:
    """At least 100 vegan lunches or dinners hold no lentils, and 50 hold no pulse at all."""
    table = load_foods()
    vegan = [
        dish
        for dish in load_catalog().dishes.values()
        if dish.meals & MAIN and "vegan" in diets_of(dish, table)
    ]
    pulses = {
        dish.id: {food.id for food in dish.foods(table) if food.subgroup == "legume"}
        for dish in vegan
    }
    assert families([dish for dish in vegan if "lentils_boiled" not in pulses[dish.id]]) >= 100
    assert families([dish for dish in vegan if not pulses[dish.id]]) >= 50


def test_ordinary_grains() -> None:
    """At least 45 lunches or dinners are with white rice, white pasta, noodles or white bread."""
    white = {"white_rice_cooked", "pasta_cooked", "egg_noodles_cooked", "white_bread"}
    found = [
        dish
        for dish in load_catalog().dishes.values()
        if dish.meals & MAIN and white & {food_id for food_id, _ in dish.ingredients}
    ]
    assert families(found) >= 45
