"""Steadyplate: meal plans of real food, proven to meet a person's own nutrient targets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.errors import InputError, NoPlanError, PlannerError, SolverError
    from planner.nutrition.knowledge.entries import load_knowledge
    from planner.nutrition.knowledge.pages import learn_page
    from planner.nutrition.knowledge.ranking import rank_foods
    from planner.nutrition.people.person import Person, make_person
    from planner.planning.make import make_plan
    from planner.planning.plan import Plan
    from planner.request.plan_request import PlanRequest

# Imported when they are first asked for, so that ``import planner`` and the command line are quick.
_HOMES = {
    "InputError": "planner.errors",
    "NoPlanError": "planner.errors",
    "Person": "planner.nutrition.people.person",
    "Plan": "planner.planning.plan",
    "PlanRequest": "planner.request.plan_request",
    "PlannerError": "planner.errors",
    "SolverError": "planner.errors",
    "learn_page": "planner.nutrition.knowledge.pages",
    "load_knowledge": "planner.nutrition.knowledge.entries",
    "make_person": "planner.nutrition.people.person",
    "make_plan": "planner.planning.make",
    "rank_foods": "planner.nutrition.knowledge.ranking",
}

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


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
