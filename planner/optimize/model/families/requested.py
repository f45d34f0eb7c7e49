"""Rules from the request: locks and the budget."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.nutrition.foods.food_prices import prices_said
from planner.optimize.model.rules import Context, Family, Rule, amount_rule, count_rule


def _locks(context: Context) -> Iterator[Rule]:
    choices = context.choices
    for lock in context.request.locks:
        mask = choices.item_id == lock.item
        if lock.meal:
            mask = mask & (choices.meal_name == lock.meal)
        taken, step = count_rule(mask)
        where = lock.meal or "the day"
        words = lock.item.replace("_", " ")
        yield Rule(
            "lock", lock.text, "day", taken, step, 1.0, np.inf, "times",
            f"{words} in {where}, as asked", "the request",
        )  # fmt: skip


def _budget(context: Context) -> Iterator[Rule]:
    limit = context.request.budget_usd
    if limit is None:
        return
    foods = context.choices.items.foods
    price = foods.fact_column("usd_per_100g") / 100.0
    taken, step = amount_rule(context.choices, context.choices.amount(np.nan_to_num(price)))
    yield Rule(
        "budget", "cost", "day", taken, step, -np.inf, limit, "USD",
        f"cost at most {limit:.2f} USD a day at {prices_said(foods)}",
        "USDA Purchase to Plate National Average Prices 2017-18",
    )  # fmt: skip


LOCK = Family(
    "Locks",
    "Σ over the choices of the item y_j ≥ 1",
    "times",
    "hard",
    "the request",
    _locks,
)
BUDGET = Family(
    "Budget",
    "Σ price_j·g_j ≤ budget; items without a known price are not in the model",
    "USD a day",
    "hard",
    "USDA Purchase to Plate National Average Prices 2017-18",
    _budget,
)
