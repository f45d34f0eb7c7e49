"""Requests of an adult with conditions and medicines."""

from __future__ import annotations

from typing import Any

from planner.nutrition.people.conditions import load_conditions, load_medications
from planner.nutrition.people.person import make_person
from planner.request.plan_request import PlanRequest


def request(*names: str, **changes: Any) -> PlanRequest:
    """Build the request of an adult with some conditions and medicines."""
    raw: dict[str, Any] = {"sex": "female", "age": 60, "height_cm": 165, "weight_kg": 70,
                           "activity": "low_active"}  # fmt: skip
    diet = changes.pop("diet", "omnivore")
    person = make_person(
        **{**raw, **changes},
        conditions=tuple(name for name in names if name in load_conditions()),
        medications=tuple(name for name in names if name in load_medications()),
    )
    return PlanRequest(person=person, diet=diet)
