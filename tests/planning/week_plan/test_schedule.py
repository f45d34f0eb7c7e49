"""The timetable of the lunches and dinners of a week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.nutrition.foods.catalog import load_catalog
from planner.planning.week_plan.schedule import Scheduler
from planner.planning.week_plan.timetable import Served, Slot
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
SLOTS: list[Slot] = [(day, meal) for day in (1, 2, 3) for meal in ("lunch", "dinner")]
CHILI = load_catalog().dishes["three_bean_chili"]


def served(name: str, meals: int, *, keeps: int, fish: bool = False, last: int = 99) -> Served:
    """Return a dish of some name for lunches and dinners that keeps for some days."""
    both = frozenset({"lunch", "dinner"})
    dish = replace(CHILI, id=name, base=name, keeps_days=keeps, active_minutes=20, meals=both)
    return Served(dish, meals, meals, fish=fish, last_day=last)


def days_of(found: dict[Slot, str], name: str) -> list[int]:
    """Return the days on which a dish is served."""
    return sorted(day for (day, _), base in found.items() if base == name)


def test_a_pot_is_eaten_within_the_days_it_keeps(ask: Ask) -> None:
    """Three dishes that keep a day fill three days: each is served on two days in succession."""
    dishes = [served("a", 2, keeps=1), served("b", 2, keeps=1), served("c", 2, keeps=1)]
    found = Scheduler(ask("man", days=3), dishes, SLOTS[:4] + SLOTS[4:]).solve({})
    assert found is not None
    assert set(found) == set(SLOTS)
    again = [days_of(found, name) for name in "abc"]
    assert all(len(set(days)) == len(days) for days in again)
    assert sum(days[-1] - days[0] == 1 for days in again) >= 2


def test_no_dish_is_served_twice_on_a_day(ask: Ask) -> None:
    """Two dishes on three days: each day has both."""
    dishes = [served("a", 3, keeps=2), served("b", 3, keeps=2)]
    found = Scheduler(ask("man", days=3), dishes, SLOTS).solve({})
    assert found is not None
    assert days_of(found, "a") == days_of(found, "b") == [1, 2, 3]


def test_what_uses_up_food_at_home_is_served_in_time(ask: Ask) -> None:
    """The dish that uses what must go by the first day is on the first day."""
    dishes = [
        served("a", 2, keeps=1), served("b", 2, keeps=1), served("c", 2, keeps=1, last=1),
    ]  # fmt: skip
    found = Scheduler(ask("man", days=3), dishes, SLOTS).solve({})
    assert found is not None
    assert 1 in days_of(found, "c")


def test_days_without_a_plan_are_avoided(ask: Ask) -> None:
    """A pair of lunch and dinner that has no plan is not put on one day."""
    dishes = [served(name, 2, keeps=2) for name in "abc"]
    points = {(a, b): 0.0 for a in "abc" for b in "abc" if a != b}
    points["a", "b"] = points["b", "a"] = float("inf")
    found = Scheduler(ask("man", days=3), dishes, SLOTS[:4], points).solve({})
    assert found is not None
    for day in (1, 2):
        assert {found[day, "lunch"], found[day, "dinner"]} != {"a", "b"}


@pytest.mark.parametrize("slot", [(2, "lunch"), (3, "dinner")])
def test_a_meal_that_is_settled_stays(slot: Slot, ask: Ask) -> None:
    """A slot that is given holds the dish it was given."""
    dishes = [served("a", 3, keeps=2), served("b", 3, keeps=2)]
    found = Scheduler(ask("man", days=3), dishes, SLOTS).solve({slot: "b"})
    assert found is not None
    assert found[slot] == "b"
