"""Which foods a person can buy: those of the shops they go to, and those they say they can get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.nutrition.foods.availability import Shop, shop_of
from planner.nutrition.people.reference_intakes import region_of_standard
from planner.request.choices import AVAILABILITIES

if TYPE_CHECKING:
    from planner.nutrition.foods.food_table import Food
    from planner.request.plan_request import PlanRequest

_SELLERS = {
    Shop.LARGE_SUPERMARKET: "large supermarkets",
    Shop.SPECIALTY: "specialty shops or mail order",
}


def region_of(request: PlanRequest) -> str:
    """Return the region of the shops, one of `REGIONS`; that of the standard unless asked for."""
    return request.region or region_of_standard(request.standard)


def foods_at_hand(request: PlanRequest) -> tuple[str, ...]:
    """Return the foods and subgroups that a person can get although their shops lack them, sorted.

    Those they say they can get, those of the pantry, and those they ask for by a lock, with the
    ingredients of the dishes they ask for.
    """
    asked = set(request.pantry)
    for lock in request.locks:
        dish = request.catalog.items.dishes_by_id.get(lock.item)
        asked |= {food_id for food_id, _ in dish.ingredients} if dish else {lock.item}
    foods = request.catalog.foods
    lacking = {food_id for food_id in asked if _is_beyond(foods.food(food_id), request)}
    return tuple(sorted({*request.can_get, *lacking}))


def _is_beyond(food: Food, request: PlanRequest) -> bool:
    """Return whether the shops that a person goes to lack a food."""
    return shop_of(food, region_of(request)) > AVAILABILITIES[request.availability].shop


def why_not_sold(food: Food, request: PlanRequest) -> str:
    """Return why a person cannot buy a food; empty if they can."""
    if not _is_beyond(food, request):
        return ""
    if not {food.id, food.subgroup}.isdisjoint(foods_at_hand(request)):
        return ""
    return f"only {_SELLERS[shop_of(food, region_of(request))]} have it"
