"""Steadyplate: meal plans of real food, proven to meet a person's own nutrient targets.

Examples
--------
>>> from planner import PlanRequest, make_person, make_plan
>>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
>>> plan = make_plan(PlanRequest(person=woman, diet="vegan"))
>>> plan.certificate.certified
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.certification.diary_check import check_diary
    from planner.certification.judge import certify
    from planner.errors import (
        DataError,
        InputError,
        NoPlanError,
        OutOfTimeError,
        PlannerError,
        SolverError,
        StoreError,
    )
    from planner.explain.analysis import explain_plan
    from planner.explain.what_if import change_of, compare
    from planner.formats.diaries.registry import read_diary
    from planner.formats.plan_files import read_plan, write_plan
    from planner.formats.shopping_list import shopping_list
    from planner.nutrition.knowledge.entries import load_knowledge
    from planner.nutrition.knowledge.pages import learn_page
    from planner.nutrition.knowledge.ranking import rank_foods
    from planner.nutrition.knowledge.search import find_dishes, find_foods
    from planner.nutrition.people.person import Person, make_person
    from planner.nutrition.people.targets import Targets, targets_for
    from planner.optimize.diet_problem import read_diet_problem, solve_diet
    from planner.planning.days import replan
    from planner.planning.diary_fix import fix_diary
    from planner.planning.household import make_household
    from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
    from planner.planning.make import make_plan
    from planner.planning.plan import Plan
    from planner.planning.swap import alternatives
    from planner.planning.week_basket import week_basket
    from planner.request.household import Household, read_household
    from planner.request.plan_request import PlanRequest
    from planner.request.prices_file import read_prices
    from planner.request.week_rules import WeekRules

__version__ = "0.1.0"

# Modules of the public names, imported on first use, so that commands start fast.
_HOMES = {
    "DataError": "planner.errors",
    "Household": "planner.request.household",
    "InputError": "planner.errors",
    "NoCertifiedPlanError": "planner.planning.infeasible.diagnosis",
    "NoPlanError": "planner.errors",
    "OutOfTimeError": "planner.errors",
    "Person": "planner.nutrition.people.person",
    "Plan": "planner.planning.plan",
    "PlanRequest": "planner.request.plan_request",
    "PlannerError": "planner.errors",
    "SolverError": "planner.errors",
    "StoreError": "planner.errors",
    "Targets": "planner.nutrition.people.targets",
    "WeekRules": "planner.request.week_rules",
    "alternatives": "planner.planning.swap",
    "certify": "planner.certification.judge",
    "change_of": "planner.explain.what_if",
    "check_diary": "planner.certification.diary_check",
    "compare": "planner.explain.what_if",
    "explain_plan": "planner.explain.analysis",
    "find_dishes": "planner.nutrition.knowledge.search",
    "find_foods": "planner.nutrition.knowledge.search",
    "fix_diary": "planner.planning.diary_fix",
    "learn_page": "planner.nutrition.knowledge.pages",
    "load_knowledge": "planner.nutrition.knowledge.entries",
    "make_household": "planner.planning.household",
    "make_person": "planner.nutrition.people.person",
    "make_plan": "planner.planning.make",
    "rank_foods": "planner.nutrition.knowledge.ranking",
    "read_diary": "planner.formats.diaries.registry",
    "read_diet_problem": "planner.optimize.diet_problem",
    "read_household": "planner.request.household",
    "read_plan": "planner.formats.plan_files",
    "read_prices": "planner.request.prices_file",
    "replan": "planner.planning.days",
    "shopping_list": "planner.formats.shopping_list",
    "solve_diet": "planner.optimize.diet_problem",
    "targets_for": "planner.nutrition.people.targets",
    "week_basket": "planner.planning.week_basket",
    "write_plan": "planner.formats.plan_files",
}

__all__ = [
    "DataError",
    "Household",
    "InputError",
    "NoCertifiedPlanError",
    "NoPlanError",
    "OutOfTimeError",
    "Person",
    "Plan",
    "PlanRequest",
    "PlannerError",
    "SolverError",
    "StoreError",
    "Targets",
    "WeekRules",
    "__version__",
    "alternatives",
    "certify",
    "change_of",
    "check_diary",
    "compare",
    "explain_plan",
    "find_dishes",
    "find_foods",
    "fix_diary",
    "learn_page",
    "load_knowledge",
    "make_household",
    "make_person",
    "make_plan",
    "rank_foods",
    "read_diary",
    "read_diet_problem",
    "read_household",
    "read_plan",
    "read_prices",
    "replan",
    "shopping_list",
    "solve_diet",
    "targets_for",
    "week_basket",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
