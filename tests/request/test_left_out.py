"""What a diet leaves out decides which advice is given."""

from __future__ import annotations

import pytest

from planner.nutrition.people.nutrient_advice import FARE, load_advice
from planner.request.left_out import fare_categories


@pytest.mark.parametrize(
    ("diet", "avoid", "found"),
    [
        ("omnivore", (), {"eats_fish"}),
        ("omnivore", ("fish",), {"eats_no_fish"}),
        ("omnivore", ("fish", "milk"), {"eats_no_fish", "eats_plants"}),
        ("omnivore", ("milk",), {"eats_fish"}),
        ("vegetarian", (), {"eats_no_fish"}),
        ("vegan", (), {"eats_no_fish", "eats_plants"}),
    ],
)
def test_fish_and_dairy_are_found_in_what_may_be_served(
    diet: str, avoid: tuple[str, ...], found: set[str]
) -> None:
    """Diet and avoidances together leave fish or dairy out."""
    assert fare_categories(diet, avoid) == found


def test_advice_is_for_fares_that_there_are() -> None:
    """A row that begins with ``eats`` names a category of `FARE`."""
    named = {name for row in load_advice() for name in row.applies_to | row.not_for}
    assert {name for name in named if name.startswith("eats")} == set(FARE)
