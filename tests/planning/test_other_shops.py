"""Foods of other shops: taken only where no plan is found without, and said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import NoCertifiedPlanError, NoPlanError, PlanRequest, make_person, make_plan, replan
from planner.planning.other_shops import foods_of_other_shops, subgroups_needed
from planner.planning.plan import Plan
from planner.planning.swap import alternatives

WOMAN = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
# More vitamin D than the plant milks of a day bring.
NEEDS_MORE = PlanRequest(person=WOMAN, diet="vegan", limits=(("min_vitamin_d_ug", 20.0),))


@pytest.fixture(scope="module")
def opened() -> Plan:
    """Return a plan that was found with exposed mushrooms only."""
    return make_plan(NEEDS_MORE)


def notes_of(plan: Plan) -> list[str]:
    """Return what a plan says about other shops."""
    return [words for words in plan.warnings if "say that you can get them" in words]


def can_swap(plan: Plan) -> bool:
    """Tell whether some meal of a plan has an alternative."""
    for meal in ("snack", "dinner", "lunch", "breakfast"):
        try:
            return bool(alternatives(plan, meal, count=1))
        except NoPlanError:
            continue
    return False


def test_a_vegan_does_without_specialty_shops() -> None:
    """With default settings no food of a vegan's certified plan is of a specialty shop."""
    plan = make_plan(PlanRequest(person=WOMAN, diet="vegan"))
    assert plan.certificate.certified
    assert foods_of_other_shops(plan.request, plan.portions) == ()
    assert notes_of(plan) == []
    assert plan.request.can_get == ()


def test_what_is_needed_is_opened_and_said(opened: Plan) -> None:
    """The kind of food without which there is no plan is opened, alone, and the choice is put."""
    assert opened.certificate.certified
    assert opened.request.can_get == ("uv_mushroom",)
    assert foods_of_other_shops(NEEDS_MORE, opened.portions)
    (words,) = notes_of(opened)
    assert "no plan was found with the food of large supermarkets alone" in words
    assert "mushrooms exposed to UV light" in words
    assert "allow supplements" in words
    assert "vitamin D3" in words


def test_the_answer_lasts(opened: Plan) -> None:
    """Who says that they can get it is not asked again; nor does a change of the plan ask again."""
    said = make_plan(NEEDS_MORE.changed(can_get=("uv_mushroom",)))
    assert said.certificate.certified
    assert notes_of(said) == []
    (again,) = replan([opened], [1])
    assert again.certificate.certified
    assert notes_of(again) == []
    assert can_swap(opened)


def test_supplements_go_before_specialty_shops() -> None:
    """Where supplements are allowed, they are taken rather than food that is hard to buy."""
    plan = make_plan(NEEDS_MORE.changed(supplements="auto"))
    assert plan.doses
    assert foods_of_other_shops(NEEDS_MORE, plan.portions) == ()


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
    old = replace(opened, request=NEEDS_MORE)
    assert can_swap(old)


def test_shares_of_a_portion_count_as_taken() -> None:
    """The relaxation of an old vegan takes less than a portion of mushrooms: they are needed."""
    man = make_person(sex="male", age=76, height_cm=167, weight_kg=75, activity="active")
    assert subgroups_needed(PlanRequest(person=man, diet="vegan")) == ("uv_mushroom",)
