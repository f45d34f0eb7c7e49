"""Ingredient lines: amounts, assumptions, and lines to confirm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formats.recipes import read_line
from planner.nutrition.foods.food_table import load_foods


@pytest.mark.parametrize(
    ("line", "food_id", "grams"),
    [
        ("2 tbsp olive oil", "olive_oil", 27.0),
        ("2 large eggs", "egg_whole_raw", 100.0),
        ("1 1/2 cups whole milk", "milk_whole", 366.0),
        ("400 g canned tomatoes", "tomatoes_canned_no_salt", 400.0),
        ("3 cloves of garlic, minced", "garlic_raw", 9.0),
        ("1 onion, chopped", "onion_raw", 110.0),
        ("2 cups all-purpose flour", "all_purpose_flour", 250.0),
        ("1 pinch salt", "salt_iodized", 0.4),
        ("1 cup cooked brown rice", "brown_rice_cooked", 202.0),
    ],
)
def test_plain_lines(line: str, food_id: str, grams: float) -> None:
    """Usual lines give grams as eaten, within the variation of pieces."""
    found = read_line(line)
    assert (found.food_id, found.state) == (food_id, "sure")
    assert found.grams == pytest.approx(grams, rel=0.02)


def test_weights_are_of_what_is_bought() -> None:
    """200 g of lentils are dry unless the line says cooked; the assumption is named."""
    dry, cooked = read_line("200 g lentils"), read_line("200 g cooked lentils")
    assert dry.food_id == cooked.food_id == "lentils_boiled"
    assert dry.grams is not None
    assert dry.grams > 400
    assert "200 g as bought is" in dry.note
    assert cooked.grams == 200.0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 handful unicorn dust", "no food"),
        ("salt to taste", "no amount"),
        ("=1+1", "no food"),
        ("", "no food"),
    ],
)
def test_what_is_not_known_is_unmatched(line: str, said: str) -> None:
    """A line without food or amount is kept as unmatched, with the reason."""
    found = read_line(line)
    assert (found.state, found.line) == ("unmatched", line)
    assert said in found.note


def test_our_own_form_is_exact() -> None:
    """A weight in parentheses before a food's exact name is as eaten."""
    found = read_line("about 1¾ cups (330 g) Black beans, boiled")
    assert (found.food_id, found.grams, found.state) == ("black_beans_boiled", 330.0, "sure")


def test_a_likeness_is_not_sure() -> None:
    """A name that is only similar to a food's has to be confirmed."""
    found = read_line("100 g toasted pumpkin seed")
    assert found.state != "sure"
    assert found.food_id == "" or found.food_id in load_foods()


@given(st.text(max_size=60))
def test_any_text_is_answered(line: str) -> None:
    """Any text gives a line with a plausible weight or none."""
    found = read_line(line)
    assert found.line == line
    assert found.grams is None or 0 < found.grams < 1e6
