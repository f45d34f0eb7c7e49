"""Labels that cannot be right are asked about; those of ordinary and fortified foods are not."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_ids
from planner.request.label_plausibility import questions_about
from planner.request.own_foods import OwnFood


def drink(**label: float) -> OwnFood:
    """Return a milk drink with a label for a glass of 250 g."""
    return OwnFood(
        name="D drink", subgroup="milk", per="serving", serving_g=250, label=tuple(label.items())
    )


def test_units_that_slipped_are_asked_about() -> None:
    """IU typed as µg, and grams typed as mg and µg, each with what would be usual."""
    asked = questions_about(
        drink(vitamin_d_ug=100, calcium_mg=0.3, magnesium_mg=0.025, vitamin_b12_ug=0.0000012)
    )
    assert len(asked) == 4
    (in_units,) = [words for words in asked if "is it in IU" in words]
    assert "They are 1 µg" in in_units
    assert sum("is it in another unit" in words for words in asked) == 3


def test_energy_that_fat_exceeds_is_asked_about() -> None:
    """52 kcal beside 33 g of fat cannot be; a label with little fat passes."""
    (asked,) = questions_about(
        OwnFood(name="Bar", subgroup="nut", serving_g=40, label=(("energy_kcal", 52.0),
                ("fat_g", 33.0)))
    )  # fmt: skip
    assert "the fat alone gives 297 kcal" in asked
    assert not questions_about(drink(energy_kcal=120, protein_g=8, fat_g=4, carbohydrate_g=12))


@pytest.mark.parametrize(
    "label", [{"vitamin_d_ug": 5.0}, {"vitamin_b12_ug": 2.4}, {"iron_mg": 6.0}]
)
def test_a_fortified_drink_is_not_asked_about(label: dict[str, float]) -> None:
    """A glass with a third of a day's worth added is an ordinary product."""
    assert not questions_about(drink(**label))


def test_our_own_foods_pass() -> None:
    """Hardly any food of the table would be asked about, were it a user's own."""
    table, asked = load_foods(), []
    for food in table.foods:
        values = table.composition[table.row(food.id)]
        label = tuple(
            (name, float(value))
            for name, value in zip(nutrient_ids(), values, strict=True)
            if value == value  # noqa: PLR0124 - known
        )
        asked += questions_about(
            OwnFood.model_construct(
                name=food.name, subgroup=food.subgroup, per="100g", serving_g=100.0, label=label
            )
        )
    assert len(asked) < 0.05 * len(table.foods), asked[:20]
