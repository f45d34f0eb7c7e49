"""A week within its dishes and its basket: what one plan of seven days keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from planner.nutrition.foods.basket import Basket
from planner.planning.plan import Plan
from planner.planning.week_basket import week_basket
from planner.request.plan_request import PlanRequest
from planner.request.variety import judge_variety


@pytest.fixture(scope="session")
def week(ask: Callable[..., PlanRequest], plan_for: Callable[[PlanRequest], Plan]) -> Plan:
    """Return the week of a man who eats everything."""
    return plan_for(ask("man", days=7))


@pytest.fixture(scope="session")
def basket(week: Plan) -> Basket:
    """Return what the week makes him buy and cook."""
    return week_basket([week])


def test_a_week_is_certified_and_keeps_its_rules(week: Plan) -> None:
    """Every day is certified, and the rules over the days hold."""
    assert week.status == "certified"
    assert not judge_variety(week.portions, week.request)


def test_a_week_buys_few_foods_and_eats_them(basket: Basket) -> None:
    """Fifty different foods at most, and packs for less than twice what is eaten of them."""
    assert basket.different_foods <= 50
    assert basket.basket_per_eaten <= 1.9


def test_few_breakfasts_take_turns(week: Plan) -> None:
    """Five different breakfasts at most, where every day had another."""
    catalog = week.request.catalog
    found = {
        catalog.dish(row.dish).base for row in week.portions if row.meal == "breakfast" and row.dish
    }
    assert len(found) <= 5


def test_lunches_come_from_pots(week: Plan) -> None:
    """Fourteen lunches and dinners are of at most ten dishes, some of them eaten twice."""
    catalog = week.request.catalog
    slots: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in week.portions:
        if row.meal in ("lunch", "dinner") and row.dish:
            slots[catalog.dish(row.dish).base].add((row.day, row.meal))
    assert len(slots) <= 10
    assert any(len(found) > 1 for found in slots.values())
