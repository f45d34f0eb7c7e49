"""Safety rules: the people and foods they cover, and the table's consistency."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import DataError
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.people.conditions import load_conditions, load_groups, load_medications
from planner.nutrition.people.person import Person, make_person
from planner.nutrition.people.safety import all_safety_rules, categories, safety_rules_for


def person(**changes: Any) -> Person:
    """Build an adult, changed."""
    body: dict[str, Any] = {"sex": "female", "age": 34, "height_cm": 167, "weight_kg": 62}
    return make_person(**{**body, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"everyone", "may_bear"}),
        ({"sex": "male"}, {"everyone"}),
        ({"age": 51}, {"everyone"}),
        (
            {"age": 13, "height_cm": 150, "weight_kg": 45},
            {"everyone", "may_bear", "under_14", "under_16"},
        ),
        (
            {"age": 13, "height_cm": 150, "weight_kg": 45, "sex": "male"},
            {"everyone", "under_14", "under_16"},
        ),
        (
            {"age": 11, "height_cm": 144, "weight_kg": 37},
            {"everyone", "under_12", "under_14", "under_16"},
        ),
        ({"age": 14, "height_cm": 160, "weight_kg": 50}, {"everyone", "may_bear", "under_16"}),
        ({"age": 16, "height_cm": 162, "weight_kg": 54}, {"everyone", "may_bear"}),
        ({"pregnant_weeks": 9}, {"everyone", "may_bear", "pregnant"}),
        ({"lactating_months": 3}, {"everyone", "may_bear", "lactating"}),
        (
            {"age": 3, "height_cm": 95, "weight_kg": 14, "sex": "male"},
            {"everyone", *(f"under_{age}" for age in (4, 5, 8, 11, 12, 14, 16))},
        ),
        (
            {"age": 4, "height_cm": 102, "weight_kg": 16, "sex": "male"},
            {"everyone", *(f"under_{age}" for age in (5, 8, 11, 12, 14, 16))},
        ),
    ],
)
def test_categories(changes: dict[str, Any], expected: set[str]) -> None:
    """Sex, age and life stage select the rules; age limits are exclusive."""
    assert categories(person(**changes)) == expected


def left_out(who: Person) -> set[str]:
    """Return the foods that are excluded for a person."""
    rules = [rule for rule in safety_rules_for(who) if rule.limit_g is None]
    return {food.id for food in load_foods().foods if any(rule.covers(food) for rule in rules)}


def test_pregnancy_leaves_out_what_the_guidance_names() -> None:
    """Liver, pate, mould-ripened cheese, smoked fish, high-mercury fish: never in pregnancy."""
    out = left_out(person(pregnant_weeks=20))
    assert {
        *("beef_liver", "chicken_liver_pate", "brie", "swordfish_cooked", "salami_dry"),
        *("canned_albacore_in_water", "alfalfa_sprouts_raw"),
    } <= out
    assert not {"beef_liver", "brie"} & left_out(person(sex="male"))


def test_everybody_is_kept_from_some_foods() -> None:
    """Alcohol, liquorice and raw sprouts are excluded for everyone."""
    out = left_out(person(sex="male", age=60))
    assert {"beer", "wine_red", "alfalfa_sprouts_raw", "licorice_candy"} <= out


def test_children_are_kept_from_more() -> None:
    """Coffee and Brazil nuts are excluded for a child, choking foods for a toddler."""
    toddler = person(age=2, height_cm=86, weight_kg=12)
    grown = left_out(person(sex="male"))
    for who, words in ((person(age=8, height_cm=128, weight_kg=26), ("coffee", "brazil")),):
        fish = {food.id for food in load_foods().foods if "mercury" in food.subgroup}
        out = left_out(who) - fish
        assert all(any(word in name for name in out - grown) for word in words)
    assert {"marshmallows", "chocolate_milk_low_fat", "tea_black_brewed"} <= left_out(toddler)
    assert "tea_herbal_brewed" not in left_out(toddler)


def test_kidney_disease_leaves_out_what_holds_phosphate_additives() -> None:
    """No drink, yogurt, meat alternative or leavening with added phosphate; tofu and milk stay."""
    out = left_out(person(sex="male", age=66, conditions=("kidney_disease",)))
    kinds = {"fortified_plant_milk", "fortified_soy_milk"}
    assert {food.id for food in load_foods().foods if food.subgroup in kinds} <= out
    assert {"veggie_hot_dog", "deli_ham", "baking_powder", "cheerios", "cream_cheese"} <= out
    assert not {"tofu_firm_calcium_nigari", "milk_1_percent", "rolled_oats_dry"} & out


def limits(who: Person, food_id: str, days: int) -> float:
    """Return the least grams that a rule allows of a food in so many days."""
    food = load_foods().food(food_id)
    rules = [rule for rule in safety_rules_for(who) if rule.days == days and rule.covers(food)]
    return min(rule.limit_g for rule in rules if rule.limit_g is not None)


@pytest.mark.parametrize(
    ("age", "height", "weight", "ounces"),
    [(2, 88, 12.5, 1), (3, 95, 14, 1), (4, 103, 16.5, 2), (7, 122, 23, 2), (8, 128, 26, 3),
     (10, 138, 32, 3), (11, 144, 37, 4)],
)  # fmt: skip
def test_fish_for_children_by_age(age: int, height: float, weight: float, ounces: int) -> None:
    """FDA/EPA: a serving of 1, 2, 3 or 4 ounces by age, two a week, of the low-mercury list."""
    child = person(age=age, height_cm=height, weight_kg=weight, sex="male")
    assert limits(child, "cod_cooked", 1) == pytest.approx(ounces * 28.35, abs=1)
    assert limits(child, "cod_cooked", 7) == pytest.approx(2 * ounces * 28.35, abs=2)
    assert {"canned_albacore_in_water", "swordfish_cooked"} <= left_out(child)


def test_fish_for_women_who_may_become_pregnant_and_for_everybody() -> None:
    """12 ounces a week for her; a man may eat swordfish once a week, oily fish four times."""
    woman, man = person(), person(sex="male", age=60)
    assert limits(woman, "cod_cooked", 7) == 340
    assert limits(woman, "sardines_in_water", 7) == 280
    assert "canned_albacore_in_water" in left_out(woman)
    assert limits(man, "swordfish_cooked", 7) == 113.4
    assert limits(man, "sardines_in_water", 7) == 560
    assert "canned_albacore_in_water" not in left_out(man)


def test_no_girl_is_between_the_rules_for_children_and_for_women() -> None:
    """A weekly limit on fish holds from 2 to 50 years; nobody under 16 is served swordfish."""
    for age in range(2, 51):
        height, weight = (86 + 5 * (age - 2), 12 + 3 * (age - 2)) if age < 16 else (165, 60)
        girl = person(age=age, height_cm=height, weight_kg=weight)
        assert limits(girl, "cod_cooked", 7) <= 340
        assert limits(girl, "sardines_in_water", 7) <= 280
        assert "swordfish_cooked" in left_out(girl)
    assert "swordfish_cooked" in left_out(person(age=15, height_cm=170, weight_kg=58, sex="male"))


def test_limits_by_person() -> None:
    """Fish is limited to one serving in pregnancy; the greens rich in oxalate for everybody."""
    own = {rule.id: rule.limit_g for rule in safety_rules_for(person(pregnant_weeks=20))}
    assert own["fish_pregnancy"] == 113
    assert own["oxalate_greens"] == 100
    other = {rule.id for rule in safety_rules_for(person(sex="male"))}
    assert "fish_pregnancy" not in other
    assert "oxalate_greens" in other


def test_every_rule_speaks_and_cites() -> None:
    """Every rule has a sentence and a source, and applies to a category that can occur."""
    known = {
        *("everyone", "pregnant", "lactating", "may_bear"),
        *(f"under_{age}" for age in (4, 5, 8, 11, 12, 14, 16)),
        *load_conditions(),
        *load_medications(),
        *load_groups(),
    }
    for rule in all_safety_rules():
        assert rule.sentence, rule.id
        assert rule.source, rule.id
        assert set(rule.applies_to) <= known, rule.id


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"limit_g": "5"}, "limit_g"),
        ({"family": "cap", "kind": "max_day", "limit_g": "5"}, "label"),
        ({"label": "kelp"}, "label"),
    ],
)
def test_limit_and_label_go_with_the_kind(
    cells: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grams go with a limit, a label with what may be changed; any other row is refused."""
    row = {
        "rule": "odd", "family": "safety", "applies_to": "everyone", "kind": "exclude",
        "column": "flags", "values": "kelp", "limit_g": "", "sentence": "x", "source": "y",
        "label": "", **cells,
    }  # fmt: skip
    monkeypatch.setattr("planner.nutrition.people.safety.read_rows", lambda _: [row])
    all_safety_rules.cache_clear()
    try:
        with pytest.raises(DataError, match=rf"safety\.csv odd: .*{words}"):
            all_safety_rules()
    finally:
        all_safety_rules.cache_clear()
