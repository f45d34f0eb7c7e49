"""A shared meal that no dish suits: whose rules clash, and which single change sets a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.optimize.model.choices import DISH
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import build_day_problem
from planner.planning.infeasible.conflicts import first_points
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.infeasible.remedies import MOST_CHANGES, food_changes
from planner.request.plan_request import PlanRequest


def base_dishes(request: PlanRequest, meal: str) -> frozenset[str]:
    """Return the base dishes that a person may be served at a meal."""
    choices = build_day_problem(request.changed(lock=())).context.choices
    is_dish = choices.role_mask(frozenset({DISH}))
    return frozenset(choices.base_id[is_dish & (choices.meal_name == meal)].tolist())


def no_common_dish(meal: str, requests: Sequence[PlanRequest]) -> NoCertifiedPlanError:
    """Say whose rules leave no dish in common at a meal, and what would help."""
    words, clashing = _whose_rules(meal, requests)
    changes: list[str] = []
    changed: dict[str, PlanRequest] = {}
    for person in clashing:
        others = [other for other in clashing if other is not person]
        for change in food_changes(person):
            if len(changes) < MOST_CHANGES and _sets_a_table(meal, [change.request, *others]):
                changes.append(f"{person.name or 'one person'}: {change.words}")
                changed[changes[-1]] = change.request
    if len(clashing) > 1:
        changes += [
            f"let {person.name or 'one person'} eat {meal} apart (at_home without {meal})"
            for person in clashing
            if _sets_a_table(meal, [other for other in clashing if other is not person])
        ]
    return NoCertifiedPlanError((words,), tuple(changes[:MOST_CHANGES]), None, changed)


def _whose_rules(meal: str, requests: Sequence[PlanRequest]) -> tuple[str, tuple[PlanRequest, ...]]:
    """Name the one or two people whose rules leave no dish, or all where it takes all."""
    dishes = [base_dishes(request, meal) for request in requests]
    for number, one in enumerate(requests):
        if not dishes[number]:
            return f"no {meal} dish suits {_rules_of(one)}", (one,)
        for place in range(number + 1, len(requests)):
            if not dishes[number] & dishes[place]:
                other = requests[place]
                both = f"{_rules_of(one)} and {_rules_of(other)}"
                return f"no shared {meal}: no dish suits both {both}", (one, other)
    everyone = ", ".join(map(_rules_of, requests))
    return f"no shared {meal}: no dish suits all of {everyone}", tuple(requests)


def _rules_of(request: PlanRequest) -> str:
    """Name what a person leaves out."""
    words = [request.diet, *(f"no {name}" for name in request.avoid)]
    words += [f"without {name}" for name in request.exclude]
    return f"{request.name or 'one person'} ({', '.join(words)})".replace("_", " ")


def _sets_a_table(meal: str, requests: Sequence[PlanRequest]) -> bool:
    """Tell whether some people have a dish in common at a meal, and each of them a day with it."""
    if not requests:
        return False
    common = frozenset.intersection(*(base_dishes(request, meal) for request in requests))
    return bool(common) and all(_has_a_day(request, meal, common) for request in requests)


def _has_a_day(request: PlanRequest, meal: str, dishes: frozenset[str]) -> bool:
    """Tell, by solving, whether a person has a day with one of some dishes at a meal."""
    own = request.for_day(1)
    question = build_day_problem(own)
    facts = DayFacts(request, question.context.choices, question.rules)
    constraints = day_constraints(facts, WeekContext(1, dishes={meal: dishes}))
    asked = question.within_days(constraints, own)
    kept = tuple(rule for rule in asked.rules if rule.hard and rule.key not in asked.tracked_floors)
    return first_points(replace(asked, rules=kept)) is not None
