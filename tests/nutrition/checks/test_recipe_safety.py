"""Safe handling of poultry and of what is cooked ahead; each test breaks one sound recipe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.nutrition.checks.recipe_safety import safety_faults
from planner.nutrition.foods.dishes import Dish, Handling, Step, even_scales
from planner.nutrition.foods.food_table import load_foods

FOODS = load_foods()
CHICKEN = Dish(
    id="pan", name="Chicken", base="pan", meals=frozenset({"dinner"}), cuisine="german",
    servings=2, active_minutes=10, total_minutes=40, keeps_days=3, scales=even_scales((1.0,)),
    ingredients=(("chicken_thigh_stewed", 90.0),),
    method=(Step("Simmer {chicken_thigh_stewed|the chicken} until cooked through."),),
    handlings=(("chicken_thigh_stewed", Handling("raw")),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("step", "is_safe"),
    [
        ("Simmer {chicken_thigh_stewed|the chicken} until cooked through.", True),
        ("Roast {chicken_thigh_stewed|the chicken} until {heat:74} inside.", True),
        ("Roast {chicken_thigh_stewed|the chicken} at {heat:200} until brown.", False),
        ("Roast {chicken_thigh_stewed|the chicken} until {heat:63} inside.", False),
        ("Fry {chicken_thigh_stewed|the chicken} for 5 minutes.", False),
    ],
)
def test_poultry_is_done(step: str, is_safe: bool) -> None:
    """A recipe of raw poultry says how to see that it is done, or 74 °C inside."""
    found = list(safety_faults(replace(CHICKEN, method=(Step(step),)), FOODS))
    assert found == ([] if is_safe else ["no step says when chicken_thigh_stewed is done"])


def test_rice_is_cooled() -> None:
    """Rice that is cooked ahead is cooled at once."""
    rice = replace(
        CHICKEN,
        ingredients=(("white_rice_cooked", 200.0),),
        handlings=(("white_rice_cooked", Handling("ahead")),),
        method=(Step("Boil {white_rice_cooked|the rice}.", ahead=True),),
    )
    assert list(safety_faults(rice, FOODS)) == ["no step to do ahead cools white_rice_cooked"]
    cooled = Step("Boil {white_rice_cooked|the rice} and chill it within an hour.", ahead=True)
    assert list(safety_faults(replace(rice, method=(cooled,)), FOODS)) == []
