"""Coefficients kept without their zeros, given as arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.optimize.model.rules import Rule
from planner.optimize.model.sparse_field import Nonzeros
from planner.planning.day import build_day_problem
from planner.request.plan_request import PlanRequest

Ask = Callable[..., PlanRequest]


def protein(taken: list[float], step: list[float]) -> Rule:
    """Return a rule with given coefficients."""
    both = (np.array(taken), np.array(step))
    return Rule("nutrient_floor", "protein_g", "day", *both, 9.0, np.inf, "g", "protein", "here")


def test_a_rule_gives_what_it_was_given() -> None:
    """Arrays come back with their zeros; only the others are kept."""
    rule = protein([0.0, 6.5, 0.0, -9.5], [0.0, 2.5, 0.0, 0.0])
    assert rule.taken.tolist() == [0.0, 6.5, 0.0, -9.5]
    assert rule.step.tolist() == [0.0, 2.5, 0.0, 0.0]
    assert rule.taken_at.at.tolist() == [1, 3]
    assert rule.step_at.value.tolist() == [2.5]
    assert Nonzeros.of(np.zeros(3)).dense().tolist() == [0, 0, 0]


def test_nobody_changes_a_rule_through_its_array() -> None:
    """Each access gives an array of one's own, and the rule is frozen."""
    rule = protein([1.0, 2.0], [0.0, 0.0])
    rule.taken[0] = 5.0
    assert rule.taken.tolist() == [1.0, 2.0]
    with pytest.raises(AttributeError):
        rule.taken = np.zeros(2)  # type: ignore[misc]


def test_a_changed_rule_keeps_the_other_coefficients() -> None:
    """Replacing a bound, or one array, leaves the rest."""
    rule = protein([0.0, 2.0], [1.0, 0.0])
    assert replace(rule, lower=5.0).taken.tolist() == [0.0, 2.0]
    changed = replace(rule, taken=np.array([3.0, 0.0]))
    assert (changed.taken.tolist(), changed.step.tolist()) == ([3.0, 0.0], [1.0, 0.0])


@pytest.mark.parametrize("fields", [{}, {"diet": "vegan"}])
def test_the_rules_of_a_day_are_small(ask: Ask, fields: dict[str, str]) -> None:
    """All rules of a prepared question take less than 6 MB."""
    rules = build_day_problem(ask("woman", **fields)).rules
    kept = [found for rule in rules for found in (rule.taken_at, rule.step_at)]
    assert sum(found.at.nbytes + found.value.nbytes for found in kept) < 6e6
    dense = sum(2 * 8 * found.size for found in kept) / 2
    assert dense > 20e6 if not fields else dense > 8e6
