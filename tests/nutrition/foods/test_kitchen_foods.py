"""What a cook calls a food."""

from __future__ import annotations

from dataclasses import replace

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_foods import KitchenFood, in_step, kitchen_food
from planner.nutrition.foods.kitchen_units import Units


def test_names() -> None:
    """UK units have the British name, in both numbers."""
    known = KitchenFood("scallion", "scallions", "spring onion", "spring onions")
    assert known.named(Units.METRIC) == known.named(Units.US) == "scallion"
    assert known.named(Units.UK, plural=True) == "spring onions"


def test_food_without_a_row_has_the_name_it_is_bought_under() -> None:
    """A food that the table does not name is called as the shop calls it."""
    food = replace(load_foods().food("brown_rice_cooked"), id="brown_rice_of_a_test")
    assert kitchen_food(food).name == "brown rice, dry"


def test_names_are_those_of_a_cook() -> None:
    """The state of the nutrient table is no part of a kitchen name; the usual state is known."""
    foods = load_foods()
    names = {
        food_id: (kitchen_food(foods.food(food_id)).name, kitchen_food(foods.food(food_id)).state)
        for food_id in ("red_bell_pepper_boiled", "brown_rice_cooked", "eggs_scrambled_no_fat")
    }
    assert names == {
        "red_bell_pepper_boiled": ("red bell pepper", "raw"),
        "brown_rice_cooked": ("brown rice", "dry"),
        "eggs_scrambled_no_fat": ("egg", "raw"),
    }


def test_a_step_leaves_out_what_only_the_list_needs() -> None:
    """Qualifiers of the shop are in the ingredient list; the food keeps its own words."""
    assert in_step("fortified unsweetened soy milk") == "soy milk"
    assert in_step("boneless, skinless chicken breast") == "chicken breast"
    assert in_step("vitamin D cremini mushrooms") == "cremini mushrooms"
    assert in_step("pink salmon with bones") == "pink salmon"
    assert in_step("firm tofu") == "tofu"
    assert in_step("whole-wheat pita") == "pita"
    assert in_step("red onion") == "red onion"


def test_british_words() -> None:
    """Words that only an American name has are not British; shared ones are."""
    known = KitchenFood("bell pepper", "bell peppers", "pepper", "peppers")
    assert known.is_british("the pepper")
    assert known.is_british("the filling")
    assert not known.is_british("the bell pepper")
    cilantro = KitchenFood("cilantro", "cilantro", "coriander", "coriander")
    assert not cilantro.is_british("the cilantro")
    milk = KitchenFood("soy milk", "soy milk", "soya milk", "soya milk")
    assert milk.is_british("milk")
    assert not milk.is_british("the soy milk")
