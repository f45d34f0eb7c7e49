"""Whole plans of ill people: certified within their limits, explained, or declined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.nutrition.people.conditions import load_conditions
from planner.nutrition.people.person import make_person
from planner.planning.make import Plan
from planner.request.plan_request import PlanRequest

PlanFor = Callable[[PlanRequest], Plan]
# Sex, age, height, weight, conditions and medicines, and the most potassium in mg.
PEOPLE: tuple[tuple[dict[str, Any], tuple[str, ...], float], ...] = (
    ({"sex": "male", "age": 66, "height_cm": 175, "weight_kg": 80},
     ("kidney_disease", "ace_inhibitor"), 3000.0),
    ({"sex": "female", "age": 60, "height_cm": 165, "weight_kg": 63},
     ("ace_inhibitor", "potassium_sparing_diuretic"), 2600.0),
    ({"sex": "female", "age": 70, "height_cm": 160, "weight_kg": 62},
     ("hyperkalaemia", "heparin"), 2400.0),
)  # fmt: skip


@pytest.mark.parametrize(("body", "causes", "most_mg"), PEOPLE, ids=lambda value: str(value)[:40])
def test_potassium_stays_under_its_limit(
    body: dict[str, Any], causes: tuple[str, ...], most_mg: float, plan_for: PlanFor
) -> None:
    """Certified, with less potassium than healthy people need, and the amount shown first."""
    conditions = [name for name in causes if name in load_conditions()]
    medicines = [name for name in causes if name not in conditions]
    person = make_person(**body, conditions=conditions, medications=medicines)
    plan = plan_for(PlanRequest(person=person, time_limit_seconds=120))
    assert plan.certificate.certified
    rows = {row.nutrient: row for row in plan.certificate.adequacy}
    potassium = rows["potassium_mg"]
    assert potassium.ceiling == most_mg
    assert potassium.intake <= most_mg
    assert (potassium.status, potassium.percent) == ("limited", None)
    assert f"{potassium.intake:.0f} mg of potassium (at most {most_mg:g})" in plan.warnings[1]
    if "kidney_disease" in conditions:
        assert rows["protein_g"].intake <= 0.8 * 80 * 1.0001
        assert rows["magnesium_mg"].status == "no_target"
        assert 800 <= rows["calcium_mg"].intake <= 1000
        served = {food.id for food in map(plan.request.catalog.foods.food, _eaten(plan))
                  if "phosphate_additive" in food.flags}  # fmt: skip
        assert not served


def test_stage_5_has_a_plan_of_plain_foods(plan_for: PlanFor) -> None:
    """Under 2000 mg of potassium and 0.8 g of protein per kg plain meals are certified."""
    person = make_person(sex="male", age=66, height_cm=175, weight_kg=80,
                         activity="low_active", conditions=["kidney_disease_stage_5"])  # fmt: skip
    meals = ("breakfast", "lunch", "dinner", "snack")
    plan = plan_for(PlanRequest(person=person, simple=meals, time_limit_seconds=120))
    rows = {row.nutrient: row for row in plan.certificate.adequacy}
    assert plan.certificate.certified
    assert rows["potassium_mg"].intake <= 2000
    assert 800 <= rows["calcium_mg"].intake <= 1000


def _eaten(plan: Plan) -> set[str]:
    return {row.food_id for row in plan.portions}


def test_breakfasts_in_diabetes_are_no_larger_than_other_meals(plan_for: PlanFor) -> None:
    """Every meal of a certified day holds at most its share of carbohydrate, snacks half of one."""
    person = make_person(sex="female", age=50, height_cm=165, weight_kg=68,
                         conditions=["diabetes"], medications=["insulin"])  # fmt: skip
    request = PlanRequest(person=person, time_limit_seconds=120)
    plan = plan_for(request)
    assert plan.certificate.certified
    foods = request.catalog.foods
    column = foods.nutrient_column("carbohydrate_g")
    by_meal: dict[str, float] = {}
    for row in plan.portions:
        grams = float(column[foods.row(row.food_id)]) * row.grams / 100.0
        by_meal[row.meal] = by_meal.get(row.meal, 0.0) + grams
    energy = plan.targets["energy_kcal"]
    middle = ((energy.floor or 0.0) + (energy.ceiling or 0.0)) / 2.0
    most = 1.25 * 0.5 * middle / 4.0 / 3.5
    assert all(by_meal[meal] <= most + 0.1 for meal in ("breakfast", "lunch", "dinner"))
    assert by_meal.get("snack", 0.0) <= most / 2 + 0.1


def test_a_toddlers_hot_dog_is_refused_and_said_why(run: Callable[..., Any]) -> None:
    """Asked for by name at 2 years, it is named as what small children choke on; exit code 3."""
    ran = run("plan", "--sex", "male", "--age", "2", "--height", "88", "--weight", "12.5",
              "--lock", "lunch=turkey_hot_dog")  # fmt: skip
    assert ran.code == 3
    assert "choke" in ran.err
    assert not ran.out


def test_low_fodmap_has_dishes_for_every_meal(plan_for: PlanFor) -> None:
    """Garlic and onion are in most dishes: variants with chives make a certified day of dishes."""
    person = make_person(sex="female", age=45, height_cm=165, weight_kg=66,
                         conditions=["irritable_bowel_low_fodmap"])  # fmt: skip
    plan = plan_for(PlanRequest(person=person, time_limit_seconds=120))
    assert plan.certificate.certified
    served = {row.meal for row in plan.portions if row.dish}
    assert {"breakfast", "lunch", "dinner"} <= served
    foods = plan.request.catalog.foods
    assert not any("fodmap" in foods.food(row.food_id).flags for row in plan.portions)
