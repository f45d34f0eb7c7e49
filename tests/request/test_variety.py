"""Rules over several days, on hand-made portions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import load_foods
from planner.nutrition.foods.portions import Portion
from planner.request.plan_request import PlanRequest
from planner.request.variety import (
    VarietyRule,
    dish_days,
    eats_fish,
    fish_days,
    judge_variety,
    kinds_eaten,
    least_kinds,
    meals_holding,
)
from planner.request.week_rules import all_subjects

Ask = Callable[..., PlanRequest]
FREE = {"vegetables": 0, "fruits": 0, "proteins": 0, "fish_days": 0}


def chili(day: int) -> Portion:
    """Return a dish that keeps, on one day."""
    return Portion(day, "dinner", "kidney_beans_canned_rinsed", 150.0, "three_bean_chili")


def rules(portions: list[Portion], request: PlanRequest) -> list[tuple[VarietyRule, str]]:
    """Return the broken rules with their subjects."""
    return [(fault.rule, fault.subject) for fault in judge_variety(portions, request)]


def test_one_day_is_never_judged(ask: Ask) -> None:
    """Rules over several days do not apply to a single day."""
    assert not judge_variety([chili(1)], ask("man"))


@pytest.mark.parametrize(
    ("days", "broken"),
    [
        ((1, 3), []),
        ((1, 3, 5), [VarietyRule.DISH_TIMES]),
        ((1, 4, 8), []),
        ((1, 2), [VarietyRule.SUCCESSIVE]),
    ],
)
def test_a_dish_comes_back_twice_in_seven_days(
    days: tuple[int, ...], broken: list[VarietyRule], ask: Ask
) -> None:
    """In a varied week, twice in seven days is allowed, a third time or the next day is not."""
    request = ask("man", days=14, week=FREE, variety="varied")
    found = rules([chili(day) for day in days], request)
    assert found == [(rule, "three_bean_chili") for rule in broken]


@pytest.mark.parametrize(
    ("days", "broken"),
    [((1, 2, 3), []), ((1, 3, 5, 7), [VarietyRule.DISH_TIMES]), ((1, 2, 3, 8), [])],
)
def test_a_pot_is_eaten_from_on_three_days(
    days: tuple[int, ...], broken: list[VarietyRule], ask: Ask
) -> None:
    """Where the week is not to be varied, a dish that keeps may come back the next day."""
    request = ask("man", days=14, week=FREE)
    found = rules([chili(day) for day in days], request)
    assert found == [(rule, "three_bean_chili") for rule in broken]


def test_a_leftover_may_follow_on_the_next_day(ask: Ask) -> None:
    """With leftovers, a dish that keeps may be served on the next day."""
    request = ask("man", days=7, week={**FREE, "leftovers": True})
    assert not rules([chili(1), chili(2)], request)


def test_variants_count_with_their_dish() -> None:
    """A dish and its variant count as one dish."""
    rows = [chili(1), Portion(3, "lunch", "avocado", 50.0, "no_such_dish")]
    assert dish_days(rows, load_dishes()) == {"three_bean_chili": [1], "no_such_dish": [3]}


def test_kinds_are_those_of_the_table() -> None:
    """Raw and boiled kale are one kind, an orange and its juice too; a pinch does not count."""
    rows = [
        Portion(1, "lunch", "kale_raw", 30.0),
        Portion(2, "lunch", "kale_boiled", 80.0),
        Portion(3, "lunch", "carrot_raw", 5.0),
        Portion(3, "snack", "orange", 131.0),
        Portion(4, "snack", "orange_juice", 240.0),
    ]
    found = kinds_eaten(rows, load_foods())
    assert found["vegetables"] == {"kale"}
    assert found["fruits"] == {"orange"}


def test_a_kind_of_vegetable_or_fruit_has_one_word_in_one_form() -> None:
    """No two kinds are a singular and its plural, which would be counted twice."""
    kinds = {food.kind for food in load_foods().foods if food.group in {"vegetable", "fruit"}}
    assert not [kind for kind in kinds if f"{kind}s" in kinds or f"{kind}es" in kinds]


def test_too_few_kinds_and_fish_are_named(ask: Ask) -> None:
    """Every count that is too low is named once, for all days."""
    found = rules([chili(1)], ask("man", days=7))
    assert found == [
        (VarietyRule.KINDS, "vegetables"),
        (VarietyRule.KINDS, "fruits"),
        (VarietyRule.KINDS, "proteins"),
        (VarietyRule.FISH_DAYS, ""),
    ]


def test_counts_shrink_with_the_days(ask: Ask) -> None:
    """Three days need three sevenths of a week's kinds, rounded down."""
    assert least_kinds(ask("man", days=3)) == {"vegetables": 4, "fruits": 2, "proteins": 2}


@pytest.mark.parametrize(
    ("fields", "eats"),
    [({}, True), ({"diet": "vegan"}, False), ({"avoid": ("fish", "shellfish")}, False)],
)
def test_fish_is_for_those_who_eat_it(fields: dict[str, object], eats: bool, ask: Ask) -> None:
    """Fish is not demanded if diet or avoidances exclude it."""
    request = ask("man", days=7, **fields)
    assert eats_fish(request) is eats
    assert fish_days(request) == (2 if eats else 0)


@pytest.mark.parametrize(
    ("wish", "broken"),
    [
        ("beans<=1", True),
        ("beans<=2", False),
        ("beans>=2", False),
        ("beans>=3", True),
        ("beans@monday", True),
        ("beans@tuesday", False),
        ("quick@tuesday", True),
    ],
)
def test_wishes_are_counted_by_meals_and_days(wish: str, broken: bool, ask: Ask) -> None:
    """Wishes are judged on beans on two days, in a chili that takes more than 20 minutes."""
    request = ask("man", days=7, week={**FREE, "wishes": (wish,)})
    rows = [Portion(1, "lunch", "avocado", 60.0), chili(2), chili(4)]
    assert rules(rows, request) == ([(VarietyRule.WISH, wish)] if broken else [])


def test_a_meal_holds_a_subject_by_its_grams() -> None:
    """A subject's foods are summed within the meal."""
    half = Portion(1, "lunch", "kidney_beans_canned_rinsed", 10.0)
    assert not meals_holding([half], all_subjects()["beans"], load_foods())
    assert meals_holding([half, half], all_subjects()["beans"], load_foods()) == [(1, "lunch")]
