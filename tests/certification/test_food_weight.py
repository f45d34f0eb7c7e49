"""The judge weighs food and drink by itself, without the model."""

from __future__ import annotations

from collections.abc import Callable

from planner.certification.judge import certify
from planner.nutrition.foods.portions import Portion
from planner.nutrition.people.rule_kinds import RuleKind
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def heavy(asked: PlanRequest, *portions: Portion) -> list[str]:
    """Return the messages of the breaches of weight."""
    found = certify(portions, asked).breaches
    return [breach.message for breach in found if breach.kind is RuleKind.WEIGHT]


def test_a_dinner_over_a_kilogram_is_a_breach(ask: Ask) -> None:
    """1240 g of soup at dinner is more than nine in ten women eat, whatever the day weighs."""
    (message,) = heavy(ask("woman"), Portion(1, "dinner", "tomatoes_canned_no_salt", 1240.0))
    assert message.startswith("food and drink, without water, at most ")
    assert "g at dinner: 1240 g are over it" in message


def test_a_day_can_be_too_heavy_with_light_meals(ask: Ask) -> None:
    """Each meal at its most is more than the day allows."""
    meals = {"breakfast": 830, "lunch": 1000, "dinner": 1000, "snack": 490}
    rows = [Portion(1, meal, "tomatoes_canned_no_salt", grams) for meal, grams in meals.items()]
    (message,) = heavy(ask("woman"), *rows)
    assert "g a day: 3320 g are over it" in message
    assert not heavy(ask("woman"), *rows[:3])


def test_plain_water_weighs_nothing_and_own_limits_are_kept(ask: Ask) -> None:
    """Two liters of water are no breach; 400 g of tomatoes are one under a limit of 300 g."""
    water = Portion(1, "lunch", "water_tap", 2000.0)
    food = Portion(1, "lunch", "tomatoes_canned_no_salt", 400.0)
    assert not heavy(ask("woman"), water, food)
    own = ask("woman", limits=(("max_food_weight_g", 300.0),))
    assert len(heavy(own, water, food)) == 2
