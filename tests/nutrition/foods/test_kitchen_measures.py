"""What the measures of a kitchen hold."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_foods import KitchenFood
from planner.nutrition.foods.kitchen_measures import (
    cup_grams,
    eaten_of_used,
    grams_of_measure,
    is_drained,
    share_of_can,
    used_of_eaten,
)

FOODS = load_foods()
ONION = KitchenFood("onion", "onions", "onion", "onions", "raw", "onion", "onions", 120.0)
PARSLEY = KitchenFood("parsley", "parsley", "parsley", "parsley", "raw", "bunch", "bunches", 40.0)
PLAIN = KitchenFood("food", "food", "food", "food")


def test_used_follows_from_eaten() -> None:
    """Dry rice by its yield and back; drained beans and what is ready as they are eaten."""
    rice = FOODS.food("brown_rice_cooked")
    dry = used_of_eaten(rice, "dry", 150)
    assert dry == pytest.approx(150 * FOODS.fact(rice.id, "bought_g_per_g"))
    assert eaten_of_used(rice, "dry", dry) == pytest.approx(150)
    assert used_of_eaten(FOODS.food("black_beans_boiled"), "can", 240) == 240


def test_cans() -> None:
    """Of a can of beans 60 % are beans; tomatoes are not drained."""
    beans, tomatoes = (
        FOODS.food(name) for name in ("black_beans_boiled", "tomatoes_canned_no_salt")
    )
    assert (share_of_can(beans), share_of_can(tomatoes)) == (0.6, 1.0)
    assert is_drained(beans, "can")
    assert not is_drained(tomatoes, "can")
    assert grams_of_measure(beans, PLAIN, 1, "can", 400) == 240


def test_measures() -> None:
    """The grams of a count of measures; none for a measure that the food does not have."""
    onion, oil = FOODS.food("onion_raw"), FOODS.food("olive_oil")
    assert grams_of_measure(onion, ONION, 2, "", None) == 240
    assert grams_of_measure(onion, ONION, 2, "bundles", None) is None
    assert grams_of_measure(oil, PLAIN, 2, "tablespoons", None) == pytest.approx(27)
    assert grams_of_measure(FOODS.food("parsley_fresh"), PARSLEY, 1, "handful", None) == 10


def test_cups_of_what_is_used() -> None:
    """A cup of rice is one of dry rice; what cups do not measure has none."""
    assert cup_grams(FOODS.food("brown_rice_cooked")) == 185
    assert cup_grams(FOODS.food("yogurt_plain_low_fat")) == pytest.approx(245)
    assert cup_grams(FOODS.food("chicken_breast_roasted")) == 0
