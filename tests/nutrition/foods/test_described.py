"""The attributes by which rules select foods and supplements."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.described import Described
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.supplements import load_supplements

FISH = next(food for food in load_foods().foods if "fish" in food.contains)
THINGS: list[Described] = [FISH, next(iter(load_supplements().values()))]


@pytest.mark.parametrize("thing", THINGS, ids=["food", "supplement"])
@pytest.mark.parametrize(
    "attribute", ["group", "subgroup", "contains", "animal", "fortified", "flags"]
)
def test_has_any_is_to_share_a_value(thing: Described, attribute: str) -> None:
    """Attributes with one value and with a set of values are matched alike."""
    own = thing.values_of(attribute)
    assert isinstance(own, frozenset)
    assert thing.has_any(attribute, own | {"other"}) == bool(own)
    assert not thing.has_any(attribute, frozenset({"other"}))
    assert not thing.has_any(attribute, frozenset())
