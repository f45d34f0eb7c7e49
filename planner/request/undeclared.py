"""Whom it concerns that the contents of own foods and dishes are not declared."""

from __future__ import annotations

from planner.nutrition.foods.described import CONTENTS
from planner.nutrition.people.diets import get_diet
from planner.nutrition.people.safety import safety_rules_for
from planner.request.plan_request import PlanRequest


def minds_contents(request: PlanRequest) -> bool:
    """Return whether a person leaves out anything for what it contains.

    By a diet, an avoidance, or a safety rule that is not for everyone.
    """
    if request.avoid or not get_diet(request.diet).rule.is_empty:
        return True
    return any(
        rule.limit_g is None and rule.column in CONTENTS and "everyone" not in rule.applies_to
        for rule in safety_rules_for(request.person)
    )


def undeclared_items(request: PlanRequest) -> tuple[str, ...]:
    """Say which own foods and dishes have contents that nobody declared, and what is asked."""
    table = request.catalog.foods
    return (
        *(food.undeclared_words for food in request.own_foods if not food.is_declared),
        *(words for dish in request.own_dishes if (words := dish.undeclared_words(table))),
    )
