"""Lines are taken apart into amounts and words, and nothing of them is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.nutrition.knowledge.amount_text import read_amounts


@pytest.mark.parametrize(
    ("line", "amounts", "words"),
    [
        ("1,000 g potatoes", [(1000.0, "g")], "potatoes"),
        ("1½ cups 2 % milk", [(1.5, "cup")], "2% milk"),
        ("1 1/2 cups milk", [(1.5, "cup")], "milk"),
        ("1,5 kg oil", [(1.5, "kg")], "oil"),
        ("half an avocado", [(0.5, "")], "avocado"),
        ("one and a half cups rice", [(1.5, "cup")], "rice"),
        ("a dozen eggs", [(12.0, "")], "eggs"),
        ("1 stick + 6 tablespoons butter", [(1.0, "stick"), (6.0, "tbsp")], "butter"),
        ("2 x 400 g / 14 oz cans beans", [(2.0, "can"), (400.0, "g"), (14.0, "oz")], "beans"),
        ("1 14-oz. block tofu", [(1.0, "block"), (14.0, "oz")], "tofu"),
        ("1 whole wheat tortilla", [(1.0, "")], "whole wheat tortilla"),
        ("1 cup half and half", [(1.0, "cup")], "half_and_half"),
        ("ground beef 80/20, 1 lb", [(1.0, "lb")], "ground beef 80% ,"),
        ("1-1/2 cups milk", [(1.5, "cup")], "milk"),
        ("1 lb 2 oz beef", [(18.0, "oz")], "beef"),
        ("1 small head cauliflower", [(1.0, "head")], "cauliflower"),
    ],
)
def test_amounts(line: str, amounts: list[tuple[float, str]], words: str) -> None:
    """Numbers with their units, and the words that are left."""
    read = read_amounts(line)
    assert [(one.number, one.unit.name) for one in read.amounts] == amounts
    assert " ".join(read.words) == words


def test_sizes_belong_to_what_is_counted() -> None:
    """Of two cans the weight is that of each; a weight behind the food is of all."""
    cans, fillets = read_amounts("2 (15 oz) cans beans"), read_amounts("2 fillets salmon (300 g)")
    assert [one.is_each for one in cans.amounts] == [False, True]
    assert [one.is_each for one in fillets.amounts] == [False, False]


@given(st.text(max_size=60))
def test_any_text_is_read(line: str) -> None:
    """Any text is taken apart, and every number is above 0."""
    assert all(0 < one.number <= 1e6 for one in read_amounts(line).amounts)
