"""Fixtures: hand-made dishes of the small food table, and a day that serves them.

There are twelve choices: the seven of the foods, then toast at breakfast and lunch, its variant
milk toast at both, and beef stew with milk at lunch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from planner.nutrition.foods.dishes import Dish, Step
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.items import ItemTable, build_items
from planner.nutrition.foods.meal_patterns import DayPattern, RoleCount
from planner.optimize.model.choices import DISH, build_choices
from planner.optimize.model.rules import Context
from planner.request.plan_request import PlanRequest, targets_of

_BOTH = frozenset({"breakfast", "lunch"})


def _dish(
    dish_id: str,
    ingredients: dict[str, float],
    scales: tuple[float, ...],
    **changes: Any,
) -> Dish:
    fields: dict[str, Any] = {
        "id": dish_id, "name": dish_id.replace("_", " ").capitalize(), "base": dish_id,
        "meals": _BOTH, "cuisine": "french", "servings": 2, "active_minutes": 5,
        "total_minutes": 10, "keeps_days": 0, "scales": scales,
        "ingredients": tuple(ingredients.items()), "method": (Step("Cook."),),
    }  # fmt: skip
    return Dish(**{**fields, **changes})


def tiny_items(foods: FoodTable) -> ItemTable:
    """Add three dishes to the small table: toast, a variant of it, and meat with milk."""
    return build_items(
        foods,
        (
            _dish("toast", {"bread": 80, "oil": 10}, (0.5, 1.0, 1.5, 2.0)),
            _dish("milk_toast", {"bread": 80, "milk": 120}, (0.5, 1.0, 1.5), base="toast"),
            _dish(
                "stew", {"beef": 100, "milk": 60}, (1.0,), meals=frozenset({"lunch"}),
                cuisine="german", active_minutes=30, total_minutes=90,
            ),
        ),
    )  # fmt: skip


def with_facts(foods: FoodTable, **facts: list[float]) -> FoodTable:
    """Return the table with changed facts: a value for each food, by column."""
    table: pd.DataFrame = foods.facts.copy()
    for name, figures in facts.items():
        table[name] = figures
    return replace(foods, _facts=table)


@pytest.fixture(scope="session")
def dish_pattern(tiny_pattern: DayPattern) -> DayPattern:
    """Return the small day with at most one dish in each of its two meals."""
    role = frozenset({DISH})
    meals = tuple(
        replace(
            meal,
            foods=replace(meal.foods, roles=meal.foods.roles | role),
            roles=(*meal.roles, RoleCount(role, 0, 1)),
        )
        for meal in tiny_pattern.meals
    )
    return replace(tiny_pattern, meals=meals)


def _with_a_dish(pattern: DayPattern) -> DayPattern:
    """Return the pattern with exactly one dish in every meal."""
    role = frozenset({DISH})
    return replace(
        pattern,
        meals=tuple(
            replace(
                meal,
                roles=tuple(RoleCount(role, 1, 1) if c.roles == role else c for c in meal.roles),
            )
            for meal in pattern.meals
        ),
    )


@pytest.fixture(scope="session")
def dish_context(
    ask: Callable[..., PlanRequest], tiny_foods: FoodTable, dish_pattern: DayPattern
) -> Callable[..., Context]:
    """Build the context of rules: a request's choices among the small foods and dishes.

    `wishes` may name the small foods and dishes, which a request would refuse as unknown; `facts`
    are values of the five foods, `kinds` the kinds of dishes by id; with `always`, every meal has
    a dish.
    """

    def build(
        who: str = "woman",
        *,
        wishes: dict[str, Any] | None = None,
        facts: dict[str, list[float]] | None = None,
        kinds: dict[str, str] | None = None,
        always: bool = False,
        **fields: Any,
    ) -> Context:
        request = ask(who, **fields).model_copy(update=wishes or {})
        items = tiny_items(with_facts(tiny_foods, **(facts or {})))
        kind_of = kinds or {}
        dishes = (replace(dish, kind=kind_of.get(dish.id, "")) for dish in items.dishes)
        items = replace(items, dishes=tuple(dishes))
        pattern = _with_a_dish(dish_pattern) if always else dish_pattern
        return Context(request, targets_of(request), build_choices(items, pattern, request))

    return build
