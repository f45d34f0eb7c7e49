"""Foods bought in two forms that do the same work are named, and why where a diet asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.nutrition.foods.portions import Portion
from planner.planning.plan import Plan
from planner.planning.same_work import same_work_notes
from planner.request.plan_request import PlanRequest


def of(plan: Plan, request: PlanRequest, *foods: str) -> Plan:
    """Return a plan of some foods for lunch, one a day, for another request."""
    rows = tuple(Portion(day, "lunch", name, 120.0) for day, name in enumerate(foods, start=1))
    return replace(plan, request=request, portions=rows)


def test_two_forms_are_named(omnivore_plan: Plan, ask: Callable[..., PlanRequest]) -> None:
    """Dry and canned chickpeas in one week are named; chickpeas and lentils are not."""
    week = ask("man", days=7)
    (words,) = same_work_notes(
        [of(omnivore_plan, week, "chickpeas_boiled", "chickpeas_canned_rinsed")]
    )
    assert "chickpeas, canned and chickpeas, dry" in words
    assert same_work_notes([of(omnivore_plan, week, "chickpeas_boiled", "lentils_boiled")]) == ()


def test_a_day_alone_has_no_note(omnivore_plan: Plan, ask: Callable[..., PlanRequest]) -> None:
    """What one day's dishes need is bought for them."""
    day = of(omnivore_plan, ask("man"), "chickpeas_boiled", "chickpeas_canned_rinsed")
    assert same_work_notes([day]) == ()


def test_a_diet_may_need_two(omnivore_plan: Plan, ask: Callable[..., PlanRequest]) -> None:
    """Gluten-free oats for one and ordinary oats for the other are said to be needed."""
    man, woman = ask("man", name="Ben"), ask("woman", name="Ana", avoid=("gluten",))
    both = [
        of(omnivore_plan, man, "oatmeal_cooked"),
        of(omnivore_plan, woman, "gluten_free_oatmeal_cooked"),
    ]
    (words,) = same_work_notes(both)
    assert words.startswith("two forms are bought because not everybody may eat the same one")
    assert "certified gluten-free rolled oats" in words
