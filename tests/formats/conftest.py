"""Fixture: a hand-made plan of two people for two days, without solving."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

import pytest

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.portions import Portion
from planner.planning.plan import MEDICAL_NOTE, Plan, build_plan
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def serve(dish_id: str, day: int, meal: str, person: str, scale: float = 1.0) -> list[Portion]:
    """Return a dish as portions."""
    return [
        Portion(day, meal, food_id, grams * scale, dish_id, person, scale)
        for food_id, grams in load_dishes()[dish_id].ingredients
    ]


def wrap(request: PlanRequest, portions: Sequence[Portion]) -> Plan:
    """Judge portions and return their plan."""
    return build_plan(request, portions, warnings=("a warning of the plan", MEDICAL_NOTE))


@pytest.fixture(scope="session")
def two_plans(ask: Ask) -> tuple[Plan, Plan]:
    """Return two days of Ann and "=Bob", who share a chili on the first, from 30 November 2026."""
    fields = {"days": 2, "start": datetime.date(2026, 11, 30)}
    ann = [
        *serve("three_bean_chili", 1, "dinner", "Ann", 0.75),
        Portion(1, "dinner", "water_tap", 237.0, person="Ann"),
        Portion(1, "snack", "banana", 118.0, person="Ann"),
        *serve("mujaddara_salad", 2, "lunch", "Ann"),
    ]
    bob = [
        *serve("three_bean_chili", 1, "dinner", "=Bob", 1.5),
        *serve("huevos_rancheros", 2, "breakfast", "=Bob"),
    ]
    return (
        wrap(ask("woman", name="Ann", diet="vegan", **fields), ann),
        wrap(ask("man", name="=Bob", **fields), bob),
    )
