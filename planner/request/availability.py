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
    """Return the foods and subgroups that a person can get whatever the shops have, sorted.

    Those they say they can get, those of the pantry, and those they ask for by a lock, with the
    ingredients of the dishes they ask for.
    """
    found = {*request.can_get, *request.pantry}
    for lock in request.locks:
        dish = request.catalog.items.dishes_by_id.get(lock.item)
        found |= {food_id for food_id, _ in dish.ingredients} if dish else {lock.item}
    return tuple(sorted(found))


def why_not_sold(food: Food, request: PlanRequest) -> str:
    """Return why a person cannot buy a food; empty if they can."""
    shop = shop_of(food, region_of(request))
    if shop <= AVAILABILITIES[request.availability].shop:
        return ""
    if not {food.id, food.subgroup}.isdisjoint(foods_at_hand(request)):
        return ""
    return f"only {_SELLERS[shop]} have it"
