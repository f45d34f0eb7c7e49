"""Questions on contents: what the name and kind of an own food suggest."""

from __future__ import annotations

import pytest

from planner.nutrition.foods.food_table import load_foods, subgroup_table
from planner.request.content_questions import ASKED_FROM, is_asked, suggestions


def _values(name: str, subgroup: str = "candy") -> set[str]:
    return {one.value for one in suggestions(name, subgroup)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Milk hazelnut bar", "tree_nuts"),
        ("Milk hazelnut bar", "milk"),
        ("Haselnussschnitte", "tree_nuts"),
        ("Vollmilch-Riegel", "milk"),
        ("Käsestange", "milk"),
        ("Peanut bites", "peanut"),
        ("Weizenbrot", "wheat"),
        ("Tuna salad", "fish"),
        ("Ham roll", "pork"),
        ("Honey drops", "honey"),
        ("Egg salad", "egg"),
        ("Liquorice wheels", "liquorice"),
        ("Grapefruit soda", "grapefruit"),
        ("Sesame brittle", "sesame"),
    ],
)
def test_name_suggests(name: str, value: str) -> None:
    """A name in English or German suggests what it names."""
    assert value in _values(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Oat milk", "milk"),
        ("Hafermilch", "milk"),
        ("Peanut butter cups", "milk"),
        ("Eggplant spread", "egg"),
        ("Nutmeg drops", "tree_nuts"),
        ("Kokosnuss", "tree_nuts"),
        ("Buckwheat waffle", "wheat"),
        ("Veggie sticks", "egg"),
        ("Honeydew", "honey"),
        ("Hamburger", "pork"),
        ("Ginger beer", "alcohol"),
    ],
)
def test_longer_phrase_says_it_is_not_so(name: str, value: str) -> None:
    """Oat milk is no milk, and an eggplant no egg."""
    assert value not in _values(name)


def test_oat_milk_still_suggests_gluten() -> None:
    """A phrase takes away only its own word."""
    assert "gluten" in _values("Oat milk")


@pytest.mark.parametrize("subgroup", sorted(subgroup_table().index))
def test_kind_suggests_what_most_of_it_contain(subgroup: str) -> None:
    """What two of three foods of a kind contain is asked of every food of that kind."""
    foods = [food for food in load_foods().foods if food.subgroup == subgroup]
    asked = {(one.attribute, one.value) for one in suggestions("X", subgroup) if is_asked(one)}
    for attribute in ("contains", "animal"):
        for value in {value for food in foods for value in food.values_of(attribute)}:
            share = sum(food.has_any(attribute, frozenset({value})) for food in foods) / len(foods)
            assert ((attribute, value) in asked) == (share >= ASKED_FROM)


def test_the_reason_is_told_once() -> None:
    """Each content is suggested once, with the reason that came first: its name."""
    found = suggestions("Hazelnut nut mix", "nut")
    (nuts,) = (one for one in found if one.value == "tree_nuts")
    assert nuts.why == '"hazelnut" in its name'
    assert nuts.label == "tree nuts"
    marks = {one.why for one in found if one.value == "choking"}
    assert marks == {"its kind, Nuts"}
