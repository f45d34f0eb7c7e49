"""A day of a diary as portions: our foods as they are, others with what the diary states."""

from __future__ import annotations

import numpy as np
import pytest

from planner.errors import InputError
from planner.nutrition.foods.diary import DiaryRow, What
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.nutrients import nutrient_index
from planner.planning.eaten_day import DayPortions, day_portions


@pytest.fixture(scope="module")
def day() -> DayPortions:
    """Return a banana of ours, a tracker's yogurt, a food like none, and a tablet."""
    rows = [
        DiaryRow("", None, "Banana", 1, meal="snack", grams=118.0, food_id="banana"),
        DiaryRow("", None, "Greek yogurt, plain, nonfat", 1, meal="breakfast", grams=200.0,
                 nutrients={"calcium_mg": 220.0}),
        DiaryRow("", None, "Zorgblat", 1, meal="lunch", nutrients={"energy_kcal": 500.0}),
        DiaryRow("", None, "Vitamin D", 1, nutrients={"vitamin_d_ug": 10.0}, what=What.SUPPLEMENT),
    ]  # fmt: skip
    return day_portions(rows, load_foods())


def test_each_row_is_a_portion(day: DayPortions) -> None:
    """Rows keep their meals; ours keeps its id, the tablet stays, one has no kind."""
    assert [row.meal for row in day.portions] == ["snack", "breakfast", "lunch", ""]
    assert day.portions[0].food_id == "banana"
    assert day.doses == {day.portions[3].food_id}
    assert (day.own, day.unbounded) == (("Greek yogurt, plain, nonfat", "Zorgblat"), ("Zorgblat",))


def test_stated_values_count_and_others_are_unknown(day: DayPortions) -> None:
    """200 g of the yogurt hold the 220 mg stated; its magnesium is unknown, and bounded above."""
    row = day.foods.row(day.portions[1].food_id)
    values = day.foods.composition[row]
    assert values[nutrient_index()["calcium_mg"]] == pytest.approx(110.0)
    assert np.isnan(values[nutrient_index()["magnesium_mg"]])
    assert day.foods.at_most[row, nutrient_index()["sodium_mg"]] > 0
    energy = day.foods.composition[day.foods.row(day.portions[2].food_id), 0]
    assert energy * day.portions[2].grams / 100.0 == pytest.approx(500.0)


def test_foods_are_found_by_words(day: DayPortions) -> None:
    """A word of a name or an id names what was eaten."""
    assert day.named("yogurt") == {day.portions[1].food_id}
    assert day.named("banana") == {"banana"}
    assert day.named("coffee") == frozenset()


def test_a_food_of_which_nothing_is_known_is_refused() -> None:
    """Neither weight nor nutrients: nothing can be reckoned."""
    with pytest.raises(InputError, match="its weight is not known"):
        day_portions([DiaryRow("", None, "Stew", 1, meal="lunch")], load_foods())
