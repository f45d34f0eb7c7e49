"""The rules on what no source has: none by kind, part of a whole, like other foods."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.unknown_rules import is_absent, kin_of, wholes_of


@pytest.mark.parametrize(
    ("food_id", "nutrient", "absent"),
    [
        ("spinach_raw", "retinol_ug", True),
        ("egg_boiled", "retinol_ug", False),
        ("atlantic_salmon_farmed_cooked", "caffeine_mg", True),
        ("cola", "caffeine_mg", False),
        ("avocado", "folic_acid_ug", True),
        ("white_bread", "folic_acid_ug", False),
        ("salt_iodized", "added_sugars_g", True),
        ("honey", "added_sugars_g", False),
    ],
)
def test_kinds_that_hold_none(food_id: str, nutrient: str, absent: bool) -> None:
    """Retinol is of animals, caffeine of coffee and cocoa, folic acid of what is enriched."""
    foods = load_foods()
    if food_id not in foods:
        pytest.fail(f"the case names {food_id}, which the table no longer has")
    assert is_absent(foods.food(food_id), nutrient) is absent


def test_what_nobody_declared_may_hold_anything() -> None:
    """A rule on contents never says "none" of a food whose contents nobody declared."""
    food = load_foods().food("spinach_raw")
    assert is_absent(food, "retinol_ug")
    assert not is_absent(replace(food, is_declared=False), "retinol_ug")


def test_parts_and_kin() -> None:
    """Added sugars are part of the sugars; tempeh is like other cooked soybeans."""
    assert ("sugars_g", 1.0) in wholes_of("added_sugars_g", all_of=True)
    assert dict(wholes_of("folic_acid_ug", all_of=True))["folate_ug_dfe"] == pytest.approx(
        1 / 1.7, rel=1e-5
    )
    assert "soybeans_boiled" in kin_of(load_foods().food("tempeh_cooked"), "zinc_mg")
    assert kin_of(load_foods().food("avocado"), "zinc_mg") == ()
    assert kin_of(load_foods().food("avocado"), "iodine_ug") == ("watercress_raw",)
