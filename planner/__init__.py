"""Steadyplate: meal plans of real food, proven to meet a person's own nutrient targets."""

from planner.errors import InputError, NoPlanError, PlannerError, SolverError
from planner.knowledge import load_knowledge
from planner.learn import learn_page
from planner.people import Person, make_person
from planner.plan import Plan, make_plan
from planner.ranking import rank_foods
from planner.request import PlanRequest

__all__ = [
    "InputError",
    "NoPlanError",
    "Person",
    "Plan",
    "PlanRequest",
    "PlannerError",
    "SolverError",
    "learn_page",
    "load_knowledge",
    "make_person",
    "make_plan",
    "rank_foods",
]
