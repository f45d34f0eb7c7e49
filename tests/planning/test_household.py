"""Households: their file, conflicts, and a solved day."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from planner.certification.judge import certify
from planner.errors import InputError, NoPlanError
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.shared_scales import shared_scales
from planner.planning.household import diners_of, make_household
from planner.planning.plan import Plan
from planner.planning.shared_meals import SharedMeals
from planner.request.household import SHARED_MEALS, Household, household_from_raw, read_household

VERA = {"name": "Vera", "sex": "female", "age": 34, "height": 167, "weight": 62, "diet": "vegan"}
OTTO = {"name": "Otto", "sex": "male", "age": 45, "height": 180, "weight": 85, "avoid": ["nuts"]}
KIM = {
    "name": "Kim", "sex": "female", "age": 10, "height": 140, "weight": 34,
    "at_home": ["breakfast", "dinner"],
}  # fmt: skip


def household(*people: dict[str, Any], **common: Any) -> Household:
    """Build a household from tables of people."""
    return household_from_raw({**common, "person": list(people)}, "home.toml")


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, ...]:
    """Return the plans of a vegan, a man with a nut allergy and a child with lunch at school."""
    return make_household(household(VERA, OTTO, KIM))


def test_everybody_is_certified_for_themselves(plans: tuple[Plan, ...]) -> None:
    """Each person has a certificate and targets, in the order of the file."""
    assert [plan.request.name for plan in plans] == ["Vera", "Otto", "Kim"]
    for plan in plans:
        assert plan.status == "certified"
        assert certify(plan.portions, plan.request).certified
        assert {row.person for row in plan.portions} == {plan.request.name}
    floors = {plan.targets["calcium_mg"].floor for plan in plans}
    assert len(floors) > 1


def test_shared_meals_hold_one_dish(plans: tuple[Plan, ...]) -> None:
    """Shared meals have the same dish or a variant of it, at scales of the dish."""
    served: dict[str, dict[str, str]] = defaultdict(dict)
    for plan in plans:
        for row in plan.portions:
            if row.dish and row.meal in SHARED_MEALS:
                served[row.meal][row.person] = row.dish
                assert row.scale in shared_scales(load_dishes()[row.dish])
                assert 0.5 <= row.scale <= 2
    for meal, people in (("breakfast", 3), ("lunch", 2), ("dinner", 3)):
        dishes = {name: dish for name, dish in served[meal].items() if people == 3 or name != "Kim"}
        assert len(dishes) == people
        assert len({load_dishes()[dish].base for dish in dishes.values()}) == 1


def test_nobodys_rule_is_crossed(plans: tuple[Plan, ...]) -> None:
    """The vegan has no food of animal origin, the man no nuts."""
    vera, otto, _ = plans
    assert not any(load_foods().food(row.food_id).animal for row in vera.portions)
    held = set().union(*(load_foods().food(row.food_id).contains for row in otto.portions))
    assert not held & {"tree_nuts", "peanut"}


def test_a_dish_is_split_by_its_variant() -> None:
    """Dishes that suit a person only as a variant are common by their base."""
    meals = SharedMeals(diners_of(household(VERA, OTTO)))
    alone = [diner.food_problem.context.choices for diner in meals.diners]
    for base in meals.common["dinner"]:
        for choices in alone:
            dishes = (choices.dish(number) for number in range(len(choices)))
            assert any(dish is not None and dish.base == base for dish in dishes)


def test_no_shared_dinner_names_whose_rule_against_whose() -> None:
    """Two people without a common dinner are named with their rules, before any solve."""
    common = SharedMeals(diners_of(household(VERA, OTTO))).common["dinner"]
    choosy = {**OTTO, "exclude": sorted(common)}
    with pytest.raises(NoPlanError) as caught:
        make_household(household(VERA, choosy))
    message = str(caught.value)
    assert "no shared dinner: no dish suits both" in message
    assert "Vera (vegan)" in message
    assert "Otto (omnivore, no nuts" in message
    assert caught.value.exit_code == 3


def test_common_settings_are_everybodys_and_options_win() -> None:
    """Settings of the file apply to all people; options of the command override them."""
    raw = {"days": 3, "snacks": 2, "week": {"fish_days": 0, "dish_times": 1}, "person": [VERA, KIM]}
    found = household_from_raw(raw, "x", days=2, week={"dish_times": 3}, ban=["three_bean_chili"])
    for member in found.members:
        assert (member.request.days, member.request.snacks) == (2, 2)
        assert (member.request.week.fish_days, member.request.week.dish_times) == (0, 3)
        assert "three_bean_chili" in member.request.exclude
    assert found.members[1].at_home == {"breakfast", "dinner"}


def test_a_condition_is_one_persons_own() -> None:
    """A medicine changes only its taker's targets."""
    found = household({**OTTO, "medication": ["ace_inhibitor"]}, VERA)
    floors = [
        diner.food_problem.context.targets["potassium_mg"].floor for diner in diners_of(found)
    ]
    assert floors[0] is None
    assert floors[1]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "give every person a table"),
        ({"person": []}, "0 people; a household has 1 to 12"),
        ({"person": "Vera"}, "give every person a table"),
        ({"person": [{**VERA, "name": ""}]}, "name is missing"),
        ({"person": [VERA, VERA]}, "two people are called Vera"),
        ({"person": [{**VERA, "diet": "vegn"}]}, "person Vera: unknown diet 'vegn': did you mean"),
        ({"person": [{**VERA, "at_home": ["tea"]}]}, "a list of breakfast, lunch, dinner"),
        ({"person": [{**VERA, "shoe": 38}]}, "unknown key of a person 'shoe'"),
        ({"person": [VERA], "dayz": 3}, "unknown setting of a household 'dayz'"),
        ({"person": [VERA], "days": 400}, "400 days: allowed are 1 to 28"),
        ({"person": [{**VERA, "age": 0}]}, "person Vera"),
    ],
)
def test_faults_are_named_with_the_person(raw: dict[str, Any], said: str) -> None:
    """One message has a line for each fault."""
    with pytest.raises(InputError, match=said):
        household_from_raw(raw, "home.toml")


def test_all_faults_come_at_once() -> None:
    """Two people with one fault each give two lines."""
    with pytest.raises(InputError) as caught:
        household({**VERA, "diet": "vegn"}, {**OTTO, "avoid": ["mylk"]})
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff", "not UTF-8"), (b"person = ", "is not TOML"), (b"x" * 1_000_001, "larger than")],
)
def test_what_is_no_household_file(content: bytes, said: str, tmp_path: Path) -> None:
    """Binary content, invalid TOML and a file that is too large are refused."""
    path = tmp_path / "home.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_household(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_household(tmp_path / "none.toml")
