"""Foods bought in two forms that do the same work: named, with the diet that asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from planner.nutrition.foods.food_table import Food
from planner.nutrition.foods.same_use import same_use_of
from planner.optimize.model.choices import forbidden_reason
from planner.planning.plan import Plan
from planner.planning.week_basket import week_basket
from planner.request.plan_request import shared_catalog


def same_work_notes(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Return a sentence on foods that plans make people buy in two forms or more.

    A single day of a single person has none: it buys what its dishes need.
    """
    if len(plans) == 1 and plans[0].request.days == 1:
        return ()
    foods = shared_catalog(plan.request for plan in plans).foods
    forms: dict[str, dict[str, list[Food]]] = defaultdict(dict)
    for line in week_basket(plans).bought:
        eaten = [foods.food(food_id) for food_id in line.food_ids if food_id in foods]
        same = same_use_of(eaten[0]) if eaten else None
        if same is not None:
            forms[same.use][line.name] = eaten
    twice = {use: found for use, found in forms.items() if len(found) > 1}
    needed = sorted(
        " and ".join(sorted(found)) for found in twice.values() if _is_needed(found, plans)
    )
    other = sorted(
        " and ".join(sorted(found)) for found in twice.values() if not _is_needed(found, plans)
    )
    return (
        *_sentence(other, "two forms of what does the same work are bought"),
        *_sentence(needed, "two forms are bought because not everybody may eat the same one"),
    )


def _sentence(names: Sequence[str], words: str) -> Iterable[str]:
    return [f"{words}: {'; '.join(names)}"] if names else []


def _is_needed(forms: dict[str, list[Food]], plans: Sequence[Plan]) -> bool:
    """Tell whether of some two forms somebody eats one and may not eat the other."""
    return any(
        _bars(first, second, plan) or _bars(second, first, plan)
        for first, second in combinations(forms.values(), 2)
        for plan in plans
    )


def _bars(eaten: list[Food], other: list[Food], plan: Plan) -> bool:
    """Tell whether a person eats one form and may eat nothing of the other."""
    served = {row.food_id for row in plan.portions}
    return any(food.id in served for food in eaten) and all(
        forbidden_reason(food, plan.request) for food in other
    )
