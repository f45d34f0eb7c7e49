"""Assemble choices, rules and objective into a `LinearProblem`, and read its solution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from planner.optimize.linear_problem import (
    BoolArray,
    FloatArray,
    IntArray,
    LinearProblem,
    ProblemWriter,
)
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.levels import Levels, UnitRange, open_levels
from planner.optimize.model.objectives import TIE_WEIGHT, ChoiceCosts
from planner.optimize.model.rule_rows import (
    binding_rows,
    every_row,
    violation_points,
    write_packing_rows,
    write_rules,
)
from planner.optimize.model.rules import Rule, RuleKey
from planner.request.choices import OBJECTIVES
from planner.request.plan_request import PlanRequest

SHORTFALL_POINTS = 500.0  # cost of missing a whole target; outweighs all other points


class Dropped(NamedTuple):
    """What a model leaves out because it cannot matter.

    Attributes
    ----------
    levels : int
        Levels that break an upper bound by themselves: no plan can serve them.
    rows : int
        Rules that no plan can violate, and rows that others imply.
    """

    levels: int
    rows: int


@dataclass(frozen=True)
class DayModel:
    """The model of a day: the problem, and the meaning of its columns and rows.

    Attributes
    ----------
    problem : LinearProblem
        Its columns are the levels of the choices; then switches, shared amounts and slacks. Its
        rows are rules; then, for choices that need one, that at most one level is served.
    choices : Choices
        The choices that the levels belong to.
    rules : tuple of Rule
        The rules, those without a row among them.
    levels : Levels
        The levels in the order of their columns, from column zero.
    choice : ndarray of int, shape (columns,)
        Choice of each column; -1 for switches, shared amounts and slacks.
    slack : dict of RuleKey to tuple of int
        Slack columns (below, above) of rules that may be violated; -1 without a slack.
    rows : dict of RuleKey to int
        Row number of every rule that has a row.
    shared : dict of str to int
        Column of each switch and shared amount, by name.
    dropped : Dropped
        How much was left out because it cannot matter.
    """

    problem: LinearProblem
    choices: Choices
    rules: tuple[Rule, ...]
    levels: Levels
    choice: IntArray
    slack: dict[RuleKey, tuple[int, int]]
    rows: dict[RuleKey, int]
    shared: dict[str, int]
    dropped: Dropped

    @property
    def bucket(self) -> IntArray:
        """Number of the meal-and-role bucket of each choice, shape (choices,)."""
        roles = {role: number for number, role in enumerate(dict.fromkeys(self.choices.role))}
        role = np.array([roles[name] for name in self.choices.role], dtype=np.int64)
        return self.choices.meal * len(roles) + role

    @property
    def leading(self) -> BoolArray:
        """Mask of the choices that decide most of a meal, its dishes; shape (choices,)."""
        return self.choices.role_mask(frozenset({DISH}))

    @property
    def is_rule_row(self) -> BoolArray:
        """Mask of the rows that are rules, shape (rows,); the others keep levels apart."""
        of_rule: BoolArray = np.zeros(self.problem.rows, dtype=np.bool_)
        of_rule[list(self.rows.values())] = True
        return of_rule

    def units(self, x: FloatArray) -> FloatArray:
        """Return the units of every choice in a solution, shape (choices,)."""
        served = np.round(x[: len(self.levels)]) > 0
        choice, steps = self.levels.choice[served], self.levels.steps[served]
        units: FloatArray = np.zeros(len(self.choices))
        units[choice] = self.choices.least[choice] + steps * self.choices.step[choice]
        return units

    def column_at(self, choice: int, steps: int) -> int:
        """Return the column of the level of a choice that is nearest to some steps; -1 if none."""
        first, last = np.searchsorted(self.levels.choice, (choice, choice + 1))
        if first == last:
            return -1
        return int(first + np.argmin(np.abs(self.levels.steps[first:last] - steps)))

    def violation(self, key: RuleKey, x: FloatArray) -> float:
        """Return the violation of a rule that may be violated, in its unit."""
        below, above = self.slack[key]
        return max(float(x[column]) for column in (below, above) if column >= 0)


def assemble(
    choices: Choices,
    rules: tuple[Rule, ...],
    request: PlanRequest,
    *,
    relaxed: frozenset[RuleKey] = frozenset(),
    relaxed_points: float = SHORTFALL_POINTS,
    only_relaxed: bool = False,
    points: FloatArray | None = None,
    is_open: BoolArray | None = None,
    units: UnitRange | None = None,
    reduced: bool = True,
) -> DayModel:
    """Return the model of one day.

    Parameters
    ----------
    choices : Choices
        The choices.
    rules : tuple of Rule
        The rules; soft ones get a slack column.
    request : PlanRequest
        The request, which names the objective.
    relaxed : frozenset of RuleKey
        Hard rules that may be violated, at `relaxed_points` for a violation by the whole limit.
    relaxed_points : float
        Points for that.
    only_relaxed : bool
        Drop the soft rules and the cost of choices, so that only violations have a cost.
    points : ndarray, shape (choices,), optional
        Points added to the objective for taking a choice.
    is_open : ndarray of bool, shape (choices,), optional
        The choices that may be served; all by default.
    units : UnitRange, optional
        How much of each choice may be served; any of its levels by default.
    reduced : bool
        Leave out what cannot matter. Not where bounds of rules are changed afterwards.
    """
    if only_relaxed:
        costs = _no_costs(len(choices))
        rules = tuple(rule for rule in rules if rule.hard)
    else:
        costs = costs_of(choices, request, points)
    every = open_levels(choices, is_open, units)
    penalties = np.array(
        [violation_points(rule, relaxed, relaxed_points, costs.pattern_weight) for rule in rules]
    )
    part = (
        binding_rows(rules, penalties, every, len(choices)) if reduced else every_row(rules, every)
    )
    levels, writer = part.levels, ProblemWriter()
    writer.add_columns(levels.costs(costs, choices), np.ones(len(levels)), integer=True)
    written = write_rules(writer, rules, penalties, part)
    packed = write_packing_rows(writer, part.keeps_apart, levels, len(choices))
    dropped = Dropped(len(every) - len(levels), len(rules) - len(written.rows) + packed)
    choice = np.append(levels.choice, np.full(writer.columns - len(levels), -1))
    return DayModel(
        writer.freeze(), choices, rules, levels, choice.astype(np.int64), written.slack,
        written.rows, written.shared, dropped,
    )  # fmt: skip


def _no_costs(choices: int) -> ChoiceCosts:
    zero = np.zeros(choices)
    return ChoiceCosts(zero, zero, zero, 0.0)


def costs_of(
    choices: Choices, request: PlanRequest, points: FloatArray | None = None
) -> ChoiceCosts:
    """Return the costs of the request's objective, with points added for taking choices."""
    costs: ChoiceCosts = OBJECTIVES[request.objective].costs(choices, request)
    if points is None:
        return costs
    return replace(costs, taken=costs.taken + points * max(costs.pattern_weight, TIE_WEIGHT))
