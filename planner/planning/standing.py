"""A day as it stands: what an older plan holds against the rules of plates costs points only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preferences import preferences
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Rule
from planner.planning.day import DayProblem

# Rules on what belongs together, of which no certificate judges.
_OF_PLATES = frozenset(
    {"pairing", "one_drink", "one_sort", "goes_with", "meal_roles", "food_weight"}
)
_TINY = 1e-6


def as_it_stands(problem: DayProblem, today: Sequence[Portion]) -> DayProblem:
    """Return the problem of a day in which the rules of plates that its portions break are soft.

    A plan that was made before such a rule, with two milks or bread beside potatoes, can so be
    changed meal by meal; each break still costs as much as a second sort of milk.

    Parameters
    ----------
    problem : DayProblem
        The problem of the day.
    today : sequence of Portion
        The portions of the day.
    """
    choices = problem.context.choices
    taken, steps = _served(choices, today)
    opened = _opened(problem.rules, taken, steps)
    points = preferences().soft_rules
    broken = {
        rule.key
        for rule in problem.rules
        if rule.hard
        and rule.family in _OF_PLATES
        and not _holds(rule, taken, steps, opened.get(rule.subject, 0))
    }
    if not broken:
        return problem
    rules = tuple(
        replace(rule, weight=points.second_sort, least_share=points.second_sort_least_share)
        if rule.key in broken
        else rule
        for rule in problem.rules
    )
    return replace(problem, rules=rules, any_day=None)


def _served(choices: Choices, today: Sequence[Portion]) -> tuple[FloatArray, FloatArray]:
    """Return which choices the portions take, and the steps of each above the least helping."""
    units: dict[tuple[str, str], float] = {}
    for row in today:
        key = (row.meal, row.dish or row.food_id)
        units[key] = row.scale if row.dish else units.get(key, 0.0) + row.grams
    keys = zip(choices.meal_name.tolist(), choices.item_id.tolist(), strict=True)
    amount = np.array([units.get(key, 0.0) for key in keys])
    taken = (amount > 0).astype(np.float64)
    return taken, taken * (amount - choices.least) / choices.step


def _amount(rule: Rule, taken: FloatArray, steps: FloatArray) -> float:
    return float(rule.taken @ taken + rule.step @ steps)


def _opened(rules: Sequence[Rule], taken: FloatArray, steps: FloatArray) -> dict[str, int]:
    """Return how many sorts of milk, of bread, the portions need, by the subject of `one_sort`."""
    needed: dict[str, set[str]] = {}
    any_of: dict[str, set[frozenset[str]]] = {}
    for rule in rules:
        if rule.family == "sort_opened" and _amount(rule, taken, steps) > _TINY:
            kind = rule.shared[0].one_sort
            sorts = frozenset(amount.nutrient for amount in rule.shared)
            if len(sorts) == 1:
                needed.setdefault(kind, set()).update(sorts)
            else:
                any_of.setdefault(kind, set()).add(sorts)
    return {
        kind: len(needed.get(kind, set()))
        + sum(not sorts & needed.get(kind, set()) for sorts in any_of.get(kind, set()))
        for kind in {*needed, *any_of}
    }


def _holds(rule: Rule, taken: FloatArray, steps: FloatArray, opened: int) -> bool:
    amount = float(opened) if rule.family == "one_sort" else _amount(rule, taken, steps)
    return amount <= rule.upper + _TINY
