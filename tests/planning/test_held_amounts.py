"""What a plan holds of what an illness limits by the meal or by weight is written out."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.person import make_person
from planner.planning.held_amounts import held_amounts
from planner.request.plan_request import PlanRequest, targets_of

PLATE = (
    Portion(1, "breakfast", "whole_wheat_bread", 100.0),
    Portion(1, "dinner", "white_rice_cooked", 200.0),
    Portion(2, "breakfast", "whole_wheat_bread", 50.0),
    Portion(2, "dinner", "white_rice_cooked", 200.0),
    Portion(2, "dinner", "water_tap", 500.0),
)


def said(*conditions: str, limits: tuple[tuple[str, float], ...] = ()) -> tuple[str, ...]:
    """Return the sentences on the plate of a woman of 2000 kcal."""
    person = make_person(sex="female", age=50, height_cm=165, weight_kg=68, energy_kcal=2000,
                         conditions=conditions)  # fmt: skip
    request = PlanRequest(person=person, limits=limits)
    return held_amounts(request, targets_of(request), PLATE)


def test_carbohydrate_of_every_meal_stands_beside_its_bounds() -> None:
    """Breakfasts of 43 and 21 g (SR28 18075: 42.7 g in 100 g), each at most 89 g."""
    (words,) = said("diabetes")
    assert words.startswith("carbohydrate by meal in this plan: breakfast 21 to 43 g")
    assert "(about 71, at most 89)" in words
    assert "dinner 56 g" in words
    assert "lunch" not in words


def test_own_figures_are_those_that_are_shown() -> None:
    """45 g to aim at and at most 60 g, as set."""
    limits = (("meal_aim_carbohydrate_g", 45.0), ("meal_max_carbohydrate_g", 60.0))
    (words,) = said("diabetes", limits=limits)
    assert "(about 45, at most 60)" in words


@pytest.mark.parametrize("conditions", [(), ("gout",)])
def test_nobody_else_is_told(conditions: tuple[str, ...]) -> None:
    """Without a limit of a meal or by weight nothing is said."""
    assert said(*conditions) == ()


def test_fluid_is_the_mean_of_the_days() -> None:
    """500 g on one of two days in heart failure: about 250 g a day of at most 2000."""
    (words,) = said("heart_failure")
    assert "at most 2000 g a day" in words
    assert "about 250 g a day" in words
