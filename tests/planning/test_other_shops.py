"""Foods of other shops: taken only where no plan is found without, and said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import NoCertifiedPlanError, NoPlanError, PlanRequest, make_person, make_plan, replan
from planner.nutrition.foods.food_guides import food_guides
from planner.nutrition.foods.food_table import load_foods
from planner.planning.aims import without_aims
from planner.planning.day import build_day_problem
from planner.planning.other_shops import (
    foods_of_other_shops,
    shop_notes,
    subgroups_instead,
    subgroups_needed,
)
from planner.planning.plan import Plan
from planner.planning.supplements import doses_worth
from planner.planning.swap import alternatives

WOMAN = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
VEGAN = PlanRequest(person=WOMAN, diet="vegan")
UV = tuple(food.id for food in load_foods().foods if food.subgroup == "uv_mushroom")
# More vitamin D than the plant milks of a day bring.
NEEDS_MORE = PlanRequest(person=WOMAN, diet="vegan", limits=(("min_vitamin_d_ug", 20.0),))


@pytest.fixture(scope="module")
def opened() -> Plan:
    """Return a plan that was found with exposed mushrooms only."""
    return make_plan(VEGAN)


def notes_of(plan: Plan) -> list[str]:
    """Return what a plan says about other shops."""
    return [words for words in plan.warnings if "say that you can get them" in words]


def plant_milk(plan: Plan) -> float:
    """Return the grams of plant milk in a plan of one day."""
    milks, foods = food_guides()[0].subgroups, plan.request.catalog.foods
    return sum(row.grams for row in plan.portions if foods.food(row.food_id).subgroup in milks)


def can_swap(plan: Plan) -> bool:
    """Tell whether some meal of a plan has an alternative."""
    for meal in ("snack", "dinner", "lunch", "breakfast"):
        try:
            return bool(alternatives(plan, meal, count=1))
        except NoPlanError:
            continue
    return False


def test_a_vegans_vitamin_d_is_put_as_one_choice(opened: Plan) -> None:
    """Exposed mushrooms are opened, alone, rather than much milk; the plan says what else does."""
    assert opened.certificate.certified
    assert opened.request.can_get == ("uv_mushroom",)
    assert foods_of_other_shops(VEGAN, opened.portions)
    (words,) = notes_of(opened)
    assert "with the food of large supermarkets alone vitamin D would take much plant milk" in words
    assert "mushrooms exposed to UV light" in words
    assert "can-get uv_mushroom" in words
    assert "allow supplements (supplements auto): 1 tablet (10 µg) of vitamin D3" in words
    assert plant_milk(opened) <= 500


def test_no_plan_without_is_said_so(opened: Plan) -> None:
    """What was opened since there was no plan without is said in those words, with doses too."""
    portions, kinds = opened.portions, frozenset({"uv_mushroom"})
    (words,) = shop_notes(opened.request, kinds, portions)
    assert "no plan was found with the food of large supermarkets alone" in words
    assert "allow supplements" in words
    assert shop_notes(opened.request, frozenset(), portions) == []


def test_who_leaves_mushrooms_out_drinks_milk() -> None:
    """Without exposed mushrooms and supplements there still is a plan, of more plant milk."""
    request = VEGAN.changed(exclude=UV, effort="quick")
    assert subgroups_instead(build_day_problem(request)) == ()
    plan = make_plan(request)
    assert plan.certificate.certified
    assert notes_of(plan) == []
    assert plan.request.can_get == ()


def test_who_drinks_milk_is_not_asked() -> None:
    """The guide to plant milk is for those who may not be served milk of animals."""
    request = PlanRequest(person=WOMAN, diet="vegetarian")
    problem = build_day_problem(request)
    assert not any(rule.family == "food_guide" for rule in problem.rules)
    assert subgroups_instead(problem) == ()
    assert doses_worth(build_day_problem(request.changed(supplements="auto"))) == ()


def test_the_answer_lasts(opened: Plan) -> None:
    """Who says that they can get it is not asked again; nor does a change of the plan ask again."""
    said = make_plan(VEGAN.changed(can_get=("uv_mushroom",), effort="quick"))
    assert said.certificate.certified
    assert notes_of(said) == []
    (again,) = replan([opened], [1])
    assert again.certificate.certified
    assert notes_of(again) == []
    assert can_swap(opened)


def test_supplements_go_before_specialty_shops() -> None:
    """Where supplements are allowed, vitamin D is taken rather than mushrooms or much milk."""
    plan = make_plan(VEGAN.changed(supplements="auto"))
    assert [dose.supplement_id for dose in without_aims(plan.doses, plan.targets)] == [
        "vitamin_d3_lichen_10"
    ]
    assert foods_of_other_shops(VEGAN, plan.portions) == ()
    assert plant_milk(plan) <= 500


def test_nothing_is_opened_that_does_not_help() -> None:
    """No mushroom brings vitamin B12: a vegan without fortified food gets the reasons alone."""
    request = PlanRequest(person=WOMAN, diet="vegan", avoid=("fortified",))
    assert subgroups_needed(request) == ()
    with pytest.raises(NoCertifiedPlanError, match="vitamin B12"):
        make_plan(request)


def test_any_shop_needs_nothing_opened() -> None:
    """Who buys anywhere has every food from the start."""
    assert subgroups_needed(NEEDS_MORE.changed(availability="any")) == ()


def test_a_plan_of_before_can_be_swapped(opened: Plan) -> None:
    """A plan that holds food of other shops, as older files do, can still have a meal swapped."""
    old = replace(opened, request=VEGAN)
    assert can_swap(old)


def test_shares_of_a_portion_count_as_taken() -> None:
    """The relaxation of an old vegan takes less than a portion of mushrooms: they are needed."""
    man = make_person(sex="male", age=76, height_cm=167, weight_kg=75, activity="active")
    assert subgroups_needed(PlanRequest(person=man, diet="vegan")) == ("uv_mushroom",)
