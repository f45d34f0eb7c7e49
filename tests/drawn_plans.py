"""Plans drawn at random, without solving: of people ill and well, mostly far from their targets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from planner.nutrition.foods.food_table import Food, load_foods
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.nutrition.people.person import make_person
from planner.planning.plan import MEDICAL_NOTE, Plan, build_plan
from planner.request.plan_request import PlanRequest

PEOPLE: tuple[dict[str, Any], ...] = (
    {"sex": "female", "age": 34, "height_cm": 167, "weight_kg": 62, "activity": "active"},
    {"sex": "male", "age": 66, "height_cm": 175, "weight_kg": 80,
     "conditions": ("kidney_disease",), "medications": ("ace_inhibitor",)},
    {"sex": "female", "age": 30, "height_cm": 165, "weight_kg": 68, "pregnant_weeks": 24},
    {"sex": "male", "age": 9, "height_cm": 134, "weight_kg": 29},
    {"sex": "female", "age": 71, "height_cm": 160, "weight_kg": 66, "medications": ("warfarin",)},
    {"sex": "male", "age": 45, "height_cm": 180, "weight_kg": 85, "fiber_now_g": 12},
)  # fmt: skip
STANDARDS = ("nasem", "efsa", "uk")


def draw_plan(seed: int) -> Plan:
    """Return a plan of one to three days of random foods, for one of `PEOPLE` in turn.

    Some eat little, some much, and some take tablets, so that targets are met on every day, over
    the days, and not at all.
    """
    rng = np.random.default_rng(seed)
    foods = [food for food in load_foods().foods if not food.is_water]
    days = 1 + seed % 3
    person = make_person(**PEOPLE[seed % len(PEOPLE)])
    standard = STANDARDS[seed % 2] if person.fiber_now_g is None else "nasem"
    request = PlanRequest(person=person, days=days, standard=standard, supplements="auto")
    helpings = (2, 5, 9)[seed // len(PEOPLE) % 3]
    portions = [
        Portion(day, meal, foods[number].id, _grams(foods[number], rng.uniform(0.5, 2.0)))
        for day in range(1, days + 1)
        for meal in meal_labels()
        for number in rng.choice(len(foods), helpings, replace=False).tolist()
    ]
    doses = []
    if seed % 2:
        doses = [Dose(day, "breakfast", "vitamin_b12_25", 1) for day in range(1, days + 1)]
        doses += [Dose(1, "dinner", "vitamin_d3_lichen_10", 1)]
    return build_plan(request, portions, doses=doses, warnings=(MEDICAL_NOTE,))


def _grams(food: Food, share: float) -> float:
    """Return a share of a usual helping."""
    return round(food.usual * food.measure_g * share, 1)


def met_by_the_mean(plan: Plan) -> Plan:
    """Return two days like a day's plan, the second with a little more of a food with fiber.

    A floor of the person's own lies between the two, so that only the mean meets it.
    """
    foods = plan.request.catalog.foods
    column = foods.nutrient_column("fiber_g") / 100.0
    row = next(row for row in plan.certificate.adequacy if row.nutrient == "fiber_g")
    for chosen in plan.portions:
        more = 2.0 * float(column[foods.row(chosen.food_id)])
        if more < 0.05:
            continue
        limits = (("min_fiber_g", round(row.intake + more / 2 - 0.01, 3)),)
        request = plan.request.changed(days=2, limits=limits)
        second = [
            replace(one, day=2, grams=one.grams + (2.0 if one is chosen else 0.0))
            for one in plan.portions
        ]
        found = build_plan(request, [*plan.portions, *second])
        if found.status == "certified":
            return found
    raise AssertionError("no food can be a little more without a breach")
