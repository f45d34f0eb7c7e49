"""Free-from and plant versions: for those who need them or ask for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.nutrition.foods.free_from import ordinary_dish, ordinary_food

if TYPE_CHECKING:
    from planner.nutrition.foods.dishes import Dish
    from planner.nutrition.foods.food_table import Food
    from planner.request.plan_request import PlanRequest


def _is_asked_for(names: set[str], request: PlanRequest) -> bool:
    """Tell whether a food, subgroup or dish is liked, locked, at hand or in the pantry."""
    return not names.isdisjoint(_asked_for(request))


def _asked_for(request: PlanRequest) -> set[str]:
    """Return what is liked, locked, at hand or in the pantry: foods, subgroups and dishes."""
    liked = {name for name, weight in request.tastes if weight > 0}
    locked = {lock.item for lock in request.locks}
    return liked | locked | {*request.pantry, *request.can_get}


def versions_asked_for(request: PlanRequest) -> tuple[str, ...]:
    """Return the versions, and the subgroups that hold any, that a request asks for, sorted.

    They decide what may be served, unlike other wishes.
    """
    if request.versions != "needed":
        return ()
    foods, dishes = request.catalog.foods, request.catalog.items.dishes_by_id
    found = []
    for name in sorted(_asked_for(request)):
        of_kind = [food for food in foods.foods if name in (food.id, food.subgroup)]
        cooked = [dish.id for dish in dishes.values() if name in (dish.id, dish.base)]
        if any(map(ordinary_food, of_kind)) or any(map(ordinary_dish, cooked)):
            found.append(name)
    return tuple(found)


def unneeded_food(food: Food, request: PlanRequest, ruled_out: Callable[[Food], str]) -> str:
    """Return why a version of a food is not for this person; empty if it is, or is no version.

    Parameters
    ----------
    food : Food
        The food.
    request : PlanRequest
        The request.
    ruled_out : callable
        Returns why the person may not have a food; empty if they may.
    """
    ordinary = ordinary_food(food) if request.versions == "needed" else ""
    if not ordinary or _is_asked_for({food.id, food.subgroup}, request):
        return ""
    instead = request.catalog.foods.food(ordinary)
    return "" if ruled_out(instead) else f"it is for those who may not have {instead.name.lower()}"


def unneeded_dish(dish: Dish, request: PlanRequest, reasons: dict[str, str]) -> str:
    """Return why a version of a dish is not for this person; empty if it is, or is no version.

    Parameters
    ----------
    dish : Dish
        The dish.
    request : PlanRequest
        The request.
    reasons : dict of str to str
        Why the person may not have a food, by id; empty if they may.
    """
    name = ordinary_dish(dish.id) if request.versions == "needed" else ""
    ordinary = request.catalog.items.dishes_by_id.get(name)
    if ordinary is None or _is_asked_for({dish.id, dish.base}, request):
        return ""
    if any(reasons[food_id] for food_id, _ in ordinary.ingredients):
        return ""
    return f"it is for those who may not have {ordinary.name.lower()}"
