"""The Mediterranean screener of a few portions, compared with hand counts."""

from __future__ import annotations

from dataclasses import replace

from planner.certification.medas import medas
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.medas import medas_questions, most_points
from planner.nutrition.foods.portions import Portion


def _day(*rows: tuple[str, float], dish: str = "") -> tuple[Portion, ...]:
    return tuple(Portion(1, "dinner", food, grams, dish=dish) for food, grams in rows)


PLATE = _day(
    ("olive_oil", 54.0), ("canola_oil", 5.0), ("broccoli_boiled", 300.0), ("tomato_raw", 100.0),
    ("orange", 160.0), ("orange_juice", 80.0), ("chicken_breast_grilled", 60.0),
    ("ground_beef_93_lean", 60.0), ("lentils_boiled", 65.0), ("sardines_in_water", 43.0),
    ("walnuts", 12.0),
)  # fmt: skip


def test_points_of_a_day_by_hand() -> None:
    """A day with a seventh of a week's legumes and fish has their points; 12 g of nuts miss it."""
    held = medas(load_catalog(), PLATE)
    assert {item for item, holds in held.items() if not holds} == {8, 12, 14}


def test_points_are_of_the_mean_day() -> None:
    """Beside a day of nothing the plate is half of what is asked; what is limited still holds."""
    twice = (*PLATE, Portion(2, "lunch", "water_tap", 200.0))
    assert {item for item, holds in medas(load_catalog(), twice).items() if holds} == {
        1, 5, 6, 7, 11, 13
    }  # fmt: skip


def test_a_sofrito_is_cooked() -> None:
    """Shakshuka of tomato, onion and olive oil counts; salads of the three do not."""
    catalog = load_catalog()
    (sofrito,) = medas_questions()[13]
    counted = [dish for dish in catalog.items.dishes if sofrito.counts(dish, catalog.foods)]
    assert "shakshuka" in {dish.id for dish in counted}
    any_dish = replace(sofrito, not_dishes=frozenset())
    assert "salad" not in {dish.kind for dish in counted}
    assert "salad" in {
        dish.kind for dish in catalog.items.dishes if any_dish.counts(dish, catalog.foods)
    }


def test_thirteen_points_can_be_had() -> None:
    """All 14 questions are stated, and wine is the only one that is not asked for."""
    assert len(medas_questions()) == 14
    assert most_points(medas_questions()) == 13
