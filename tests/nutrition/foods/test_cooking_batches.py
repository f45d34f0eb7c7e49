"""Cooking batches of hand-made portions."""

from __future__ import annotations

import datetime
import re

from planner.formats.cooking_plan import cooking_plan_as_markdown, day_title
from planner.nutrition.foods.cooking_batches import cooking_minutes, cookings
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.portions import Portion


def serve(
    dish_id: str, day: int, meal: str = "dinner", scale: float = 1.0, person: str = ""
) -> list[Portion]:
    """Return a dish as portions."""
    return [
        Portion(day, meal, food_id, grams * scale, dish_id, person, scale)
        for food_id, grams in load_dishes()[dish_id].ingredients
    ]


def test_a_table_is_cooked_for_once() -> None:
    """One batch serves two people: servings are added, minutes are not."""
    rows = [
        *serve("three_bean_chili", 1, person="Ann"),
        *serve("three_bean_chili", 1, scale=1.5, person="Bob"),
    ]
    (made,) = cookings(rows, load_dishes())
    assert made.amount == 2.5
    assert made.active_minutes == load_dishes()["three_bean_chili"].active_minutes
    assert not made.left_over


def test_leftovers_within_the_days_a_dish_keeps() -> None:
    """Chili keeps two days: day 3 has leftovers, day 4 a new batch."""
    rows = [row for day in (1, 3, 4) for row in serve("three_bean_chili", day)]
    first, second = cookings(rows, load_dishes())
    assert (first.day, [serving.day for serving in first.left_over]) == (1, [3])
    assert (second.day, second.left_over) == (4, ())


def test_what_does_not_keep_is_cooked_each_time() -> None:
    """Fried eggs do not keep, so they are cooked on each day."""
    assert load_dishes()["huevos_rancheros"].keeps_days == 0
    rows = [row for day in (1, 2) for row in serve("huevos_rancheros", day)]
    assert [made.day for made in cookings(rows, load_dishes())] == [1, 2]


def test_cooking_days_cook_ahead() -> None:
    """With Sunday as cooking day, Tuesday's chili is cooked on Sunday; Wednesday's is not."""
    rows = [*serve("three_bean_chili", 3), *serve("mushroom_bean_goulash", 7)]
    made = cookings(rows, load_dishes(), cook_days=(1, 4))
    assert [(found.day, found.dish.id) for found in made] == [
        (1, "three_bean_chili"), (4, "mushroom_bean_goulash"),
    ]  # fmt: skip
    assert cooking_minutes(made) == {1: 20, 4: 20}


def test_the_plan_says_what_to_cook_and_what_to_take_out() -> None:
    """Amounts are for all servings, steps are numbered, leftovers are under their day."""
    rows = [
        *serve("three_bean_chili", 1, scale=1.5),
        *serve("three_bean_chili", 2, "lunch", person="Ann"),
    ]
    text = cooking_plan_as_markdown(rows, start=datetime.date(2026, 11, 29))
    assert "## Day 1, Sunday 29 November 2026: 20 minutes of work" in text
    assert "### Three-bean chili with brown rice: 2½ servings, 45 minutes" in text
    assert re.search(r"^- \d+ g dry brown rice", text, re.M)
    assert "Keep 2 days in the fridge for: day 2 Ann's lunch." in text
    second = text.split("## Day 2")[1]
    assert "From the fridge for Ann's lunch: Three-bean chili" in second
    assert "Nothing to cook." in second
    assert "1. Soften the onion" in text


def test_days_have_dates_where_there_is_a_first() -> None:
    """Without a start date days have numbers only."""
    assert day_title(3, None) == "Day 3"
    assert day_title(3, datetime.date(2026, 12, 30)) == "Day 3, Friday 1 January 2027"
