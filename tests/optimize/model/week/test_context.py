"""The sums over the other days that the constraints share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from planner.nutrition.foods.portions import Portion
from planner.optimize.model.week import context
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import DayContext, WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import build_day_problem
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
ROWS = (Portion(1, "lunch", "banana", 118.0), Portion(3, "dinner", "lentils_boiled", 200.0))


def test_each_sum_over_the_other_days_is_made_once(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sum over the days is computed once for all constraints."""
    week = {
        "leftovers": True, "cook_days": ("monday",), "cooking_minutes": (("day", 60),),
        "wishes": ("fish<=3", "fish>=1", "beans>=3"),
    }  # fmt: skip
    problem = build_day_problem(ask("man", days=7, week=week))
    facts = DayFacts(problem.request, problem.context.choices, problem.rules)
    calls: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            subject = args[1].id if name == "meals_holding" else ""
            calls[f"{name} {subject}".strip()] += 1
            return function(*args)

        return call

    for name in ("dish_days", "kinds_eaten", "meals_holding", "cookings"):
        monkeypatch.setattr(context, name, counting(name, getattr(context, name)))
    day_constraints(facts, WeekContext(2, ROWS))
    assert set(calls) == {
        "dish_days", "kinds_eaten", "meals_holding fish", "meals_holding beans", "cookings"
    }  # fmt: skip
    assert set(calls.values()) == {1}


def test_days_left_count_the_day_itself(ask: Ask) -> None:
    """Of four days with two planned, two are left; for a replanned day at least one."""
    problem = build_day_problem(ask("man", days=4))
    facts = DayFacts(problem.request, problem.context.choices, problem.rules)
    assert DayContext(facts, WeekContext(2, ROWS)).days_left == 2
    full = tuple(Portion(day, "lunch", "banana", 118.0) for day in range(1, 6))
    assert DayContext(facts, WeekContext(2, full)).days_left == 1
