"""Diets and avoidances: no forbidden food is allowed, by the raw table and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from planner.errors import InputError
from planner.nutrition.foods.food_table import load_foods, subgroup_table
from planner.nutrition.nutrients import nutrient_index
from planner.nutrition.people.diets import all_avoidances, all_diets, get_avoidance, get_diet
from planner.nutrition.tables import read_toml

Raw = dict[str, dict[str, str]]

FLESH = {"fish", "shellfish", "poultry", "beef", "pork", "lamb", "game"}
KILLED = FLESH | {"gelatin", "animal_rennet", "carmine"}
ALL_ANIMAL = KILLED | {"milk", "egg", "honey", "lanolin"}

# What each diet must keep out, stated again by hand: columns animal and contains.
FORBIDDEN: dict[str, tuple[set[str], set[str]]] = {
    "omnivore": (set(), set()),
    "pescatarian": ((FLESH | {"gelatin"}) - {"fish", "shellfish"}, set()),
    "vegetarian": (KILLED, {"fish", "crustacean", "mollusc"}),
    "lacto_vegetarian": (KILLED | {"egg"}, {"egg", "fish", "crustacean", "mollusc"}),
    "ovo_vegetarian": (KILLED | {"milk"}, {"milk", "lactose", "fish", "crustacean", "mollusc"}),
    "vegan": (ALL_ANIMAL, {"milk", "lactose", "egg", "fish", "crustacean", "mollusc"}),
    "mediterranean": (set(), set()),
    "halal_style": ({"pork", "gelatin", "animal_rennet"}, set()),
    "kosher_style": (
        {"pork", "shellfish", "gelatin", "animal_rennet"},
        {"crustacean", "mollusc"},
    ),
}
US_ALLERGENS = {
    *("milk", "egg", "fish", "shellfish", "tree_nuts", "peanut", "wheat", "soy", "sesame"),
}
EU_ALLERGENS = {
    *("milk", "egg", "fish", "crustacean", "mollusc", "tree_nuts", "peanut", "gluten", "soy"),
    *("sesame", "celery", "mustard", "sulphites", "lupin"),
}
TRAPS = [
    ("worcestershire_sauce", "vegetarian"),
    ("worcestershire_sauce", "vegan"),
    ("parmesan_grated", "vegetarian"),
    ("parmesan_hard", "lacto_vegetarian"),
    ("caesar_dressing", "vegetarian"),
    ("honey", "vegan"),
    ("graham_crackers", "vegan"),
    ("honey_nut_cheerios", "vegan"),
    ("naan_plain", "vegan"),
    ("naan_plain", "ovo_vegetarian"),
    ("egg_noodles_cooked", "vegan"),
    ("egg_noodles_cooked", "lacto_vegetarian"),
    ("refried_beans_with_lard", "vegetarian"),
    ("refried_beans_with_lard", "halal_style"),
    ("refried_beans_with_lard", "pescatarian"),
    ("gelatin_dessert", "vegetarian"),
    ("gelatin_dessert", "kosher_style"),
    ("marshmallows", "vegetarian"),
    ("marshmallows", "halal_style"),
    ("total_whole_grain_cereal", "vegan"),
    ("tofu_fortified_firm", "vegan"),
    ("kimchi", "vegetarian"),
    ("oyster_sauce", "vegetarian"),
    ("oyster_sauce", "kosher_style"),
    ("fish_sauce", "vegetarian"),
    ("pesto", "vegetarian"),
    ("pesto_sauce", "vegan"),
    ("chicken_broth", "pescatarian"),
    ("gravy_beef_canned", "vegetarian"),
    ("lard", "vegetarian"),
    ("mayonnaise", "vegan"),
    ("greek_yogurt_strawberry_nonfat_vitamin_d", "vegetarian"),
    ("imitation_crab", "kosher_style"),
    ("imitation_crab", "vegetarian"),
    ("veggie_burger", "vegan"),
    ("wine_red", "halal_style"),
    ("mirin", "halal_style"),
    ("swordfish_cooked", "kosher_style"),
    ("braunschweiger", "halal_style"),
    ("salami_dry", "mediterranean"),
]
TRAP_ALLERGENS = [
    ("worcestershire_sauce", "fish"),
    ("soy_sauce", "wheat"),
    ("soy_sauce", "gluten"),
    ("pearl_barley_cooked", "gluten"),
    ("couscous_cooked", "wheat"),
    ("seitan", "gluten"),
    ("miso", "gluten"),
    ("naan_plain", "milk"),
    ("naan_plain", "egg"),
    ("egg_noodles_cooked", "egg"),
    ("pesto", "tree_nuts"),
    ("hummus", "sesame"),
    ("tahini", "sesame"),
    ("ghee", "milk"),
    ("mayonnaise", "mustard"),
    ("imitation_crab", "shellfish"),
    ("oyster_sauce", "mollusc"),
    ("shrimp_cooked", "crustacean"),
    ("caesar_dressing", "fish"),
    ("honey_nut_cheerios", "tree_nuts"),
    ("peanut_butter", "nuts"),
    ("vegetable_broth", "celery"),
    ("wine_red", "sulphites"),
    ("anchovies_in_oil", "fish"),
    ("canned_light_tuna_in_water", "soy"),
]


def listed(cell: str) -> set[str]:
    """Return the names of a raw cell."""
    return {name for name in cell.split(";") if name}


@pytest.mark.parametrize("diet", FORBIDDEN)
def test_nothing_forbidden_leaks_through_a_diet(diet: str, raw_foods: Raw) -> None:
    """Every food with a forbidden origin or allergen is excluded, with a reason."""
    animals, allergens = FORBIDDEN[diet]
    rule = get_diet(diet).rule
    for food in load_foods().foods:
        raw = raw_foods[food.id]
        if listed(raw["animal"]) & animals or listed(raw["contains"]) & allergens:
            assert rule.forbids(food), f"{food.id} leaks through {diet}"


def test_every_diet_is_stated_here() -> None:
    """The hand-made list in this test has every diet of the table."""
    assert set(all_diets()) == set(FORBIDDEN)


def test_vegans_eat_from_no_animal_group(raw_foods: Raw) -> None:
    """Vegans get no food of a meat, fish, egg or dairy group, whatever its other columns."""
    rule = get_diet("vegan").rule
    left = {raw_foods[f.id]["group"] for f in load_foods().foods if not rule.forbids(f)}
    assert not left & {"meat", "fish", "egg", "dairy"}


def test_vegan_foods_lack_what_only_animals_supply() -> None:
    """Vegan foods have vitamin B12 or retinol only if fortified: an independent check.

    Up to 0.5 µg of B12 and 25 µg of retinol per 100 g are allowed, for ferments, yeasts, mushrooms
    and rounding in the source.
    """
    table = load_foods()
    rule = get_diet("vegan").rule
    limits = (("vitamin_b12_ug", "vitamin_b12", 0.5), ("retinol_ug", "vitamin_a", 25.0))
    for column, fortificant, most in limits:
        amounts = table.composition[:, nutrient_index()[column]]
        for food, amount in zip(table.foods, amounts, strict=True):
            if not rule.forbids(food) and fortificant not in food.fortified:
                assert math.isnan(amount) or amount <= most, f"{food.id}: {column} {amount}"


def test_origins_and_allergens_agree(raw_foods: Raw) -> None:
    """Milk, egg, fish and shellfish are in both columns or in neither; wheat has gluten."""
    for food_id, row in raw_foods.items():
        animal, contains = listed(row["animal"]), listed(row["contains"])
        for name in ("milk", "egg", "fish"):
            assert (name in animal) == (name in contains), f"{food_id}: {name}"
        assert ("shellfish" in animal) == bool(contains & {"crustacean", "mollusc"}), food_id
        assert "wheat" not in contains or "gluten" in contains, food_id
        assert "lactose" not in contains or "milk" in contains, food_id


@pytest.mark.parametrize(("food_id", "diet"), TRAPS)
def test_trap_foods_are_left_out(food_id: str, diet: str) -> None:
    """Foods with a hidden animal origin are excluded by the diets that forbid it."""
    assert get_diet(diet).rule.forbids(load_foods().food(food_id))


@pytest.mark.parametrize(("food_id", "allergen"), TRAP_ALLERGENS)
def test_trap_foods_are_avoided(food_id: str, allergen: str) -> None:
    """Foods with a hidden allergen are excluded by avoiding it."""
    assert get_avoidance(allergen).rule.forbids(load_foods().food(food_id))


@pytest.mark.parametrize("allergen", sorted(US_ALLERGENS | EU_ALLERGENS | {"lactose"}))
def test_no_allergen_leaks_through(allergen: str, raw_foods: Raw) -> None:
    """Every food with an allergen is excluded by avoiding it."""
    meant = {
        "shellfish": {"crustacean", "mollusc"},
        "milk": {"milk", "lactose"},
        "gluten": {"gluten", "wheat"},
    }.get(allergen, {allergen})
    rule = get_avoidance(allergen).rule
    for food in load_foods().foods:
        contained = listed(raw_foods[food.id]["contains"])
        assert bool(rule.forbids(food)) == bool(contained & meant), food.id


def test_allergen_lists_of_both_laws_are_complete() -> None:
    """The nine allergens of US law and the fourteen of EU law are marked as such."""
    entries = read_toml("diets.toml")["avoid"].items()
    marked = {
        law: {name for name, entry in entries if law in entry.get("lists", [])}
        for law in ("US", "EU")
    }
    assert marked == {"US": US_ALLERGENS, "EU": EU_ALLERGENS}


def test_names_of_cereal_words_hold_gluten(raw_foods: Raw) -> None:
    """A food named after wheat, barley, rye, spelt, oats or their dishes is marked for gluten."""
    words = ("wheat", "barley", "spelt", "couscous", "bulgur", "seitan", "oatmeal", "rye bread")
    free = ("buckwheat", "wheatgrass", "wheat-free", "gluten-free")
    for food_id, row in raw_foods.items():
        name = row["food"].lower()
        if any(word in name for word in words) and not any(word in name for word in free):
            assert "gluten" in listed(row["contains"]), food_id


def test_groups_and_subgroups_can_be_avoided() -> None:
    """Every food group and subgroup can be avoided, which excludes all its foods."""
    groups = subgroup_table()
    for kind, names in (("group", set(groups["group"])), ("subgroup", set(groups.index))):
        for name in names:
            rule = get_avoidance(name).rule
            members = [food for food in load_foods().foods if getattr(food, kind) == name]
            if name in read_toml("diets.toml")["avoid"]:
                continue  # an allergen of that name has its own rule, tested above
            assert all(rule.forbids(food) for food in members), name


def test_fortified_foods_can_be_avoided(raw_foods: Raw) -> None:
    """Avoiding fortified foods excludes exactly the foods with added nutrients."""
    rule = get_avoidance("fortified").rule
    for food in load_foods().foods:
        assert bool(rule.forbids(food)) == bool(raw_foods[food.id]["fortified"]), food.id


def test_reason_is_in_words() -> None:
    """The reason names the food's origin or allergen."""
    sauce = load_foods().food("worcestershire_sauce")
    assert get_diet("vegan").rule.forbids(sauce) == "fish"
    assert get_diet("omnivore").rule.forbids(sauce) == ""


@pytest.mark.parametrize("diet", FORBIDDEN)
def test_every_diet_says_what_it_is(diet: str) -> None:
    """Every diet has label, description and source."""
    entry = get_diet(diet)
    assert entry.label
    assert entry.description
    assert entry.source


def test_vegetarian_diets_raise_the_iron_floor() -> None:
    """Only diets without meat and fish multiply the iron floor by 1.8."""
    assert {name for name, diet in all_diets().items() if diet.vegetarian_iron} == {
        *("vegetarian", "lacto_vegetarian", "ovo_vegetarian", "vegan"),
    }


def test_stricter_diets_leave_fewer_foods() -> None:
    """Vegan foods are vegetarian foods, which are pescatarian foods."""
    kept = {
        name: np.array([not get_diet(name).rule.forbids(food) for food in load_foods().foods])
        for name in ("vegan", "lacto_vegetarian", "ovo_vegetarian", "vegetarian")
    }
    assert (kept["vegan"] <= kept["lacto_vegetarian"]).all()
    assert (kept["vegan"] <= kept["ovo_vegetarian"]).all()
    assert (kept["lacto_vegetarian"] <= kept["vegetarian"]).all()
    assert (kept["ovo_vegetarian"] <= kept["vegetarian"]).all()


def test_unknown_names_offer_the_nearest() -> None:
    """A typo in a diet or an allergen gives the nearest name."""
    with pytest.raises(InputError, match=r"unknown diet 'vegn': did you mean .*vegan"):
        get_diet("vegn")
    with pytest.raises(InputError, match=r"did you mean .*peanut"):
        get_avoidance("peanuts")
    assert {"milk", "gluten", "grain", "legume"} <= set(all_avoidances())
