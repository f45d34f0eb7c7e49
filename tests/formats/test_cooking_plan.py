"""The cooking plan: the evening before, and the cook's units."""

from __future__ import annotations

from dataclasses import replace

from planner.formats.cooking_plan import cooking_plan_as_markdown
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.dishes import Step, load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.kitchen_units import Units
from planner.nutrition.foods.portions import Portion

CHILI = replace(
    load_dishes()["three_bean_chili"],
    lead_minutes=480,
    method=(Step("Soak the beans in {water:1 l}.", ahead=True), Step("Cook at {heat:200}.")),
)
CATALOG = Catalog(load_foods(), {CHILI.id: CHILI})


def served(day: int) -> Portion:
    """Return six servings of the chili on a day."""
    return Portion(day, "dinner", "onion_raw", 40.0, dish=CHILI.id, scale=6.0)


def test_the_evening_before() -> None:
    """What a dish asks to do overnight is read out the evening before, for its servings."""
    text = cooking_plan_as_markdown([Portion(1, "lunch", "banana", 100.0), served(2)],
                                    catalog=CATALOG)  # fmt: skip
    today, tomorrow = text.split("## Day 2")
    assert "In the evening, for the next day:\n\n- For Three-bean chili" in today
    assert "soak the beans in 1 l water." in today
    assert "1. The evening before: soak the beans" in tomorrow


def test_before_the_first_day() -> None:
    """What the first day needs stands before it."""
    text = cooking_plan_as_markdown([served(1)], catalog=CATALOG)
    assert text.index("## The evening before") < text.index("soak the beans")
    assert text.index("soak the beans") < text.index("## Day 1")


def test_units() -> None:
    """The steps are in the cook's units."""
    text = cooking_plan_as_markdown([served(1)], catalog=CATALOG, units=Units.US)
    assert "Cook at 400 °F." in text


def test_sides_that_are_cooked() -> None:
    """Rice beside a dish is dry, for both people, with its minutes; fruit is no cooking."""
    rows = [
        *(Portion(1, "dinner", "brown_rice_cooked", 150.0, person=who) for who in ("Ann", "Bob")),
        Portion(1, "dinner", "banana", 118.0),
    ]
    text = cooking_plan_as_markdown(rows, catalog=CATALOG)
    assert "- For dinner: 100 g dry brown rice: boil from dry, 35 minutes" in text
    assert "banana" not in text
