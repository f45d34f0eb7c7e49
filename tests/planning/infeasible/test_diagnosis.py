"""Diagnosis: conflicts in words, checked remedies, and a marked nearest plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.certification.judge import certify
from planner.nutrition.people.person import Person
from planner.optimize.model.rules import RuleKey
from planner.optimize.solve import search_options, solve_relaxation
from planner.planning.day import DayProblem, build_day_problem, read_portions, solve_day
from planner.planning.household import make_household
from planner.planning.infeasible.conflicts import Conflict, find_conflicts
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.infeasible.reasons import reachable, reason
from planner.planning.infeasible.remedies import find_remedies
from planner.planning.infeasible.remedy_families import plain_meals
from planner.planning.infeasible.requirement_model import build_requirement_model
from planner.planning.infeasible.requirements import Requirement
from planner.planning.infeasible.week_remedies import milder_wishes
from planner.planning.make import Plan, make_plan
from planner.request.household import household_from_raw
from planner.request.plan_request import PlanRequest
from planner.request.variety import VarietyRule, judge_variety
from planner.request.week_rules import WeekRules

Ask = Callable[..., PlanRequest]
ANY_PLAN = search_options("quick", 30.0)  # the first plan found proves that there is one


def refusal(request: PlanRequest) -> NoCertifiedPlanError:
    """Request an impossible plan, and return the error."""
    with pytest.raises(NoCertifiedPlanError) as caught:
        make_plan(request)
    return caught.value


@pytest.fixture(scope="module")
def unfortified(ask: Ask) -> NoCertifiedPlanError:
    """Return the error for a vegan without fortified foods who buys anywhere."""
    asked = ask("woman", diet="vegan", avoid=("fortified",), availability="any")
    return refusal(asked)


@pytest.fixture(scope="module")
def no_starch(ask: Ask) -> NoCertifiedPlanError:
    """Return the error for simple meals without grains and potatoes."""
    plain = ("breakfast", "lunch", "dinner", "snack")
    return refusal(ask("woman", avoid=("grain", "starchy_vegetable"), simple=plain))


def test_missing_vitamin_is_named_with_figures(unfortified: NoCertifiedPlanError) -> None:
    """Vegan without fortified foods: the reason names vitamin B12 and the reachable amount."""
    (reason,) = unfortified.reasons
    assert reason.startswith("vegan without fortified foods: ")
    assert "vitamin B12; most reachable " in reason
    assert reason.endswith(" of 2.4 µg")
    most = float(reason.rsplit("reachable ", 1)[1].split(" ", 1)[0])
    assert 0 <= most < 2.4


def test_most_reachable_is_what_the_relaxation_reaches(ask: Ask) -> None:
    """The reachable amount is exact: a floor just above it makes the relaxation infeasible."""
    problem = build_day_problem(ask("woman", diet="vegan", avoid=("fortified",)))
    rule = next(r for r in problem.rules if r.name == "nutrient_floor:day:vitamin_b12_ug")
    most = reachable(problem, rule)
    assert most is not None
    assert 0 <= most < 2.4
    others = [r for r in problem.rules if r.hard and r.family not in {"nutrient_floor", "lock"}]
    for factor, found in ((0.999, True), (1.001, False)):
        rules = (*others, replace(rule, lower=most * factor))
        model = replace(problem, rules=rules).model(only_relaxed=True)
        assert solve_relaxation(model.problem).found is found


def test_changes_are_listed_mildest_first(unfortified: NoCertifiedPlanError) -> None:
    """Remedies are ordered: avoidances, then a supplement, then diets from strict to loose."""
    assert unfortified.changes[:2] == (
        "allow fortified foods",
        (
            "take 1 tablet (10 µg) of vitamin D3 from lichen (cholecalciferol) "
            "and 1 tablet (25 µg) of vitamin B12 (cyanocobalamin) a day"
        ),
    )
    diets = [unfortified.requests[change].diet for change in unfortified.changes[2:]]
    assert diets
    assert "vegan" not in diets


def test_every_change_comes_with_the_request_so_changed(unfortified: NoCertifiedPlanError) -> None:
    """Each remedy's request differs in one field only."""
    assert set(unfortified.requests) == set(unfortified.changes)
    assert unfortified.requests["allow fortified foods"].avoid == ()
    assert unfortified.requests[unfortified.changes[1]].supplements == "auto"
    diet = unfortified.requests["eat pescatarian instead of vegan"]
    assert (diet.diet, diet.avoid) == ("pescatarian", ("fortified",))


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("allow fortified foods", {"diet": "vegan"}),
        ("eat pescatarian instead of vegan", {"diet": "pescatarian"}),
    ],
)
def test_change_that_is_offered_makes_a_plan(
    words: str,
    changed: dict[str, str],
    unfortified: NoCertifiedPlanError,
    ask: Ask,
) -> None:
    """With a remedy applied, there is a certified plan."""
    assert words in unfortified.changes
    avoid = () if words.startswith("allow") else ("fortified",)
    problem = build_day_problem(ask("woman", avoid=avoid, availability="any", **changed))
    found = solve_day(problem, ANY_PLAN)
    assert found is not None
    portions = read_portions(problem, found)
    assert certify(portions, problem.request, out_of_reach=found.out_of_reach).certified


@pytest.mark.parametrize(
    ("kind", "simple", "offered"),
    [
        ("nutrient_ceiling", (), True),
        ("energy", ("lunch",), True),
        ("minutes", (), False),
        ("energy", ("breakfast", "lunch", "dinner", "snack"), False),
    ],
)
def test_plain_meals_are_tried_where_a_ceiling_or_energy_is_at_fault(
    kind: str, simple: tuple[str, ...], offered: bool, ask: Ask
) -> None:
    """Where no dish fits under a ceiling, every meal of plain foods is a change worth trying."""
    fault = Requirement(kind, "potassium_mg", "", frozenset(), np.zeros(0, bool))
    families = list(plain_meals(ask("woman", simple=simple), [Conflict((fault,))]))
    assert [family.changes[0].request.simple for family in families] == (
        [("breakfast", "dinner", "lunch", "snack")] if offered else []
    )


def test_a_change_of_one_conflict_is_not_tried_where_there_is_another(ask: Ask) -> None:
    """More minutes for lunch cannot help where the budget is too small for any food."""
    problem = build_day_problem(ask("man", max_minutes=(("lunch", 1),), budget_usd=0.5))
    model = build_requirement_model(problem)
    conflicts = find_conflicts(model)
    kinds = [{found.kind for found in conflict.requirements} for conflict in conflicts]
    assert any("minutes" in kind and "budget" not in kind for kind in kinds)
    assert any("budget" in kind and "minutes" not in kind for kind in kinds)
    assert not find_remedies(model, conflicts)


def test_what_is_not_at_fault_is_not_named(ask: Ask) -> None:
    """An avoidance outside the conflict (mustard) is neither named nor a remedy."""
    problem = build_day_problem(ask("woman", diet="vegan", avoid=("fortified", "mustard")))
    (conflict,) = find_conflicts(build_requirement_model(problem))
    assert {found.key for found in conflict.requirements} == {
        "diet:vegan", "avoid:fortified", "nutrient_floor:vitamin_b12_ug"
    }  # fmt: skip


def test_nearest_plan_is_marked_and_not_certified(unfortified: NoCertifiedPlanError) -> None:
    """The nearest plan misses by 3 % or more only what foods without fortification lack."""
    nearest = unfortified.find_nearest()
    assert nearest is not None
    assert nearest.status == "nearest"
    certificate = nearest.certificate
    assert not certificate.certified
    assert "floor vitamin_b12_ug" in {breach.rule for breach in certificate.breaches}
    broken = {breach.subject for breach in certificate.breaches}
    missed = {
        row.nutrient for row in certificate.adequacy if row.floor and row.intake < 0.97 * row.floor
    }
    assert broken & missed <= {"vitamin_b12_ug", "vitamin_d_ug"}


def test_meal_that_cannot_be_filled_is_named(no_starch: NoCertifiedPlanError) -> None:
    """Without grains breakfast has no base; avoided starchy vegetables are not in the conflict."""
    assert no_starch.reasons == (
        "without grain of every kind: no bread, cereal or starch is left for breakfast",
    )
    assert "allow grain of every kind" in no_starch.changes
    nearest = no_starch.find_nearest()
    assert nearest is not None
    assert nearest.status == "nearest"


def test_message_lists_reasons_and_changes(unfortified: NoCertifiedPlanError) -> None:
    """The command line prints every reason and every remedy, a line each."""
    lines = str(unfortified).splitlines()
    assert lines[0] == "no plan can meet the targets:"
    for words in (*unfortified.reasons, *unfortified.changes):
        assert f"  - {words}" in lines
    assert "no single change" in str(NoCertifiedPlanError(("because",), (), None))
    (reason,) = unfortified.prefixed("day 3").reasons
    assert reason == f"day 3: {unfortified.reasons[0]}"


# Requests without a plan, and what exactly is at fault.
HOPELESS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "vegan without fortified foods": (
        {"diet": "vegan", "avoid": ("fortified", "celery")},
        {"diet:vegan", "avoid:fortified", "nutrient_floor:vitamin_b12_ug"},
    ),
    "half a dollar": ({"budget_usd": 0.5}, {"budget:cost"}),
    "two dishes for dinner": (
        {"lock": ("dinner=mujaddara_salad", "dinner=salmon_caesar_salad")},
        {"lock:dinner=mujaddara_salad", "lock:dinner=salmon_caesar_salad"},
    ),
    "dinner in a minute": (
        {"max_minutes": (("dinner", 1), ("breakfast", 20))}, {"minutes:dinner"}
    ),
    "fish for a vegan": (
        {"diet": "vegan", "lock": ("dinner=baked_salmon_potatoes_kale",)},
        {"diet:vegan", "lock:dinner=baked_salmon_potatoes_kale"},
    ),
    "plain breakfast without grain": (
        {"avoid": ("grain", "starchy_vegetable"), "simple": ("breakfast",)}, {"avoid:grain"}
    ),
    "mediterranean without olive oil": (
        {"diet": "mediterranean", "exclude": ("celery_raw", "olive_oil")},
        {"diet:mediterranean", "exclude:olive_oil"},
    ),
    "potassium under its own floor": (
        {"limits": (("max_potassium_mg", 900.0),)}, {"nutrient_ceiling:potassium_mg"}
    ),
    "a minute for the locked dish": (
        {"lock": ("lunch=mujaddara_salad",), "max_minutes": (("lunch", 20),)},
        {"lock:lunch=mujaddara_salad", "minutes:lunch"},
    ),
}  # fmt: skip


def without(problem: DayProblem, requirements: Sequence[Requirement]) -> DayProblem:
    """Build the problem without some requirements from a changed request, not by the model."""
    request = problem.request
    gone = {found.key for found in requirements}
    changed = request.changed(
        diet="omnivore" if f"diet:{request.diet}" in gone else request.diet,
        avoid=tuple(name for name in request.avoid if f"avoid:{name}" not in gone),
        exclude=tuple(name for name in request.exclude if f"exclude:{name}" not in gone),
        lock=tuple(name for name in request.lock if f"lock:{name}" not in gone),
        max_minutes=tuple(p for p in request.max_minutes if f"minutes:{p[0]}" not in gone),
        budget_usd=None if "budget:cost" in gone else request.budget_usd,
    )
    anew = build_day_problem(changed)
    dropped = {
        RuleKey(found.kind, "day", found.subject) for found in requirements
    } | anew.tracked_floors
    return replace(anew, rules=tuple(r for r in anew.rules if r.hard and r.key not in dropped))


@pytest.mark.parametrize("name", HOPELESS)
def test_named_conflict_is_the_true_cause(name: str, ask: Ask) -> None:
    """The conflict is exact: without any of its requirements there is a plan.

    Each requirement is needed: if any one is left out, the others can be met together.
    """
    fields, at_fault = HOPELESS[name]
    problem = build_day_problem(ask("woman", **fields))
    requirements = build_requirement_model(problem)
    conflicts = find_conflicts(requirements)
    named = [found for conflict in conflicts for found in conflict.requirements]
    assert at_fault <= {found.key for found in named}
    assert {found.kind for found in named if found.key not in at_fault} <= TARGET_KINDS
    assert solve_day(without(problem, named), ANY_PLAN) is not None
    for conflict in conflicts:
        assert conflict.is_minimal
        for left_out in conflict.requirements:
            rest = {found.key for found in conflict.requirements} - {left_out.key}
            model = requirements.with_only(rest).model(only_relaxed=True)
            assert solve_relaxation(model.problem).found
        whole = requirements.with_only({found.key for found in conflict.requirements}).model(
            only_relaxed=True
        )
        assert not solve_relaxation(whole.problem).found
        assert "_" not in reason(requirements, conflict)


TARGET_KINDS = {"nutrient_floor", "nutrient_ceiling", "energy", "macronutrient_range"}


def test_energy_beyond_the_meals_is_named_with_what_they_hold(people: dict[str, Person]) -> None:
    """6000 kcal in three meals: energy is the conflict, and the offered energy has a plan."""
    person = people["woman"].changed(energy_kcal=6000.0)
    problem = build_day_problem(PlanRequest(person=person, snacks=0))
    requirements = build_requirement_model(problem)
    conflicts = find_conflicts(requirements)
    assert {found.kind for conflict in conflicts for found in conflict.requirements} <= TARGET_KINDS
    assert "energy:energy_kcal" in {
        found.key for conflict in conflicts for found in conflict.requirements
    }
    assert "energy between 5700 and 6300 kcal" in reason(requirements, conflicts[0])


def test_wish_against_the_diet_is_named_before_any_day_is_planned(ask: Ask) -> None:
    """Meat for a vegetarian: diet and wish conflict, and each remedy helps."""
    week = WeekRules(wishes=("meat>=5",))
    error = refusal(ask("woman", diet="vegetarian", days=7, week=week))
    assert error.reasons == ("vegetarian food and meat at least 5 times a week cannot both hold",)
    assert error.changes[0] == "do not ask for meat at least 5 times a week"
    assert "eat omnivore instead of vegetarian" in error.changes


def test_wish_for_a_weekday_names_the_day(ask: Ask) -> None:
    """Fish on Monday for a vegan: day 1 has no plan, with two reasons."""
    week = WeekRules(wishes=("fish@monday",))
    error = refusal(ask("woman", diet="vegan", days=2, week=week))
    assert error.reasons == ("day 1: vegan food and fish or shellfish on Monday cannot both hold",)
    assert "eat pescatarian instead of vegan" in error.changes


def test_household_is_told_whose_rules_clash() -> None:
    """No lunch suits Bob: his rules are named, and a remedy for him."""
    body = {"age": 40, "height": 175, "weight": 75}
    people = [
        {"name": "Ann", "sex": "female", "diet": "vegan", **body},
        {"name": "Bob", "sex": "male", "avoid": ["grain", "legume", "vegetable"], **body},
    ]
    with pytest.raises(NoCertifiedPlanError, match="no lunch dish suits Bob") as caught:
        make_household(household_from_raw({"person": people}, "here"))
    assert "Bob: allow vegetable of every kind" in caught.value.changes


def test_days_that_miss_a_wish_say_what_they_keep(omnivore_plan: Plan, ask: Ask) -> None:
    """A wish for more than the days have: a milder wish, or none, is the remedy."""
    week = WeekRules(wishes=("cheese>=20",), vegetables=0, fruits=0, proteins=0, fish_days=0)
    request = ask("man", days=7, week=week)
    unmet = judge_variety(omnivore_plan.portions, request)
    assert [(fault.rule, fault.subject) for fault in unmet] == [(VarietyRule.WISH, "cheese>=20")]
    changes = milder_wishes(omnivore_plan.portions, request, unmet)
    assert list(changes)[-1] == "do not ask for cheese at least 20 times a week"
    assert changes["do not ask for cheese at least 20 times a week"].week.wishes == ()


def test_shops_are_named_where_they_are_at_fault(ask: Ask) -> None:
    """A day that only specialty shops can fill names the shops, and offers to buy there."""
    asked = ask("woman", diet="vegan", limits=(("min_vitamin_d_ug", 20.0),))
    error = diagnose(build_day_problem(asked))
    assert any("only food of large supermarkets" in reason for reason in error.reasons)
    assert error.requests["buy at specialty shops too"].availability == "any"
