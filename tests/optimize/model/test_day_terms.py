"""One day among others: what the days around it bar, ask for and leave to average; no solver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from planner.certify.judge import certify
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.portions import Portion
from planner.optimize.model.day_terms import DayShaper
from planner.optimize.model.repetition_costs import (
    NEEDLESS_VARIANT_POINTS,
    OTHER_SORT_POINTS,
    WeekContext,
    day_points,
    is_a_drink,
)
from planner.optimize.model.rules import RuleKey
from planner.planning.day import build_day_problem
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
FLOOR = RuleKey("nutrient_floor", "day", "iron_mg")


def serve(dish_id: str, day: int, meal: str = "dinner", scale: float = 1.0) -> tuple[Portion, ...]:
    """Return a dish as portions."""
    return tuple(
        Portion(day, meal, food_id, grams * scale, dish_id, "", scale)
        for food_id, grams in load_dishes()[dish_id].ingredients
    )


@pytest.fixture
def shape(ask: Ask) -> Callable[..., DayShaper]:
    """Build the shaper of a request; the choices are built once for all alike."""

    def build(who: str = "man", **fields: Any) -> DayShaper:
        request = ask(who, **fields)
        question = build_day_problem(request)
        return DayShaper(request, question.context.choices, question.rules)

    return build


def test_floors_average_unless_days_are_strict(shape: Callable[..., DayShaper]) -> None:
    """After a rich day three quarters of a floor are asked for, after none the whole."""
    rich = (
        Portion(1, "dinner", "beef_liver", 300.0),
        Portion(1, "lunch", "lentils_boiled", 2000.0),
    )
    shaper = shape(days=2)
    floor = next(rule.lower for rule in shaper.rules if rule.key == FLOOR)
    assert shaper.terms(WeekContext(1)).limits[FLOOR][0] == pytest.approx(floor, rel=1e-3)
    assert shaper.terms(WeekContext(2, rich)).limits[FLOOR][0] == pytest.approx(
        0.75 * floor, rel=1e-3
    )
    strict = shape(days=2, week={"strict_days": True})
    assert FLOOR not in strict.terms(WeekContext(2, rich)).limits


def test_core_floors_never_average(shape: Callable[..., DayShaper]) -> None:
    """No limit of a core nutrient changes, whatever stands."""
    limits = shape(days=3).terms(WeekContext(2, serve("three_bean_chili", 1))).limits
    assert {"magnesium_mg", "vitamin_d_ug"}.isdisjoint(key.subject for key in limits)


def test_after_a_poor_day_the_rest_makes_up(shape: Callable[..., DayShaper]) -> None:
    """After a banana the next day is asked for a fifth more; no day then falls below a floor."""
    shaper = shape(days=4)
    floor = next(rule.lower for rule in shaper.rules if rule.key == FLOOR)
    poor = (Portion(1, "snack", "banana", 118.0),)
    asked = shaper.terms(WeekContext(2, poor)).limits[FLOOR][0]
    assert asked == pytest.approx(1.2 * floor, rel=1e-3)
    rich = (*poor, Portion(2, "lunch", "lentils_boiled", 3000.0))
    assert shaper.terms(WeekContext(3, rich)).limits[FLOOR][0] == pytest.approx(floor, rel=1e-3)


@pytest.mark.parametrize(
    ("standing", "week", "open_"),
    [
        ((), {}, True),
        ((1,), {}, True),
        ((2,), {}, False),
        ((4,), {}, False),
        ((2,), {"leftovers": True}, True),
        ((1, 5), {}, False),
        ((1, 5), {"dish_times": 3}, True),
    ],
)
def test_dishes_come_back_as_the_rules_allow(
    standing: tuple[int, ...], week: dict[str, Any], open_: bool, shape: Callable[..., DayShaper]
) -> None:
    """Whether the chili is still open on day three, with the days on which it stands."""
    shaper = shape(days=7, week=week)
    rows = tuple(row for day in standing for row in serve("three_bean_chili", day))
    keep = shaper.terms(WeekContext(3, rows)).keep
    assert keep[shaper.base == "three_bean_chili"].any() == open_


def test_work_is_laid_on_the_day_one_cooks(shape: Callable[..., DayShaper]) -> None:
    """On Tuesday, what was cooked on Monday counts toward Monday's minutes, less those spent."""
    week = {"cook_days": ("monday",), "cooking_minutes": (("day", 15), ("monday", 120))}
    shaper = shape(days=3, week=week)
    chili = shaper.ids == "three_bean_chili"
    found = {
        rule.subject: rule
        for rule in shaper.terms(WeekContext(2, serve("mujaddara_salad", 1))).rules
        if rule.subject.startswith("cooking_minutes")
    }
    assert set(found) == {"cooking_minutes day 1", "cooking_minutes day 2"}
    work = load_dishes()["mujaddara_salad"].active_minutes
    assert found["cooking_minutes day 1"].upper == 120 - work
    assert set(found["cooking_minutes day 1"].taken[chili]) == {20.0}
    assert found["cooking_minutes day 2"].upper == 15
    assert set(found["cooking_minutes day 2"].taken[chili]) == {0.0}


def test_a_leftover_is_no_work(shape: Callable[..., DayShaper]) -> None:
    """Yesterday's chili takes no minutes today."""
    shaper = shape(days=2, week={"leftovers": True, "cooking_minutes": (("day", 45),)})
    (rule,) = (
        rule
        for rule in shaper.terms(WeekContext(2, serve("three_bean_chili", 1))).rules
        if rule.subject.startswith("cooking_minutes")
    )
    assert set(rule.taken[shaper.ids == "three_bean_chili"]) == {0.0}
    assert set(rule.taken[shaper.ids == "mujaddara_salad"]) == {20.0}


def test_weekly_limits_know_the_other_days(shape: Callable[..., DayShaper]) -> None:
    """In pregnancy, fish eaten on day one leaves less for day two of the same seven."""
    shaper = shape("pregnant", days=7)
    fish = (Portion(1, "dinner", "canned_light_tuna_in_water", 200.0),)
    before = shaper.terms(WeekContext(2)).limits
    after = shaper.terms(WeekContext(2, fish)).limits
    capped = [key for key in before if key.family == "group_cap" and after[key] != before[key]]
    assert capped
    for key in capped:
        assert after[key][1] == pytest.approx(max(before[key][1] - 200.0, 0.0))


def test_one_sort_of_milk_is_in_the_house(shape: Callable[..., DayShaper]) -> None:
    """With whole milk in the house another milk costs points, whole milk and bread do not."""
    shaper = shape(days=2)
    plain = day_points(shaper.choices, WeekContext(2))
    more = day_points(shaper.choices, WeekContext(2, in_house=frozenset({"milk_whole"}))) - plain
    assert set(more[shaper.ids == "milk_fat_free"]) == {OTHER_SORT_POINTS}
    assert set(more[shaper.ids == "milk_whole"]) == {0.0}
    assert not more[shaper.base != ""].any()


def test_a_variant_stands_back_behind_its_dish(shape: Callable[..., DayShaper]) -> None:
    """Where the dish itself may be served its variants cost points; where it may not, none."""
    shaper = shape(days=2)
    points = day_points(shaper.choices, WeekContext(1))
    variants = (shaper.base != "") & (shaper.base != shaper.ids)
    assert set(points[variants]) == {NEEDLESS_VARIANT_POINTS}
    vegan = shape("woman", days=2, diet="vegan")
    free = day_points(vegan.choices, WeekContext(1))
    needed = (vegan.base != vegan.ids) & ~np.isin(vegan.base, vegan.ids)
    assert (needed & (vegan.base != "")).any()
    assert not free[needed].any()


def test_drinks_of_milk(shape: Callable[..., DayShaper]) -> None:
    """Milk and golden milk are drinks of milk; a banana, water and a chili are not."""
    shaper = shape(days=2)
    drink = is_a_drink(shaper.choices)
    for name, is_one in (("milk_whole", True), ("banana", False), ("three_bean_chili", False)):
        assert set(drink[shaper.ids == name]) == {is_one}
    (rule,) = (r for r in shaper.terms(WeekContext(1)).rules if r.subject == "milk_drink")
    assert not rule.hard
    assert set(shaper.meal[rule.taken > 0]) == {"snack"}


def test_days_are_summed_as_the_certificate_sums_them(shape: Callable[..., DayShaper]) -> None:
    """What counts of a standing day, not all that is eaten, is what the other days make up for."""
    shaper = shape("woman", days=2, diet="vegan")
    rows = (*serve("three_bean_chili", 1), Portion(1, "lunch", "spinach_boiled", 180.0))
    rows = (*rows, Portion(1, "snack", "nutritional_yeast_fortified", 30.0))
    judged = certify(rows, shaper.request).adequacy
    assert any(row.credited < row.intake - 1e-6 for row in judged)
    for row in judged:
        (had,) = shaper._counted_by_day(WeekContext(1, rows), row.nutrient)
        assert had == pytest.approx(row.credited)
