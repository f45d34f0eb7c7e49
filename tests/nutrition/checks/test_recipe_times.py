"""The minutes that the steps of a recipe state."""

from __future__ import annotations

import pytest

from planner.nutrition.checks.recipe_times import stated_minutes


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        (["Boil for 30 to 35 minutes."], 30),
        (["Fry for 8-10 minutes. Simmer for an hour."], 68),
        (["Fry for 3 minutes a side.", "Rest for a minute."], 7),
        (["Bake for 25 minutes.", "Meanwhile boil for 20 minutes and drain."], 25),
        (["Boil for 12 minutes, adding salt for the last 3 minutes."], 12),
        (["Stir until thick."], 0),
        (["Boil for 30 minutes.", "Meanwhile fry for 8 minutes.", "Simmer for 25 minutes."], 33),
        (["Roast for 25 minutes.", "Meanwhile boil for 30 minutes.", "Fry for 8 minutes."], 30),
    ],
)
def test_stated_minutes(steps: list[str], minutes: int) -> None:
    """Times are added up by their lower end, without parts and what runs beside."""
    assert stated_minutes(steps) == minutes
