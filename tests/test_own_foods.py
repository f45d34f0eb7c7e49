"""A food from its label: figures per 100 g, marks as declared, and what is impossible refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.errors import InputError
from planner.nutrients import nutrient_index
from planner.own_foods import OwnFood

BAR: dict[str, Any] = {
    "name": "Nut bar", "subgroup": "nut", "per": "serving", "serving": "bar",
    "serving_plural": "bars", "serving_g": 40.0,
    "label": [["energy_kcal", 200], ["protein_g", 6], ["fat_g", 12], ["magnesium_mg", 50]],
    "contains": ["tree_nuts"], "meals": ["snack"],
}  # fmt: skip


def test_a_label_per_serving_is_read_per_100_g() -> None:
    """200 kcal in a bar of 40 g are 500 kcal in 100 g; what the label leaves out is unknown."""
    amounts = OwnFood.from_raw(BAR, "bar").per_100_g()
    at = nutrient_index()
    assert amounts[at["energy_kcal"]] == pytest.approx(500)
    assert amounts[at["magnesium_mg"]] == pytest.approx(125)
    assert np.isnan(amounts[at["calcium_mg"]])


def test_it_is_a_food_with_the_marks_that_were_declared() -> None:
    """Source, group, allergens and the largest amount a day follow from what was said."""
    food = OwnFood.from_raw(BAR, "bar").as_food()
    assert (food.source, food.group, food.contains) == ("label", "nut_seed", {"tree_nuts"})
    assert food.day_max_g == 80
    assert food.write_grams(80) == "2 bars"


def test_the_id_tells_two_labels_apart() -> None:
    """The same words give the same id; another figure gives another."""
    one, same = OwnFood.from_raw(BAR, "bar"), OwnFood.from_raw(BAR, "bar")
    other = OwnFood.from_raw(BAR | {"serving_g": 41.0}, "bar")
    assert one.id == same.id != other.id
    assert one.id.startswith("own_nut_bar_")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subgroup": "moon"}, "unknown subgroup 'moon'"),
        ({"contains": ["cheese"]}, "unknown contains 'cheese'"),
        ({"meals": ["brunch"]}, "unknown meal 'brunch'"),
        ({"label": [["iron", 1]]}, "unknown nutrient 'iron'"),
        ({"label": [["iron_mg", -1]]}, "a label gives 0 or more"),
        ({"label": [["energy_kcal", 380]]}, "energy_kcal 950 is more than 902"),
        ({"label": [["fat_g", 20], ["carbohydrate_g", 23]]}, "add up to 108 g"),
        ({"label": [["fat_g", 5], ["saturated_fat_g", 9]]}, "more than fat_g"),
        ({"label": []}, "label"),
        ({"name": "=1+1"}, "name"),
        ({"serving_g": float("nan")}, "serving_g"),
    ],
)
def test_impossible_labels_are_refused(change: dict[str, Any], words: str) -> None:
    """Each is met with a message that names what is wrong."""
    with pytest.raises(InputError, match=words):
        OwnFood.from_raw(BAR | change, "bar")
