"""The constraints of the other days and people on one day; nothing is solved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from planner.certification.judge import certify
from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preferences import preferences
from planner.optimize.model.rules import RuleKey
from planner.optimize.model.week.averages import credited_by_day
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import DayContext, WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.model.week.repetition_costs import (
    day_points,
)
from planner.planning.day import build_day_problem
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]
FactsOf = Callable[..., DayFacts]
FLOOR = RuleKey("nutrient_floor", "day", "iron_mg")


def serve(dish_id: str, day: int, meal: str = "dinner", scale: float = 1.0) -> tuple[Portion, ...]:
    """Return a dish as portions."""
    return tuple(
        Portion(day, meal, food_id, grams * scale, dish_id, "", scale)
        for food_id, grams in load_dishes()[dish_id].ingredients
    )


@pytest.fixture
def facts_of(ask: Ask) -> FactsOf:
    """Return the facts of a request, with shared choices."""

    def build(who: str = "man", **fields: Any) -> DayFacts:
        request = ask(who, **fields)
        problem = build_day_problem(request)
        return DayFacts(request, problem.context.choices, problem.rules)

    return build


def test_floors_average_unless_days_are_strict(facts_of: FactsOf) -> None:
    """After a rich day the floor is three quarters, after no day the whole."""
    rich = (
        Portion(1, "dinner", "beef_liver", 300.0),
        Portion(1, "lunch", "lentils_boiled", 2000.0),
    )
    facts = facts_of(days=2)
    floor = next(rule.lower for rule in facts.rules if rule.key == FLOOR)
    assert day_constraints(facts, WeekContext(1)).limits[FLOOR][0] == pytest.approx(floor, rel=1e-3)
    assert day_constraints(facts, WeekContext(2, rich)).limits[FLOOR][0] == pytest.approx(
        0.75 * floor, rel=1e-3
    )
    strict = facts_of(days=2, week={"strict_days": True})
    assert FLOOR not in day_constraints(strict, WeekContext(2, rich)).limits


def test_core_floors_never_average(facts_of: FactsOf) -> None:
    """The limits of core nutrients never change."""
    limits = day_constraints(facts_of(days=3), WeekContext(2, serve("three_bean_chili", 1))).limits
    assert {"magnesium_mg", "vitamin_d_ug"}.isdisjoint(key.subject for key in limits)


def test_after_a_poor_day_the_rest_makes_up(facts_of: FactsOf) -> None:
    """After a banana the next day's floor is a fifth higher; no day is below a floor."""
    facts = facts_of(days=4)
    floor = next(rule.lower for rule in facts.rules if rule.key == FLOOR)
    poor = (Portion(1, "snack", "banana", 118.0),)
    asked = day_constraints(facts, WeekContext(2, poor)).limits[FLOOR][0]
    assert asked == pytest.approx(1.2 * floor, rel=1e-3)
    rich = (*poor, Portion(2, "lunch", "lentils_boiled", 3000.0))
    assert day_constraints(facts, WeekContext(3, rich)).limits[FLOOR][0] == pytest.approx(
        floor, rel=1e-3
    )


def test_the_last_day_supplies_all_that_is_missing(facts_of: FactsOf) -> None:
    """A rich day planned anew beside 0.78 of the floor needs 1.22 of it, or the mean is short."""
    facts = facts_of(days=2)
    floor = next(rule.lower for rule in facts.rules if rule.key == FLOOR)
    per_gram = credited_intake(
        "iron_mg", (Portion(2, "lunch", "lentils_boiled", 1.0),), facts.foods
    )
    other = Portion(2, "lunch", "lentils_boiled", 0.78 * floor / per_gram)
    asked = day_constraints(facts, WeekContext(1, (other,))).limits[FLOOR][0]
    assert asked == pytest.approx(1.22 * floor, rel=1e-3)


@pytest.mark.parametrize(
    ("before", "make_up", "asked"),
    [
        ((0.8, 0.8), True, 1.4),  # the mean of 0.8, 0.8 and 1.4 is the floor
        ((0.76, 0.7), True, 1.2),  # 0.7 is too low for any mean: made up within bounds
        ((0.1, 0.1), True, 1.2),  # 2.8 of a floor is no day
        ((0.75, 0.75), True, 1.5),
        ((0.8, 0.8), False, 1.0),  # a day that meets the floor by itself is certified
        ((0.1, 0.1), False, 1.0),
        ((1.1, 1.3), False, 0.75),
    ],
)
def test_settled_days_are_made_up_within_bounds(
    before: tuple[float, float], make_up: bool, asked: float, facts_of: FactsOf
) -> None:
    """What eaten days lack is asked of the last day up to half as much again, or not at all."""
    facts = facts_of(days=3)
    floor = next(rule.lower for rule in facts.rules if rule.key == FLOOR)
    per_gram = credited_intake(
        "iron_mg", (Portion(1, "lunch", "lentils_boiled", 1.0),), facts.foods
    )
    rows = tuple(
        Portion(day, "lunch", "lentils_boiled", share * floor / per_gram)
        for day, share in enumerate(before, 1)
    )
    week = WeekContext(3, rows, settled=frozenset({1, 2}), make_up=make_up)
    found = day_constraints(facts, week).limits[FLOOR][0]
    assert found == pytest.approx(asked * floor, rel=1e-3)


def test_no_floor_over_days_exceeds_the_ceiling_of_a_day(facts_of: FactsOf) -> None:
    """After two days nearly without sodium no day is asked for more than a day may hold."""
    facts = facts_of(days=3, limits=(("max_sodium_mg", 1600.0), ("min_sodium_mg", 1500.0)))
    rows = tuple(Portion(day, "lunch", "lentils_boiled", 100.0) for day in (1, 2))
    week = WeekContext(3, rows, settled=frozenset({1, 2}))
    limits = day_constraints(facts, week).limits
    assert limits[RuleKey("nutrient_floor", "day", "sodium_mg")][0] <= 1600.5


@pytest.mark.parametrize(("salmon_g", "asked"), [(0.0, 250.0), (5.0, 250.0), (80.0, 0.0)])
def test_a_day_of_fish_serves_the_days_after(
    salmon_g: float, asked: float, facts_of: FactsOf
) -> None:
    """EPA and DHA are striven for over the days, with no least amount on any of them."""
    facts = facts_of(days=3, standard="efsa")
    rows = tuple(
        Portion(day, "lunch", "atlantic_salmon_farmed_cooked", salmon_g / 2) for day in (1, 2)
    )
    limits = day_constraints(facts, WeekContext(3, rows)).limits
    found = limits[RuleKey("nutrient_aim", "day", "epa_dha_mg")][0]
    assert found == pytest.approx(asked, rel=1e-3)


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
    standing: tuple[int, ...], week: dict[str, Any], open_: bool, facts_of: FactsOf
) -> None:
    """The days with chili decide whether it may be served on day three."""
    facts = facts_of(days=7, week=week, variety="varied")
    rows = tuple(row for day in standing for row in serve("three_bean_chili", day))
    keep = day_constraints(facts, WeekContext(3, rows)).keep
    assert keep[facts.choices.base_id == "three_bean_chili"].any() == open_


def test_work_is_laid_on_the_day_one_cooks(facts_of: FactsOf) -> None:
    """Tuesday's dishes cooked on Monday have the rest of Monday's minutes."""
    week = {"cook_days": ("monday",), "cooking_minutes": (("day", 15), ("monday", 120))}
    facts = facts_of(days=3, week=week)
    chili = facts.choices.item_id == "three_bean_chili"
    found = {
        rule.subject: rule
        for rule in day_constraints(facts, WeekContext(2, serve("mujaddara_salad", 1))).rules
        if rule.subject.startswith("cooking_minutes")
    }
    assert set(found) == {"cooking_minutes day 1", "cooking_minutes day 2"}
    assert (
        found["cooking_minutes day 1"].upper
        == 120 - load_dishes()["mujaddara_salad"].active_minutes
    )
    assert set(found["cooking_minutes day 1"].taken[chili]) == {20.0}
    assert found["cooking_minutes day 2"].upper == 15
    assert set(found["cooking_minutes day 2"].taken[chili]) == {0.0}


def test_a_leftover_is_no_work(facts_of: FactsOf) -> None:
    """Leftover chili takes no minutes."""
    facts = facts_of(days=2, week={"leftovers": True, "cooking_minutes": (("day", 45),)})
    (rule,) = (
        rule
        for rule in day_constraints(facts, WeekContext(2, serve("three_bean_chili", 1))).rules
        if rule.subject.startswith("cooking_minutes")
    )
    assert set(rule.taken[facts.choices.item_id == "three_bean_chili"]) == {0.0}
    other = load_dishes()["mujaddara_salad"].active_minutes
    assert set(rule.taken[facts.choices.item_id == "mujaddara_salad"]) == {float(other)}


def test_weekly_limits_know_the_other_days(facts_of: FactsOf) -> None:
    """In pregnancy, fish on day one reduces the weekly limit for day two."""
    facts = facts_of("pregnant", days=7)
    fish = (Portion(1, "dinner", "canned_light_tuna_in_water", 200.0),)
    before = day_constraints(facts, WeekContext(2)).limits
    after = day_constraints(facts, WeekContext(2, fish)).limits
    capped = [key for key in before if key.family == "group_cap" and after[key] != before[key]]
    assert capped
    for key in capped:
        assert after[key][1] == pytest.approx(max(before[key][1] - 200.0, 0.0))


def test_one_sort_of_milk_is_in_the_house(facts_of: FactsOf) -> None:
    """With whole milk in the house another milk costs points, alone and in a dish, not itself."""
    facts = facts_of(days=2)
    plain = day_points(DayContext(facts, WeekContext(2)))
    more = day_points(DayContext(facts, WeekContext(2, in_house=frozenset({"milk_whole"})))) - plain
    assert set(more[facts.choices.item_id == "milk_fat_free"]) == {preferences().repeats.other_sort}
    assert set(more[facts.choices.item_id == "milk_whole"]) == {0.0}
    other = facts.choices.marked("id", frozenset({"milk_1_percent"})) * facts.choices.least
    dishes = facts.choices.base_id != ""
    assert more[dishes & (other >= 100)].all()
    assert not more[facts.choices.item_id == "three_bean_chili"].any()


def test_days_take_turns_with_fish(facts_of: FactsOf) -> None:
    """Fish on the two days before makes fish dearer; a spoonful, or fish long ago, does not."""
    facts = facts_of(days=7)
    plain = day_points(DayContext(facts, WeekContext(4)))
    weight = preferences().repeats.kind
    fish = facts.choices.item_id == "trout_with_lentils"
    assert fish.any()

    def more(*days: int, grams: float = 120.0) -> np.ndarray:
        rows = tuple(Portion(day, "dinner", "sardines_in_oil", grams) for day in days)
        found: np.ndarray = day_points(DayContext(facts, WeekContext(4, rows))) - plain
        return found

    assert set(more(3)[fish]) == {weight}
    assert set(more(2, 3)[fish]) == {2 * weight}
    assert not more(1)[fish].any()
    assert not more(3, grams=10.0)[fish].any()
    assert not more(3)[facts.choices.item_id == "mujaddara_salad"].any()
    often = preferences().repeats.kind_again  # three days of seven hold fish already
    assert set(more(1, 6, 7)[fish]) == {often}
    assert not more(1, 7)[fish].any()


def test_a_variant_stands_back_behind_its_dish(facts_of: FactsOf) -> None:
    """Variants cost points only where the dish itself may be served."""
    facts = facts_of(days=2, availability="any", versions="any")
    points = day_points(DayContext(facts, WeekContext(1)))
    variants = (facts.choices.base_id != "") & (facts.choices.base_id != facts.choices.item_id)
    assert set(points[variants]) == {preferences().repeats.needless_variant}
    vegan = facts_of("woman", days=2, diet="vegan")
    free = day_points(DayContext(vegan, WeekContext(1)))
    needed = (vegan.choices.base_id != vegan.choices.item_id) & ~np.isin(
        vegan.choices.base_id, vegan.choices.item_id
    )
    assert (needed & (vegan.choices.base_id != "")).any()
    assert not free[needed].any()


def test_days_are_summed_as_the_certificate_sums_them(facts_of: FactsOf) -> None:
    """The other days make up for the credited intake of a planned day, not for its total."""
    facts = facts_of("woman", days=2, diet="vegan")
    rows = (*serve("three_bean_chili", 1), Portion(1, "lunch", "spinach_boiled", 180.0))
    rows = (*rows, Portion(1, "snack", "nutritional_yeast_fortified", 30.0))
    judged = certify(rows, facts.request).adequacy
    assert any(row.credited < row.intake - 1e-6 for row in judged)
    day = DayContext(facts, WeekContext(1, rows))
    for row in judged:
        had = credited_by_day(day, row.nutrient)
        assert had[1] == pytest.approx(row.credited)
