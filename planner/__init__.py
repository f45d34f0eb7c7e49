"""Steadyplate: meal plans of real food, proven to meet a person's own nutrient targets."""

from planner.errors import InputError, NoPlanError, PlannerError, SolverError
from planner.nutrition.knowledge.entries import load_knowledge
from planner.nutrition.knowledge.pages import learn_page
from planner.nutrition.knowledge.ranking import rank_foods
from planner.nutrition.people.person import Person, make_person
from planner.planning.make import Plan, make_plan
from planner.request.plan_request import PlanRequest

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
