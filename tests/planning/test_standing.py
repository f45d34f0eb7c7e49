"""What an older plan holds against the rules of plates is priced when a meal of it is swapped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.nutrition.foods.portions import Portion
from planner.planning.day import DayProblem, build_day_problem
from planner.planning.standing import as_it_stands
from planner.request.plan_request import PlanRequest

TWO_MILKS = (
    Portion(1, "breakfast", "milk_whole", 240.0),
    Portion(1, "snack", "milk_1_percent", 240.0),
)


@pytest.fixture(scope="module")
def problem(ask: Callable[..., PlanRequest]) -> DayProblem:
    """Return the problem of a day."""
    return build_day_problem(ask())


def soft(problem: DayProblem) -> set[tuple[str, str]]:
    """Return family and subject of the rules of plates that a plan may break."""
    return {
        (rule.family, rule.subject)
        for rule in problem.rules
        if not rule.hard and rule.family in ("one_sort", "one_drink", "pairing")
    }


def test_two_milks_may_stay(problem: DayProblem) -> None:
    """A day of two milks keeps them at a price; its bread is still of one sort."""
    held = soft(as_it_stands(problem, TWO_MILKS))
    assert ("one_sort", "milk") in held
    assert ("one_sort", "bread") not in held


def test_one_milk_and_what_any_milk_supplies_break_nothing(problem: DayProblem) -> None:
    """A glass of milk beside a dish with a little of any milk leaves the rule as it is."""
    little = next(
        dish
        for dish in problem.request.catalog.items.dishes
        if dish.meals >= {"dinner"}
        and any(food == "milk_1_percent" and 15 <= grams < 100 for food, grams in dish.ingredients)
    )
    rows = tuple(Portion(1, "dinner", food, g, dish=little.id) for food, g in little.ingredients)
    assert ("one_sort", "milk") not in soft(as_it_stands(problem, (TWO_MILKS[0], *rows)))


def test_no_floor_or_ceiling_is_loosened(problem: DayProblem) -> None:
    """What a certificate judges stays hard, and so does what the day does not break."""
    before = {rule.key: rule.hard for rule in problem.rules}
    after = {rule.key: rule.hard for rule in as_it_stands(problem, TWO_MILKS).rules}
    changed = {key.family for key in before if before[key] != after[key]}
    assert "one_sort" in changed
    assert changed <= {"one_sort", "pairing"}  # a glass of milk without a dish, too
