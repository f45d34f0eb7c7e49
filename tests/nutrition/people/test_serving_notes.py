"""Food for small children: what is left out, and what is said of how to cut the rest."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.person import make_person
from planner.nutrition.people.safety import safety_rules_for
from planner.nutrition.people.serving_notes import load_serving_notes, serving_notes

TODDLER = make_person(sex="male", age=2, height_cm=88, weight_kg=12.5)
FOUR = make_person(sex="female", age=4, height_cm=103, weight_kg=16.5)
SIX = make_person(sex="female", age=6, height_cm=116, weight_kg=20.5)
# From the lists of CDC, AAP and NHS, stated here apart from the flags of the table.
CHOKING = (
    "turkey_hot_dog", "beef_hot_dog", "mixed_meat_hot_dog", "kielbasa", "bratwurst",
    "veggie_sausage", "beef_jerky", "pretzels_unsalted", "tortilla_chips_unsalted",
    "popcorn_air_popped", "celery_raw", "radishes_raw", "jicama_raw", "kohlrabi_raw", "carrot_raw",
    "corn_frozen_boiled", "corn_on_the_cob_boiled", "blueberries", "blueberries_wild_frozen",
    "grapes", "cherry_tomatoes_raw", "almonds", "peanuts_roasted", "raisins", "hard_candy",
    "marshmallows", "caramels", "apple", "pumpkin_seeds", "peanut_butter_chunky",
    "oatmeal_cookies", "fig_bars", "multigrain_bread", "rye_crispbread", "pomegranate",
    "honey_bunches_of_oats_almonds", "grape_nuts", "semisweet_chocolate_chips",
)  # fmt: skip


def served(person: object, food_id: str) -> bool:
    """Tell whether no rule leaves a food out for a person."""
    food = load_foods().food(food_id)
    rules = safety_rules_for(person)  # type: ignore[arg-type]
    return not any(rule.limit_g is None and rule.covers(food) for rule in rules)


@pytest.mark.parametrize("food_id", CHOKING)
def test_foods_small_children_choke_on_are_left_out(food_id: str) -> None:
    """At 2 and at 4 years they are not served; at 6 they are."""
    assert not served(TODDLER, food_id)
    assert not served(FOUR, food_id)
    assert served(SIX, food_id)


SOFT = ("banana", "carrots_boiled", "peanut_butter_natural", "milk_whole")


@pytest.mark.parametrize("food_id", SOFT)
def test_soft_food_is_served(food_id: str) -> None:
    """What is soft, or can be made safe, stays."""
    assert served(TODDLER, food_id)


# Liquids, powders and what is eaten with a spoon or in another food: read once, food by food.
NOTHING_TO_CUT = {
    "cocoa", "coffee", "soft_drink", "tea", "water", "aromatic", "broth", "herb", "leavening",
    "nutritional_yeast", "salt", "sauce", "spice", "vinegar", "yeast_extract", "cream", "milk",
    "yogurt", "dressing", "margarine", "mayonnaise", "olive_oil", "plant_oil", "solid_fat",
    "fruit_juice", "flour", "hot_cereal", "legume_spread", "coconut_milk", "fortified_plant_milk",
    "fortified_soy_milk", "plant_milk", "plant_yogurt", "jam", "sweetener", "vegetable_juice",
}  # fmt: skip
SOFT_FOODS = {
    "capers", "cottage_cheese_1_percent", "cottage_cheese_2_percent", "cottage_cheese_creamed",
    "cottage_cheese_no_salt", "lactose_free_cottage_cheese", "quark_plain", "ricotta_part_skim",
    "ricotta_whole_milk", "egg_yolk_cooked", "eggs_scrambled", "eggs_scrambled_no_fat",
    "omelet_plain", "frozen_yogurt_chocolate", "frozen_yogurt_vanilla", "ice_cream_chocolate",
    "ice_cream_vanilla", "ice_cream_vanilla_light", "pudding_chocolate", "pudding_rice",
    "pudding_tapioca", "pudding_vanilla", "basmati_rice_cooked", "couscous_cooked",
    "egg_noodles_cooked", "fresh_egg_pasta_cooked", "gluten_free_corn_pasta_cooked",
    "gluten_free_corn_rice_pasta_cooked", "gluten_free_quinoa_pasta_cooked",
    "parboiled_rice_cooked", "pasta_cooked", "pasta_unenriched_cooked", "polenta_cooked",
    "rice_noodles_cooked", "soba_noodles_cooked", "somen_noodles_cooked",
    "spinach_spaghetti_cooked", "sticky_rice_cooked", "sushi_rice_cooked", "udon_noodles_cooked",
    "white_rice_cooked", "amaranth_cooked", "brown_rice_cooked", "brown_rice_medium_grain_cooked",
    "gluten_free_brown_rice_pasta_cooked", "millet_cooked", "quinoa_cooked", "teff_cooked",
    "whole_wheat_pasta_cooked",
}  # fmt: skip


def test_every_food_a_small_child_is_served_was_looked_at() -> None:
    """It has a note on how to cut it, or is a liquid, a powder or soft; a new food fails here."""
    notes = [note for note in load_serving_notes() if note.id != "sit_and_watch"]
    open_foods = {
        food.id
        for food in load_foods().foods
        if served(TODDLER, food.id)
        and food.subgroup not in NOTHING_TO_CUT
        and not any(note.covers(food) for note in notes)
    }
    assert open_foods == SOFT_FOODS


def test_round_soft_food_is_to_be_cut_lengthways() -> None:
    """Said for a toddler's banana, with its name; not for a child of six."""
    foods = [load_foods().food(name) for name in ("banana", "cucumber_raw", "milk_whole")]
    notes = serving_notes(TODDLER, foods)
    (cut,) = [note.sentence for note in notes if "lengthways" in note.sentence]
    assert all(note.source and note.source not in note.sentence for note in notes)
    assert foods[0].name in cut
    assert foods[2].name not in cut
    assert serving_notes(SIX, foods) == ()


def test_notes_cover_foods_and_cite() -> None:
    """Every note covers a food that small children may be served, and names its source."""
    for note in load_serving_notes():
        assert note.source
        assert any(note.covers(food) and served(TODDLER, food.id) for food in load_foods().foods)
