"""The dishes of a household's shared meals."""

from __future__ import annotations

import pytest

from planner.optimize.model.day_model import DayModel
from planner.planning.common_table import choose_dishes
from planner.planning.household import diners_of
from planner.planning.progress import Course
from planner.planning.rolling_days import RollingPlanner
from planner.planning.shared_meals import SharedMeals
from planner.planning.sharing import sharing_notes
from planner.request.household import household_from_raw

# Needs that pull apart: few kilocalories of vegetarian food that hold as many nutrients, and half
# as much energy again, from food of every kind without nuts.
IDA = {"name": "Ida", "sex": "female", "age": 34, "height": 167, "weight": 62, "diet": "vegetarian"}
BEN = {"name": "Ben", "sex": "male", "age": 45, "height": 180, "weight": 85, "avoid": ["nuts"]}


@pytest.fixture(scope="module")
def table() -> SharedMeals:
    """Return two people with opposed needs who share all meals."""
    raw = {"person": [BEN, IDA], "time_limit_seconds": 600}
    return SharedMeals(diners_of(household_from_raw(raw, "x")))


def test_opposed_needs_are_served_the_same_dishes(table: SharedMeals) -> None:
    """Two people with opposed needs share every dish; servings off the energy needs are said."""
    planner = RollingPlanner(table)
    planner.plan_day(1, Course(lambda _: True, 1, 2))
    first, second = (diner.shared_dishes(1) for diner in table.diners)
    assert first == second
    said = [words for diner in table.diners for words in diner.notes]
    assert not any("a dish of their own" in words for words in said)
    for meal in first:
        notes = sharing_notes(table.diners, 1, meal)
        assert set(notes) <= set(said)


def test_one_common_dish_is_chosen_for_every_shared_meal(table: SharedMeals) -> None:
    """Every shared meal has one dish that suits everybody, never a barred one; models are kept."""
    for diner in table.diners:
        diner.planned.discard(1)
    written: list[DayModel] = []
    chosen = choose_dishes(table, 1, written=written)
    assert chosen.keys() == {"breakfast", "lunch", "dinner"}
    assert all(dish.base in table.common[meal] for meal, dish in chosen.items())
    barred = frozenset((meal, dish.base) for meal, dish in chosen.items())
    first = list(written)
    others = choose_dishes(table, 1, barred, written=written)
    assert len(written) == 2
    assert all(one is other for one, other in zip(first, written, strict=True))
    assert not barred & {(meal, dish.base) for meal, dish in others.items()}
    assert others.keys() == chosen.keys()


def test_who_shares_nothing_has_nothing_chosen() -> None:
    """No dish is chosen for a person alone."""
    alone = SharedMeals(diners_of(household_from_raw({"person": [BEN]}, "x")))
    assert not choose_dishes(alone, 1)
