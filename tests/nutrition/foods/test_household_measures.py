"""Measures: fractions as in recipes, and the plural above one only."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.household_measures import write_amount, write_count, write_measure


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1"), (0.5, "½"), (1.5, "1½"), (0.25, "¼"), (2.75, "2¾"), (1 / 3, "⅓"),
        (0.333, "⅓"), (5 / 3, "1⅔"), (0.125, "⅛"), (12, "12"), (0.2, "0.2"), (2.4, "2.4"),
        (0, "0"), (1.0000000001, "1"), (0.9999999, "1"),
    ],
)  # fmt: skip
def test_counts(count: float, text: str) -> None:
    """Halves, thirds, quarters and eighths are glyphs, other fractions decimals."""
    assert write_count(count) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0.5, "½ cup"),
        (1, "1 cup"),
        (1.5, "1½ cups"),
        (3, "3 cups"),
        (1.0000176, "1 cup"),
        (0.99999, "1 cup"),
    ],
)
def test_plural_only_above_one(count: float, text: str) -> None:
    """A rounded weight of about one cup is written in the singular."""
    assert write_measure(count, "cup", "cups") == text


@settings(max_examples=200, deadline=None)
@given(quarters=st.integers(1, 80), parts=st.sampled_from([1, 2, 3, 4, 6, 8]))
def test_what_is_written_can_be_read_back(quarters: int, parts: int) -> None:
    """Any whole number of halves to eighths is written exactly: figure plus glyph."""
    count = quarters / parts
    glyphs = {
        "⅛": 1 / 8, "⅙": 1 / 6, "¼": 1 / 4, "⅓": 1 / 3, "⅜": 3 / 8, "½": 1 / 2, "⅝": 5 / 8,
        "⅔": 2 / 3, "¾": 3 / 4, "⅚": 5 / 6, "⅞": 7 / 8,
    }  # fmt: skip
    found = re.fullmatch(r"(\d*)(\D?)", write_count(count))
    assert found is not None
    whole, glyph = found.groups()
    assert float(whole or 0) + glyphs.get(glyph, 0.0) == pytest.approx(count)


def test_every_helping_of_every_food_is_whole_steps() -> None:
    """The grams of any helping, rounded as in plans, give its count of measures."""
    for food in load_foods().foods:
        for steps in range(8):
            count = food.least + steps * food.step
            grams = round(count * food.measure_g, 3)
            expected = write_measure(count, food.measure, food.measure_plural)
            assert food.write_grams(grams) == expected, food.id


@pytest.mark.parametrize(
    ("grams", "measure_g", "singular", "words"),
    [
        (360, 240, "cup", "1½ cups"),
        (250, 243, "cup", "about 1 cup"),
        (15, 240, "cup", "1 tablespoon"),
        (4.5, 13.5, "tablespoon", "⅓ tablespoon"),
        (2.2, 13.5, "tablespoon", "about ½ teaspoon"),
        (0.1, 2.4, "teaspoon", "a pinch"),
        (12, 110, "onion", "12 g"),
        (60, 61, "carrot", "about 1 carrot"),
    ],
)
def test_any_weight_is_told_in_kitchen_words(
    grams: float, measure_g: float, singular: str, words: str
) -> None:
    """Even amounts are exact, others have "about", small ones are in smaller measures."""
    assert write_amount(grams, measure_g, singular, singular + "s") == words
