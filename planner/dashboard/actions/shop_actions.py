"""Answers to where food is bought: what cannot be got, what can, and a supplement instead."""

from __future__ import annotations

from planner.dashboard.actions import item_actions, own_items, plan_actions
from planner.dashboard.session import visitor_items
from planner.errors import PlannerError
from planner.nutrition.foods.food_table import FoodTable
from planner.request.plan_request import PlanRequest


def cannot_get(food_id: str) -> None:
    """Leave a food out of this plan and all further ones; the days that serve it are replanned."""
    item_actions.leave_out_food(food_id)


def can_get(request: PlanRequest, food_ids: tuple[str, ...]) -> None:
    """Note for good that a person can get the kinds of some foods, and plan again with them."""
    kinds = _kinds(request.catalog.foods, food_ids)
    try:
        habits = visitor_items.shops()
        both = tuple(dict.fromkeys((*habits.can_get, *kinds)))
        visitor_items.set_shops(habits.changed(can_get=both))
    except PlannerError as error:
        own_items.fail(str(error))
    plan_actions.adopt(request.changed(can_get=(*request.can_get, *kinds)))


def take_supplements(request: PlanRequest) -> None:
    """Allow a person supplements, and plan again: with the food of their shops alone."""
    plan_actions.adopt(request.changed(supplements="auto"))


def _kinds(foods: FoodTable, food_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({foods.food(food_id).subgroup for food_id in food_ids}))
