"""What is at home and must be eaten soon: named where the plan does not use it in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.nutrition.foods.keeping import keeping_of
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.planning.plan import Plan
from planner.request.plan_request import shared_catalog
from planner.request.use_by import UseBy

_SPARE = 0.05  # share of what is at home that may be left without a word
_SPARE_G = 5.0


def with_leftover_notes(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Return the plans of people who share a kitchen with notes on what they do not use in time."""
    notes = leftover_notes(plans)
    return tuple(replace(plan, warnings=(*notes, *plan.warnings)) for plan in plans)


def leftover_notes(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Return a sentence on each food at home that the plans do not use up by its day.

    Food whose day lies beyond the planned days may be used later and is not named.
    """
    items = dict.fromkeys(item for plan in plans for item in plan.request.use_by)
    last = max((plan.request.days for plan in plans), default=0)
    due = [item for item in items if item.day <= last]
    if not due:
        return ()
    used = [_used(item, plans) for item in due]
    return tuple(
        _note(item, grams, plans)
        for item, grams in zip(due, used, strict=True)
        if item.grams - grams > max(_SPARE * item.grams, _SPARE_G)
    )


def _used(item: UseBy, plans: Sequence[Plan]) -> float:
    """Return grams as bought that the plans use of a food by its day."""
    foods = shared_catalog(plan.request for plan in plans).foods
    form = foods.food(item.food).bought_as
    return sum(
        row.grams * bought_per_eaten(food)
        for plan in plans
        for row in plan.portions
        if row.day <= item.day and (food := foods.food(row.food_id)).bought_as == form
    )


def _note(item: UseBy, used: float, plans: Sequence[Plan]) -> str:
    food = shared_catalog(plan.request for plan in plans).foods.food(item.food)
    left = item.grams - used
    eaten = f"the plan uses {used:.0f} g of it by then" if used >= 1 else "the plan does not use it"
    ways = "eat, freeze or give away" if keeping_of(food).freezes else "eat or give away"
    rest = f"the other {left:.0f} g" if used >= 1 else f"the {left:.0f} g"
    return (
        f"{food.bought_as}, {item.grams:.0f} g at home, must be eaten by "
        f"{_day(item.day, plans[0].request.start)}: {eaten}; {ways} {rest}"
    )


def _day(day: int, start: date | None) -> str:
    if start is None:
        return f"day {day}"
    found = start + timedelta(days=day - 1)
    return f"day {day}, {found:%A} {found.day} {found:%B %Y}"
