"""Carbohydrate by meal in diabetes: even by default, settable, judged and planned."""

from __future__ import annotations

from typing import Any

import pytest

from planner.certification.judge import certify
from planner.errors import InputError
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.person import make_person
from planner.nutrition.people.rule_kinds import RuleKind
from planner.planning.day import build_day_problem
from planner.request.meal_limits import meal_limits
from planner.request.plan_request import PlanRequest, targets_of

WOMAN: dict[str, Any] = {"sex": "female", "age": 50, "height_cm": 165, "weight_kg": 68,
                         "energy_kcal": 2000}  # fmt: skip


def request(*names: str, limits: tuple[tuple[str, float], ...] = ()) -> PlanRequest:
    """Build the request of a woman of 2000 kcal with some conditions or medicines."""
    care = {"conditions": [n for n in names if n == "diabetes"],
            "medications": [n for n in names if n != "diabetes"]}  # fmt: skip
    return PlanRequest(person=make_person(**WOMAN, **care), limits=limits)


def by_meal(asked: PlanRequest) -> dict[str, tuple[float | None, float | None]]:
    """Return aim and most of each meal."""
    found = meal_limits(asked.person, targets_of(asked), dict(asked.limits))
    return {limit.meal: (limit.aim, limit.most) for limit in found}


@pytest.mark.parametrize("name", ["diabetes", "insulin", "sulfonylurea"])
def test_even_over_the_meals_by_default(name: str) -> None:
    """Half of 2000 kcal is 250 g: 71.4 g a main meal, a quarter more at most, half as snack."""
    found = by_meal(request(name))
    assert found["breakfast"] == found["lunch"] == found["dinner"] == (71.4, 89.3)
    assert found["snack"] == (35.7, 44.6)


def test_nobody_else_is_limited() -> None:
    """Without diabetes there is no limit of a meal, unless one is set."""
    assert by_meal(request()) == {}
    own = by_meal(request(limits=(("meal_max_carbohydrate_g", 60.0),)))
    assert own["lunch"] == (None, 60.0)


def test_aim_and_most_can_be_set() -> None:
    """45 g and 60 g a main meal; the day's own limit lowers the even share."""
    limits = (("meal_aim_carbohydrate_g", 45.0), ("meal_max_carbohydrate_g", 60.0))
    assert by_meal(request("diabetes", limits=limits))["dinner"] == (45.0, 60.0)
    low = by_meal(request("diabetes", limits=(("max_carbohydrate_g", 140.0),)))
    assert low["dinner"] == (40.0, 50.0)
    with pytest.raises(InputError):
        request("diabetes", limits=(("meal_max_sugar", 10.0),))


def test_a_breakfast_of_124_g_is_not_certified() -> None:
    """430 g of cooked rice hold some 120 g of carbohydrate: over the 89 g of a breakfast."""
    plate = [Portion(1, "breakfast", "white_rice_cooked", 440.0)]
    broken = certify(plate, request("diabetes")).breaches
    (found,) = [breach for breach in broken if breach.kind is RuleKind.MEAL]
    assert found.subject == "carbohydrate_g"
    assert "at breakfast at most 89 g" in found.message
    healthy = certify(plate, request()).breaches
    assert not any(breach.kind is RuleKind.MEAL for breach in healthy)


def test_the_model_holds_every_meal_under_it() -> None:
    """A hard rule and an aim for each meal, the snacks together."""
    rules = build_day_problem(request("diabetes")).rules
    hard = {rule.scope: rule.upper for rule in rules if rule.family == "meal_limit"}
    assert hard["breakfast"] == pytest.approx(89.3, rel=1e-3)
    assert set(hard) == {"breakfast", "lunch", "dinner", "snack"}
    aims = {rule.scope for rule in rules if rule.family == "meal_aim" and not rule.hard}
    assert aims == set(hard)


@pytest.mark.parametrize("food_id", ["yogurt_fruit_low_fat", "soy_yogurt_vanilla_fortified",
                                     "chocolate_milk_low_fat", "orange_juice"])  # fmt: skip
def test_sweetened_yogurts_are_treated_as_sweetened_drinks(food_id: str) -> None:
    """Neither is served in diabetes."""
    plate = [Portion(1, "snack", food_id, 100.0)]
    kinds = {breach.kind for breach in certify(plate, request("diabetes")).breaches}
    assert RuleKind.SAFETY in kinds
    plain = [Portion(1, "snack", "yogurt_plain_low_fat", 100.0)]
    broken = certify(plain, request("diabetes")).breaches
    assert not any(breach.kind is RuleKind.SAFETY for breach in broken)
