"""Marks of foods: what a figure or an origin asks for is marked, and a lack is a fault."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from planner.nutrition.checks import flags
from planner.nutrition.checks.flags import flag_faults
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_index


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
        ("oat_milk_fortified", "flags", {"phosphate_additive"}),
        ("soy_milk_unsweetened_fortified", "flags", {"phosphate_additive"}),
        ("veggie_hot_dog", "flags", {"phosphate_additive"}),
        ("baking_powder", "flags", {"phosphate_additive"}),
        ("cheerios", "flags", {"phosphate_additive"}),
        ("cream_cheese", "flags", {"phosphate_additive"}),
        ("hot_cocoa_mix_water", "flags", {"phosphate_additive"}),
        ("pudding_chocolate", "flags", {"phosphate_additive", "oxalate_high"}),
        ("chocolate_milk_low_fat", "flags", {"phosphate_additive", "oxalate_high"}),
        ("miso", "flags", {"oxalate_high"}),
        ("soy_yogurt_plain_fortified", "flags", {"oxalate_high"}),
        ("raspberries", "flags", {"oxalate_high"}),
        ("spinach_spaghetti_cooked", "flags", {"oxalate_high"}),
        ("ice_cream_chocolate", "flags", {"oxalate_high"}),
        ("swordfish_cooked", "flags", {"histamine"}),
        ("jalapeno_raw", "flags", {"choking"}),
        ("portabella_mushrooms_uv_raw", "flags", {"choking"}),
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
        ("oat_milk_fortified", "flags", "phosphate_additive", "lacks phosphate_additive"),
        ("veggie_hot_dog", "flags", "phosphate_additive", "lacks phosphate_additive"),
        ("baking_powder", "flags", "phosphate_additive", "lacks phosphate_additive"),
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
    changed = SimpleNamespace(
        foods=foods, known_or_zero=table.known_or_zero, composition=table.composition
    )
    monkeypatch.setattr(flags, "load_foods", lambda: changed)
    (fault,) = flag_faults()
    assert fault.startswith(f"data/foods.csv {food_id}: ")
    assert words in fault


def test_phosphorus_without_the_added_salts_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """An oat drink of 20 mg in 100 g is named; of 50 mg, or of an unknown amount, it is not."""
    table = load_foods()
    row, column = table.row("oat_milk_fortified"), nutrient_index()["phosphorus_mg"]
    found = {}
    for amount in (20.0, 50.0, float("nan")):
        composition = table.composition.copy()
        composition[row, column] = amount
        changed = SimpleNamespace(
            foods=table.foods, known_or_zero=table.known_or_zero, composition=composition
        )
        monkeypatch.setattr(flags, "load_foods", lambda changed=changed: changed)
        found[amount] = list(flag_faults())
    assert [len(faults) for faults in found.values()] == [1, 0, 0]
    assert "leaves out phosphate salts" in found[20.0][0]
