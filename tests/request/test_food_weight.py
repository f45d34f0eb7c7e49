"""Limits on the weight of a day's and a meal's food and drink, and own figures for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.errors import InputError
from planner.nutrition.foods.meal_patterns import day_pattern
from planner.nutrition.people.food_weight import eaten_weight
from planner.request.food_weight import WeightLimit, weight_limits
from planner.request.own_limits import limit_words
from planner.request.plan_request import PlanRequest, targets_of

Ask = Callable[..., PlanRequest]


def limits(asked: PlanRequest, snacks: int = 1) -> dict[str, WeightLimit]:
    """Return the limits of a request by meal, that of the day under an empty name."""
    pattern = day_pattern(frozenset(), snacks)
    found = weight_limits(targets_of(asked), pattern, dict(asked.limits))
    return {limit.meal: limit for limit in found}


def test_the_survey_gives_aim_and_most_and_the_meals_share_them(ask: Ask) -> None:
    """A dinner holds 30 % of the day and a tenth more; two snacks count as one meal."""
    asked = ask("woman")
    energy = targets_of(asked)["energy_kcal"]
    eaten = eaten_weight(asked.person, (energy.floor + energy.ceiling) / 2)
    found = limits(asked, snacks=2)
    assert (found[""].aim, found[""].most) == pytest.approx((eaten.usual, eaten.most), abs=0.1)
    assert found["dinner"].most == pytest.approx(0.33 * eaten.most, abs=0.1)
    assert found["snack"].most == pytest.approx(0.165 * eaten.most, abs=0.1)


@pytest.mark.parametrize(("who", "is_small"), [("old_man", True), ("woman", False)])
def test_who_eats_little_is_served_less_than_usual(who: str, is_small: bool, ask: Ask) -> None:
    """From 70 years on the plan aims at 85 % of the usual weight, so at energy-dense food."""
    found = limits(ask(who))[""]
    ratio = found.most / found.aim
    assert ratio == pytest.approx(1.44 / 0.85 if is_small else 1.44, rel=1e-3)


def test_own_figures_take_the_place_of_the_survey(ask: Ask) -> None:
    """A lower or higher most of the day is kept, and the meals follow it unless they have one."""
    own = limits(ask("woman", limits=(("max_food_weight_g", 1500.0),)))
    assert (own[""].most, own[""].aim, own["dinner"].most) == (1500.0, 1500.0, 495.0)
    assert own[""].source == "the request"
    more = limits(ask("woman", limits=(("max_food_weight_g", 5000.0),)))
    assert more[""].most == 5000.0
    meals = limits(ask("woman", limits=(("meal_max_food_weight_g", 600.0),)))
    assert (meals["lunch"].most, meals["snack"].most) == (600.0, 300.0)
    assert meals[""].sentence == limits(ask("woman"))[""].sentence


def test_the_limits_have_names_and_words(ask: Ask) -> None:
    """They are set like other limits, and there is no least weight."""
    assert limit_words("max_food_weight_g", 2000) == (
        "food and drink, without water, at most 2000 g a day"
    )
    assert limit_words("meal_max_food_weight_g", 600).endswith("at most 600 g a main meal")
    with pytest.raises(InputError):
        ask("woman", limits=(("min_food_weight_g", 100.0),))
