"""Count how the dishes of drawn families are shared out: who eats which share of each pot."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Any

from planner import Plan, PlannerError, make_household
from planner.nutrition.foods.portions import total
from planner.nutrition.foods.shared_scales import TOLERANCE
from planner.nutrition.nutrients import nutrient_index
from planner.request.household import SHARED_MEALS, household_from_raw

_CHILD = 14  # years, up to which protein is told per kilogram


def draw_family(seed: int) -> list[dict[str, Any]]:
    """Draw a mother, a father and one or two children of 5 to 12 years."""
    random_ = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    active = ("inactive", "low_active", "active")
    family: list[dict[str, Any]] = [
        {"name": "Mother", "sex": "female", "age": random_.randint(28, 45), "height": 167,
         "weight": random_.randint(54, 74), "activity": random_.choice(active)},
        {"name": "Father", "sex": "male", "age": random_.randint(30, 48), "height": 181,
         "weight": random_.randint(70, 92), "activity": random_.choice(active)},
    ]  # fmt: skip
    for number in range(random_.choice((1, 1, 2))):
        age = random_.randint(5, 12)
        family.append(
            {"name": f"Child {number + 1}", "sex": random_.choice(("female", "male")), "age": age,
             "height": round(78 + 6.2 * age), "weight": round(16 * (0.78 + 0.062 * age) ** 2, 1),
             "activity": random_.choice(active)}
        )  # fmt: skip
    return family


def tables(count: int, seed: int) -> Iterator[str]:
    """Plan a day of each drawn family and yield who eats which share of each dish."""
    meals = held = 0
    for number in range(count):
        raw = {
            "person": draw_family(seed + number),
            "seed": seed + number,
            "time_limit_seconds": 1800,
        }
        started = time.process_time()
        try:
            plans = make_household(household_from_raw(raw, "drawn"))
        except PlannerError as error:
            yield f"family {seed + number}: {type(error).__name__}: {str(error).splitlines()[-1]}"
            continue
        yield f"family {seed + number}: {time.process_time() - started:.0f} s"
        for meal in SHARED_MEALS:
            words, is_held = _shares(plans, meal)
            yield f"  {meal}: {words}"
            meals, held = meals + 1, held + is_held
        yield from (f"  {words}" for words in map(_of_child, plans) if words)
    yield f"shares within {TOLERANCE:.0%} of the energy needed: {held} of {meals} meals"


def _shares(plans: tuple[Plan, ...], meal: str) -> tuple[str, bool]:
    """Return each eater's servings and share beside the share of the energy needed."""
    needs = {plan.request.name: _need(plan) for plan in plans}
    served = {
        plan.request.name: (row.dish, row.scale)
        for plan in plans
        for row in plan.portions
        if row.meal == meal and row.dish
    }
    dishes = plans[0].request.catalog.items.dishes_by_id
    bases = {dishes[dish].base for dish, _ in served.values()}
    pot = sum(servings for _, servings in served.values())
    need = sum(needs[name] for name in served)
    parts = {name: servings / pot / (needs[name] / need) for name, (_, servings) in served.items()}
    is_held = len(bases) == 1 and all(abs(part - 1) <= TOLERANCE + 1e-6 for part in parts.values())
    words = ", ".join(f"{name} {served[name][1]:g} ({part:.2f})" for name, part in parts.items())
    return f"{', '.join(sorted(bases))}: {words}{'' if is_held else '  NOT HELD'}", is_held


def _need(plan: Plan) -> float:
    row = plan.targets["energy_kcal"]
    return ((row.floor or 0.0) + (row.ceiling or 0.0)) / 2.0


def _of_child(plan: Plan) -> str:
    """Return a child's protein, for who is one."""
    person = plan.request.person
    if person.age >= _CHILD:
        return ""
    sums = total(plan.request.catalog.foods, plan.portions)
    protein = float(sums[nutrient_index()["protein_g"]])
    share = 4 * protein / float(sums[nutrient_index()["energy_kcal"]])
    return (
        f"{plan.request.name}, {person.age:g} years: {protein / person.weight_kg:.1f} g of protein "
        f"per kg, {share:.0%} of energy"
    )
