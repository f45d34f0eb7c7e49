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


def test_round_soft_food_is_to_be_cut_lengthways() -> None:
    """Said for a toddler's banana, with its name; not for a child of six."""
    foods = [load_foods().food(name) for name in ("banana", "cucumber_raw", "milk_whole")]
    (cut,) = [note for note in serving_notes(TODDLER, foods) if "lengthways" in note]
    assert foods[0].name in cut
    assert foods[2].name not in cut
    assert serving_notes(SIX, foods) == ()


def test_notes_cover_foods_and_cite() -> None:
    """Every note covers a food that small children may be served, and names its source."""
    for note in load_serving_notes():
        assert note.source
        assert any(note.covers(food) and served(TODDLER, food.id) for food in load_foods().foods)
