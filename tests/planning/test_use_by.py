"""What is at home and must be eaten soon is named where a plan does not use it in time."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.purchase_units import bought_per_eaten
from planner.planning.plan import Plan
from planner.planning.use_by import leftover_notes, with_leftover_notes
from planner.request.use_by import UseBy


def planned(plan: Plan, *items: UseBy, grams: float = 0.0, day: int = 1, days: int = 3) -> Plan:
    """Return a plan with food to use and one portion of boiled carrots."""
    rows = (Portion(day, "dinner", "carrots_boiled", grams, "", ""),) if grams else ()
    request = plan.request.changed(use_by=items, days=days, start=datetime.date(2026, 11, 30))
    return replace(plan, request=request, portions=rows, warnings=("as before",))


def carrots(grams: float, day: int = 2) -> UseBy:
    """Return raw carrots that must be eaten by a day."""
    return UseBy(food="carrot_raw", grams=grams, day=day)


def test_unused_food_is_named_with_its_day(vegan_plan: Plan) -> None:
    """The note says what, how much, by when, and what to do."""
    (plan,) = with_leftover_notes([planned(vegan_plan, carrots(200.0))])
    assert plan.warnings == (
        (
            "carrots, fresh, 200 g at home, must be eaten by day 2, Tuesday 1 December 2026: "
            "the plan does not use it; eat, freeze or give away the 200 g"
        ),
        "as before",
    )


@pytest.mark.parametrize(
    ("grams", "day", "noted"),
    [
        (200.0, 1, False),  # used in time, in another form
        (200.0, 3, True),  # used too late
        (50.0, 2, True),  # used in part
    ],
)
def test_what_is_used_in_time_is_not_named(
    vegan_plan: Plan, grams: float, day: int, noted: bool
) -> None:
    """Boiled carrots use up raw ones, if they are eaten by the day."""
    food = vegan_plan.request.catalog.foods.food("carrots_boiled")
    at_home = carrots(200.0 * bought_per_eaten(food))
    assert bool(leftover_notes([planned(vegan_plan, at_home, grams=grams, day=day)])) is noted


def test_a_household_uses_it_together(vegan_plan: Plan) -> None:
    """Two people who eat half each use it up; the note, if any, is on both plans."""
    food = vegan_plan.request.catalog.foods.food("carrots_boiled")
    item = carrots(200.0 * bought_per_eaten(food))
    assert leftover_notes([planned(vegan_plan, item, grams=100.0)] * 2) == ()
    half = with_leftover_notes([planned(vegan_plan, item, grams=30.0)] * 2)
    assert half[0].warnings == half[1].warnings
    assert "the plan uses" in half[0].warnings[0]


def test_what_may_be_eaten_later_is_not_named(vegan_plan: Plan) -> None:
    """A day beyond the plan is no matter of the plan."""
    assert leftover_notes([planned(vegan_plan, carrots(200.0, day=9))]) == ()
