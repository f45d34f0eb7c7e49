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


# Marks of which a table food must be known by its name or kind, as an own food would be.
_TOLD_BY_WORDS = frozenset(
    {
        "alcohol", "caffeinated_drink", "choking", "cold_smoked", "cranberry", "deli_meat", "fava",
        "fermented_soy", "grapefruit", "histamine", "kelp", "levodopa", "liquorice", "liver",
        "mould_ripened", "oxalate", "pate", "purine", "raw_fish", "raw_meat", "raw_milk",
        "raw_sprouts", "rice_drink", "soft_cheese_unpasteurised_risk", "star_fruit", "tyramine",
    }
)  # fmt: skip


def test_names_tell_the_marks_of_the_foods_of_the_table() -> None:
    """A user who names an own food as a table food is named gets the marks that the table has."""
    missed = {
        (food.id, mark)
        for food in load_foods().foods
        for mark in (food.flags & _TOLD_BY_WORDS) - _values(food.name, food.subgroup)
    }
    assert missed == {("chicken_liver_pate", "alcohol")}  # cognac, which no name tells


@pytest.mark.parametrize(
    ("name", "subgroup", "mark"),
    [
        ("Grapes", "other_fruit", "choking"),
        ("Kernlose Weintrauben", "other_fruit", "choking"),
        ("Cherry tomatoes", "red_orange_vegetable", "choking"),
        ("Frankfurter", "processed_meat", "choking"),
        ("Potato crisps", "cracker", "choking"),
        ("Beef jerky", "processed_meat", "choking"),
        ("Celery sticks", "other_vegetable", "choking"),
        ("Raw carrots", "red_orange_vegetable", "choking"),
        ("Corn kernels", "starchy_vegetable", "choking"),
        ("Salmon sashimi", "oily_fish", "raw_fish"),
        ("Ceviche", "white_fish", "raw_fish"),
        ("Carpaccio", "red_meat", "raw_meat"),
        ("Steak tartare", "red_meat", "raw_meat"),
        ("Lox", "smoked_fish", "raw_fish"),
        ("Alfalfa sprouts", "other_vegetable", "raw_sprouts"),
        ("Falafel", "legume", "fava"),
        ("Ful medames", "legume", "fava"),
        ("Tiramisu", "dessert", "alcohol"),
        ("Creamed spinach", "other_vegetable", "oxalate"),
        ("Rhubarb compote", "other_fruit", "oxalate"),
        ("Tzatziki", "sauce", "milk"),
        ("Seville marmalade", "jam", "grapefruit"),
        ("Ramen", "refined_grain", "wheat"),
        ("Energy drink", "soft_drink", "caffeinated_drink"),
        ("Cola", "soft_drink", "sweetened_drink"),
        ("LoSalt", "salt", "potassium_salt"),
        ("Low-sodium salt", "spice", "potassium_salt"),
    ],
)
def test_name_tells_what_safety_rules_mind(name: str, subgroup: str, mark: str) -> None:
    """Choking, raw fish and meat, alcohol, potassium salt and others are told by the name."""
    assert mark in _values(name, subgroup)


@pytest.mark.parametrize("name", ["Cola", "Lemonade", "Energy drink", "Iron drops"])
def test_foods_for_cooking_do_not_mark_a_kind(name: str) -> None:
    """Wine and beer for cooking among the soft drinks do not mark a cola as alcohol."""
    assert "alcohol" not in _values(name, "soft_drink")
    assert "alcohol" in _values("Beer", "soft_drink")


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Brussels sprouts", "raw_sprouts"),
        ("Grapefruit juice", "choking"),
        ("Wine vinegar", "alcohol"),
        ("Ginger snaps", "alcohol"),
        ("Horseradish", "choking"),
        ("Pineapple", "choking"),
        ("Soup, no salt added", "potassium_salt"),
    ],
)
def test_longer_phrases_take_marks_away(name: str, mark: str) -> None:
    """Brussels sprouts are no raw sprouts, and wine vinegar no wine."""
    assert mark not in _values(name, "sauce")


def test_hyphens_are_spaces() -> None:
    """A hyphen in a name or a phrase makes no difference."""
    assert "gluten" not in _values("Gluten-free bread", "candy")
    assert "fish" in _values("Mahi-mahi fillet", "candy")
