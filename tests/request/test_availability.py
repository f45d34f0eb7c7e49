"""Which foods a person can buy."""

from __future__ import annotations

import pytest

from planner import InputError, PlanRequest, make_person
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.request.availability import foods_at_hand, region_of, why_not_sold

WOMAN = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
FOODS = load_foods()


def asked(**fields: object) -> PlanRequest:
    """Return a request of one woman."""
    return PlanRequest.from_raw({"person": WOMAN, **fields})


@pytest.mark.parametrize(
    ("fields", "region"),
    [({}, "US"), ({"standard": "uk"}, "UK"), ({"standard": "efsa"}, "EU"),
     ({"standard": "efsa", "region": "uk"}, "UK")],
)  # fmt: skip
def test_region(fields: dict[str, str], region: str) -> None:
    """The region is that of the standard unless another one is asked for."""
    assert region_of(asked(**fields)) == region


def test_by_default_nothing_is_of_specialty_shops() -> None:
    """Exposed mushrooms are out, what large supermarkets have is in; each choice moves the line."""
    exposed, tamari = FOODS.food("white_mushrooms_uv_raw"), FOODS.food("tamari")
    assert "specialty shops" in why_not_sold(exposed, asked())
    assert not why_not_sold(tamari, asked())
    assert "large supermarkets" in why_not_sold(tamari, asked(availability="everywhere"))
    assert not why_not_sold(exposed, asked(availability="any"))


def test_what_one_can_get_is_sold() -> None:
    """A food is served if it is named, by itself or its kind, in the pantry or by a lock."""
    exposed = FOODS.food("white_mushrooms_uv_raw")
    for fields in (
        {"can_get": ("white_mushrooms_uv_raw",)},
        {"can_get": ("uv_mushroom",)},
        {"pantry": ("white_mushrooms_uv_raw",)},
        {"lock": ("white_mushrooms_uv_raw",)},
    ):
        assert not why_not_sold(exposed, asked(**fields)), fields
        assert why_not_sold(FOODS.food("morel_mushrooms"), asked(**fields)), fields


def test_a_dish_that_is_asked_for_brings_its_ingredients() -> None:
    """Who locks a dish can get what is in it."""
    dish = next(
        dish
        for dish in load_dishes().values()
        if any(why_not_sold(food, asked()) for food in dish.foods(FOODS))
    )
    assert foods_at_hand(asked(lock=(dish.id,)))
    assert not any(why_not_sold(food, asked(lock=(dish.id,))) for food in dish.foods(FOODS))
    assert foods_at_hand(asked(lock=("lentil_cottage_pie",))) == ()


def test_faults() -> None:
    """Unknown shops, regions and foods are refused, with what is allowed."""
    for fields, words in (
        ({"availability": "moon"}, "everywhere"),
        ({"region": "moon"}, "US"),
        ({"can_get": ("moon_dust",)}, "moon_dust"),
    ):
        with pytest.raises(InputError, match=words):
            asked(**fields)
