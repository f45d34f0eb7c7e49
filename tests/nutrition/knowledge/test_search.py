"""Search, filter and rank the food table."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.knowledge.search import find_foods
from planner.nutrition.nutrients import nutrient_ids

HEAD = [
    *("food_id", "food", "group", "subgroup", "source", "source_id"),
    *("contains", "fortified", "measure", "measure_grams"),
]


def test_everything_without_a_filter() -> None:
    """Without a filter every food is listed, in the documented columns."""
    frame = find_foods()
    assert list(frame.columns) == [*HEAD, *nutrient_ids()]
    assert list(frame["food_id"]) == [food.id for food in load_foods().foods]


def test_search_takes_all_words_in_any_order_and_case() -> None:
    """Each word must be in the name."""
    one, other = find_foods(search="MILK soy"), find_foods(search="soy milk")
    assert list(one["food_id"]) == list(other["food_id"])
    assert len(one) > 0
    assert all("soy" in name.lower() and "milk" in name.lower() for name in one["food"])
    assert find_foods(search="unobtainium").empty


def test_diet_and_avoidance_filter() -> None:
    """A vegan who avoids soy finds neither milk nor tofu, but lentils."""
    kept = set(find_foods(diet="vegan", avoid=("soy",))["food_id"])
    assert "lentils_boiled" in kept
    assert not {"milk_whole", "tofu_regular_calcium_set"} & kept


def test_richest_come_first() -> None:
    """Ranked by a nutrient the values descend, and foods with unknown values are left out."""
    frame = find_foods(nutrient="magnesium_mg")
    assert frame["magnesium_mg"].is_monotonic_decreasing
    assert frame["magnesium_mg"].notna().all()
    top = find_foods(nutrient="magnesium_mg", top=5)
    assert list(top["food_id"]) == list(frame["food_id"][:5])


@pytest.mark.parametrize(
    "wrong", [{"diet": "vegn"}, {"avoid": ("mylk",)}, {"nutrient": "magnesum_mg"}]
)
def test_unknown_names_are_refused(wrong: dict[str, str]) -> None:
    """An unknown name is an InputError with the nearest ones."""
    with pytest.raises(InputError, match="did you mean"):
        find_foods(**wrong)  # type: ignore[arg-type]
