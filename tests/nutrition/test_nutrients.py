"""Nutrients: the documented ids in order, five of them core."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import (
    all_nutrients,
    core_nutrients,
    nutrient,
    nutrient_ids,
    nutrient_index,
)

# The ids that scripts rely on, in the order of the plan's columns; more may follow.
PROMISED = [
    "energy_kcal", "protein_g", "fat_g", "saturated_fat_g", "monounsaturated_fat_g",
    "polyunsaturated_fat_g", "linoleic_acid_g", "alpha_linolenic_acid_g", "carbohydrate_g",
    "fiber_g", "sugars_g", "sodium_mg", "magnesium_mg", "calcium_mg", "potassium_mg",
    "phosphorus_mg", "iron_mg", "zinc_mg", "copper_mg", "manganese_mg", "selenium_ug",
    "vitamin_a_ug_rae", "retinol_ug", "vitamin_c_mg", "vitamin_d_ug", "vitamin_e_mg",
    "vitamin_k_ug", "thiamin_mg", "riboflavin_mg", "niacin_mg", "pantothenic_acid_mg",
    "vitamin_b6_mg", "folate_ug_dfe", "folic_acid_ug", "vitamin_b12_ug", "choline_mg",
    "caffeine_mg", "alcohol_g", "water_g",
]  # fmt: skip


def test_promised_nutrients_come_first_in_order() -> None:
    """Nutrient columns have the documented names and order."""
    assert list(nutrient_ids()[: len(PROMISED)]) == PROMISED


def test_five_are_core() -> None:
    """The core nutrients are the five of nerves and muscles."""
    assert set(core_nutrients()) == {
        "magnesium_mg",
        "calcium_mg",
        "potassium_mg",
        "vitamin_d_ug",
        "vitamin_b12_ug",
    }


def test_ids_end_with_their_unit() -> None:
    """The printed unit is that of the id."""
    endings = {
        "kcal": "_kcal", "g": "_g", "mg": "_mg", "µg": "_ug", "µg RAE": "_ug_rae",
        "µg DFE": "_ug_dfe",
    }  # fmt: skip
    for row in all_nutrients():
        assert row.id.endswith(endings[row.unit]), row.id
        assert row.description


def test_index_is_the_column() -> None:
    """The index is the nutrient's position among the ids."""
    assert [nutrient_ids()[column] for column in nutrient_index().values()] == list(
        nutrient_index()
    )


def test_names_stand_inside_a_sentence() -> None:
    """Inside a sentence a name starts with a small letter; other capitals are kept."""
    assert nutrient("vitamin_b12_ug").in_sentence == "vitamin B12"


def test_unknown_nutrient_offers_the_nearest() -> None:
    """A typo gives the nearest id."""
    with pytest.raises(InputError, match=r"did you mean .*magnesium_mg"):
        nutrient("magnesium")


def test_fortified_foods_name_their_nutrients() -> None:
    """Every nutrient that foods are fortified with is in the table."""
    added = [nutrient.added_as for nutrient in all_nutrients() if nutrient.added_as]
    assert len(set(added)) == len(added)
    fortified = frozenset[str]().union(*(food.fortified for food in load_foods().foods))
    assert fortified <= set(added)
    assert load_foods().food("salt_iodized").is_fortified_with("iodine_ug")
    milk = load_foods().food("soy_milk_chocolate_fortified")
    assert milk.is_fortified_with("vitamin_b12_ug")
    assert not milk.is_fortified_with("protein_g")
