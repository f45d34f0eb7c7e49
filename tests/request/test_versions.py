"""Free-from and plant versions: barred for those who may have the ordinary food."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner import InputError
from planner.optimize.model.choices import forbidden_dish_reason, forbidden_reason
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def food_reason(request: PlanRequest, food_id: str) -> str:
    """Return why a food is not served."""
    return forbidden_reason(request.catalog.foods.food(food_id), request)


def dish_reason(request: PlanRequest, dish_id: str) -> str:
    """Return why a dish is not served."""
    foods = request.catalog.foods
    reasons = {food.id: forbidden_reason(food, request) for food in foods.foods}
    bar = forbidden_dish_reason(
        request.catalog.items.dishes_by_id[dish_id], request, reasons, foods
    )
    return bar.why if bar else ""


@pytest.mark.parametrize(
    ("food_id", "need"),
    [
        ("gluten_free_white_bread", {"avoid": ("gluten",)}),
        ("lactose_free_milk_2_percent", {"avoid": ("lactose",)}),
        ("oat_milk_fortified", {"diet": "vegan"}),
        ("veggie_burger", {"diet": "vegetarian"}),
        ("vegan_mayonnaise_tofu", {"avoid": ("egg",), "availability": "any"}),
    ],
)
def test_versions_are_for_those_who_need_them(
    food_id: str, need: dict[str, object], ask: Ask
) -> None:
    """Gluten-free bread and the like are served only where the ordinary food is left out."""
    assert "for those who may not have" in food_reason(ask(availability="any"), food_id)
    assert "for those who may not have" not in food_reason(ask(**need), food_id)


@pytest.mark.parametrize(
    "asked",
    [
        {"tastes": (("oat_milk_fortified", 1.0),)},
        {"tastes": (("fortified_plant_milk", 2.0),)},
        {"pantry": ("oat_milk_fortified",)},
        {"lock": ("breakfast=oat_milk_fortified",)},
        {"versions": "any"},
    ],
)
def test_versions_are_for_those_who_ask(asked: dict[str, object], ask: Ask) -> None:
    """Who likes oat milk, has it or locks it may have it; a dislike does not open it."""
    assert not food_reason(ask(**asked), "oat_milk_fortified")
    assert food_reason(ask(tastes=(("oat_milk_fortified", -1.0),)), "oat_milk_fortified")


def test_a_condition_is_a_need(ask: Ask, people: dict[str, object]) -> None:
    """Coeliac disease opens gluten-free bread without a word of avoiding."""
    woman = people["woman"].model_copy(update={"conditions": ("coeliac_disease",)})  # type: ignore[attr-defined]
    assert not food_reason(PlanRequest(person=woman), "gluten_free_white_bread")


@pytest.mark.parametrize(
    ("dish_id", "need"),
    [
        ("vegan_full_breakfast", {"diet": "vegan"}),
        ("trail_mix_seeds_cherries_raisins", {"avoid": ("tree_nuts",)}),
        ("vegetable_lasagne_vegan", {"diet": "vegan"}),
    ],
)
def test_versions_of_dishes(dish_id: str, need: dict[str, object], ask: Ask) -> None:
    """A vegan breakfast and a nut-free mix are for those who may not have the dish itself."""
    assert "for those who may not have" in dish_reason(ask(), dish_id)
    assert not dish_reason(ask(**need), dish_id)
    assert not dish_reason(ask(lock=(dish_id,)), dish_id)


def test_unknown_versions_are_refused(ask: Ask) -> None:
    """The setting has two values, which the message names."""
    with pytest.raises(InputError, match="needed"):
        ask(versions="all")
    with pytest.raises(InputError, match="everyday"):
        ask(guidelines="loose")
