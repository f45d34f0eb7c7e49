"""Marks of foods: what a figure or an origin asks for is marked, and a lack is a fault."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from planner.nutrition.checks import flags
from planner.nutrition.checks.flags import flag_faults
from planner.nutrition.foods.food_table import load_foods


@pytest.mark.parametrize(
    ("food_id", "column", "marks"),
    [
        ("yogurt_vanilla_low_fat", "animal", {"gelatin", "pork"}),
        ("marshmallows", "animal", {"gelatin", "pork"}),
        ("frosted_mini_wheats", "animal", {"gelatin", "pork"}),
        ("frozen_yogurt_vanilla", "animal", {"gelatin", "pork"}),
        ("pesto", "flags", {"tyramine", "vitamin_k_rich"}),
        ("pesto_sauce", "flags", {"tyramine"}),
        ("thai_red_curry_paste", "flags", {"tyramine", "histamine"}),
        ("marinara_sauce", "flags", {"tyramine"}),
        ("taco_shells", "fortified", {"folic_acid"}),
        ("rye_crispbread", "fortified", {"folic_acid"}),
        ("falafel", "fortified", {"folic_acid"}),
        ("chocolate_chip_cookies", "flags", {"caffeine"}),
        ("soy_milk_fortified", "flags", {"added_sugar", "sweetened_drink"}),
        ("soy_yogurt_plain_fortified", "flags", {"added_sugar", "sweetened_yogurt"}),
        ("hamburger_bun", "flags", {"added_sugar"}),
    ],
)
def test_shipped_marks(food_id: str, column: str, marks: set[str]) -> None:
    """Foods that lacked a mark have it."""
    assert marks <= getattr(load_foods().food(food_id), column)


def test_shipped_tables_have_every_mark() -> None:
    """No figure asks for a mark that is missing."""
    assert not list(flag_faults())


@pytest.mark.parametrize(
    ("food_id", "column", "lost", "words"),
    [
        ("taco_shells", "fortified", "folic_acid", "folic_acid_ug in 100 g, but fortified lacks"),
        ("hamburger_bun", "flags", "added_sugar", "but flags lacks added_sugar"),
        ("kale_boiled", "flags", "vitamin_k_rich", "but flags lacks vitamin_k_rich"),
        ("coffee_brewed", "flags", "caffeine", "but flags lacks caffeine"),
        ("taco_shells", "fortified", "iron", "enriched flour holds iron too"),
        ("marshmallows", "animal", "pork", "gelatin without pork, beef or fish"),
    ],
)
def test_a_lost_mark_is_a_fault(
    food_id: str, column: str, lost: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A food that loses its mark is named with the rule."""
    table = load_foods()
    foods = tuple(
        replace(food, **{column: getattr(food, column) - {lost}}) if food.id == food_id else food
        for food in table.foods
    )
    changed = SimpleNamespace(foods=foods, known_or_zero=table.known_or_zero)
    monkeypatch.setattr(flags, "load_foods", lambda: changed)
    (fault,) = flag_faults()
    assert fault.startswith(f"data/foods.csv {food_id}: ")
    assert words in fault
