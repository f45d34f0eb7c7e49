"""A shared meal that no dish suits: whose rules conflict, and which single change helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.optimize.model.choices import DISH
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import build_day_problem
from planner.planning.infeasible.conflicts import best_possible
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError
from planner.planning.infeasible.remedies import MOST_CHANGES, food_changes
from planner.request.plan_request import PlanRequest


def base_dishes(request: PlanRequest, meal: str) -> frozenset[str]:
    """Return the base dishes that a person may be served at a meal."""
    choices = build_day_problem(request.changed(lock=())).context.choices
    is_dish = choices.role_mask(frozenset({DISH}))
    return frozenset(choices.base_id[is_dish & (choices.meal_name == meal)].tolist())


def no_common_dish(meal: str, requests: Sequence[PlanRequest]) -> NoCertifiedPlanError:
    """Explain whose rules leave no dish in common at a meal, and which single change helps."""
    words, people = _whose_rules(meal, requests)
    changes: list[str] = []
    changed: dict[str, PlanRequest] = {}
    for person in people:
        others = [other for other in people if other is not person]
        for change in food_changes(person):
            if len(changes) < MOST_CHANGES and _can_share(meal, [change.request, *others]):
                changes.append(f"{person.name or 'one person'}: {change.words}")
                changed[changes[-1]] = change.request
    if len(people) > 1:
        changes += [
            f"let {person.name or 'one person'} eat {meal} apart from the others"
            for person in people
            if _can_share(meal, [other for other in people if other is not person])
        ]
    return NoCertifiedPlanError((words,), tuple(changes[:MOST_CHANGES]), None, changed)


def _whose_rules(meal: str, requests: Sequence[PlanRequest]) -> tuple[str, tuple[PlanRequest, ...]]:
    """Name the one or two people whose rules leave no dish, or everybody where no pair does."""
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


def _can_share(meal: str, requests: Sequence[PlanRequest]) -> bool:
    """Tell, by solving, whether some people have a dish in common and a day with it each."""
    if not requests:
        return False
    common = frozenset.intersection(*(base_dishes(request, meal) for request in requests))
    return bool(common) and all(_has_a_day(request, meal, common) for request in requests)


def _has_a_day(request: PlanRequest, meal: str, dishes: frozenset[str]) -> bool:
    """Tell, by solving, whether a person has a day with one of some dishes at a meal."""
    own = request.for_day(1)
    problem = build_day_problem(own)
    facts = DayFacts(request, problem.context.choices, problem.rules)
    constraints = day_constraints(facts, WeekContext(1, dishes={meal: dishes}))
    problem = problem.within_days(constraints, own)
    floors = problem.tracked_floors
    kept = tuple(rule for rule in problem.rules if rule.hard and rule.key not in floors)
    return best_possible(replace(problem, rules=kept)) is not None
