"""The model of any day of a request, written once; a day changes its costs, bounds and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.optimize.linear_problem import (
    BoolArray,
    FloatArray,
    IntArray,
    LinearProblem,
    ProblemWriter,
)
from planner.optimize.model.choices import Choices
from planner.optimize.model.day_model import SHORTFALL_POINTS, DayModel, assemble, costs_of
from planner.optimize.model.level_rows import entries_of
from planner.optimize.model.levels import UnitRange, served_within
from planner.optimize.model.rule_rows import Part, violation_points, write_rules
from planner.optimize.model.rules import Rule, RuleKey
from planner.request.plan_request import PlanRequest


class AnyDay:
    """The model of any day, written at the first use for each set of relaxed rules.

    Parameters
    ----------
    choices : Choices
        The choices of any day.
    rules : tuple of Rule
        The rules of any day.
    request : PlanRequest
        A request for one day.
    """

    def __init__(self, choices: Choices, rules: tuple[Rule, ...], request: PlanRequest) -> None:
        self.choices, self.rules, self.request = choices, rules, request
        self._by_key = {rule.key: rule for rule in rules}
        self._written: dict[frozenset[RuleKey], DayModel] = {}

    def can_state(self, rules: Sequence[Rule]) -> bool:
        """Tell whether rules hold all those of any day, none of them with more room above."""
        if rules is self.rules:
            return True
        found = {rule.key: rule.upper for rule in rules}
        return all(rule.key in found and found[rule.key] <= rule.upper for rule in self.rules)

    def model(
        self,
        rules: Sequence[Rule],
        request: PlanRequest,
        *,
        points: FloatArray | None = None,
        is_open: BoolArray | None = None,
        units: UnitRange | None = None,
        relaxed: frozenset[RuleKey] = frozenset(),
    ) -> DayModel:
        """Return the model of one day.

        Parameters
        ----------
        rules : sequence of Rule
            The rules of the day: those of any day, some with other bounds, and additional ones;
            see `can_state`.
        request : PlanRequest
            The day's own request.
        points : ndarray, shape (choices,), optional
            Points added to the objective for taking a choice.
        is_open : ndarray of bool, shape (choices,), optional
            The choices that may be served; all by default.
        units : UnitRange, optional
            How much of each choice may be served; any of its levels by default.
        relaxed : frozenset of RuleKey
            Hard rules that may be violated; see `assemble`.
        """
        if relaxed not in self._written:
            self._written[relaxed] = assemble(
                self.choices, self.rules, self.request, relaxed=relaxed
            )
        written = self._written[relaxed]
        if rules is self.rules and is_open is None and units is None:
            costs = costs_of(self.choices, request, points)
            return _with_costs(written, written.levels.costs(costs, self.choices))
        kept = served_within(written.levels, self.choices, is_open, units)
        costs = costs_of(self.choices, request, points)
        model = _with_columns(written, kept)
        changed, added = self._sorted_by_row(rules, written)
        penalty = {
            rule.key: violation_points(rule, relaxed, SHORTFALL_POINTS, costs.pattern_weight)
            for rule in (*changed, *added)
        }
        model = replace(model, problem=_with_bounds(model, changed, penalty), rules=tuple(rules))
        model = _with_costs(model, model.levels.costs(costs, self.choices))
        return _with_rows(model, added, penalty)

    def _sorted_by_row(
        self, rules: Sequence[Rule], written: DayModel
    ) -> tuple[list[Rule], list[Rule]]:
        """Return the rules with other bounds that have a row, and the rules that need one."""
        changed: list[Rule] = []
        added: list[Rule] = []
        for rule in rules:
            own = self._by_key.get(rule.key)
            if own is rule:
                continue
            if own is None:
                added.append(rule)
            elif (own.lower, own.upper) != (rule.lower, rule.upper):
                (changed if rule.key in written.rows else added).append(rule)
        return changed, added


def _with_costs(model: DayModel, of_levels: FloatArray) -> DayModel:
    """Return a model with other costs of its levels."""
    cost = model.problem.cost.copy()
    cost[: len(of_levels)] = of_levels
    return replace(model, problem=model.problem.with_cost(cost))


def _with_columns(model: DayModel, is_kept: BoolArray) -> DayModel:
    """Return a model with some of its levels only; its rows stay."""
    others: BoolArray = np.ones(len(model.choice) - len(model.levels), dtype=np.bool_)
    kept = np.flatnonzero(np.concatenate([is_kept, others]))
    number: IntArray = np.full(len(model.choice) + 1, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    return replace(
        model,
        problem=model.problem.over_columns(kept),
        levels=model.levels.kept(is_kept),
        choice=model.choice[kept],
        slack={
            key: (int(number[below]), int(number[above]))
            for key, (below, above) in model.slack.items()
        },
        shared={name: int(number[column]) for name, column in model.shared.items()},
    )


def _with_bounds(
    model: DayModel, rules: Sequence[Rule], penalty: Mapping[RuleKey, float]
) -> LinearProblem:
    """Return the problem with the bounds of some rules, and what their violation costs then."""
    problem = model.problem
    lower, upper, cost = problem.row_lower.copy(), problem.row_upper.copy(), problem.cost.copy()
    for rule in rules:
        row = model.rows[rule.key]
        lower[row], upper[row] = rule.lower, rule.upper
        for column in model.slack.get(rule.key, ()):
            if column >= 0:
                cost[column] = penalty[rule.key]
    return replace(problem, row_lower=lower, row_upper=upper, cost=cost)


def _with_rows(
    model: DayModel, rules: Sequence[Rule], penalty: Mapping[RuleKey, float]
) -> DayModel:
    """Return a model with a row for each of some rules, after those that are there."""
    if not rules:
        return model
    writer = ProblemWriter.after(model.problem)
    points = np.array([penalty[rule.key] for rule in rules])
    entries = entries_of(rules, model.levels, len(model.choices))
    part = Part(model.levels, entries, np.ones(len(rules), dtype=np.bool_), ())
    written = write_rules(writer, rules, points, part, dict(model.shared))
    further = np.full(writer.columns - len(model.choice), -1, dtype=np.int64)
    return replace(
        model,
        problem=writer.freeze(),
        choice=np.concatenate([model.choice, further]),
        slack=model.slack | written.slack,
        rows=model.rows | written.rows,
        shared=written.shared,
    )
