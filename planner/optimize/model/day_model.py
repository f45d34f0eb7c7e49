"""Assemble choices, rules and objective into a `LinearProblem`, and read its solution."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.optimize.linear_problem import (
    BoolArray,
    FloatArray,
    IntArray,
    LinearProblem,
    ProblemWriter,
)
from planner.optimize.model.choices import Choices
from planner.optimize.model.objectives import TIE_WEIGHT, ChoiceCosts
from planner.optimize.model.rules import Rule, RuleKey
from planner.request.choices import OBJECTIVES
from planner.request.plan_request import PlanRequest

SHORTFALL_POINTS = 500.0  # cost of missing a whole target; outweighs all other points


@dataclass(frozen=True)
class DayModel:
    """The model of a day: the problem, and the meaning of its columns and rows.

    Attributes
    ----------
    problem : LinearProblem
        Its columns are, for every choice, taken, usual steps and extra steps; then switches,
        shared amounts and slacks.
    choices : Choices
        The choices that the columns stand for.
    rules : tuple of Rule
        The rules in the order of their rows.
    taken, usual, extra : ndarray of int, shape (choices,)
        Column numbers of each choice.
    choice : ndarray of int, shape (columns,)
        Choice of each column; -1 for switches, shared amounts and slacks.
    slack : dict of RuleKey to tuple of int
        Slack columns (below, above) of rules that may be violated; -1 without a slack.
    rows : dict of RuleKey to int
        Row number of every rule.
    shared : dict of str to int
        Column of each switch and shared amount, by name.
    """

    problem: LinearProblem
    choices: Choices
    rules: tuple[Rule, ...]
    taken: IntArray
    usual: IntArray
    extra: IntArray
    choice: IntArray
    slack: dict[RuleKey, tuple[int, int]]
    rows: dict[RuleKey, int]
    shared: dict[str, int]

    @property
    def bucket(self) -> IntArray:
        """Number of the meal-and-role bucket of each choice, shape (choices,)."""
        roles = {role: number for number, role in enumerate(dict.fromkeys(self.choices.role))}
        role = np.array([roles[name] for name in self.choices.role], dtype=np.int64)
        return self.choices.meal * len(roles) + role

    def units(self, x: FloatArray) -> FloatArray:
        """Return the units of every choice in a solution, shape (choices,)."""
        taken = np.round(x[self.taken])
        steps = np.round(x[self.usual]) + np.round(x[self.extra])
        units: FloatArray = taken * self.choices.least + steps * self.choices.step
        return units

    @property
    def is_rule_row(self) -> BoolArray:
        """Mask of the rows that are rules, shape (rows,); the others link columns of a choice."""
        # The rows of links precede the rows of rules.
        of_rule: BoolArray = np.arange(self.problem.rows) >= self.problem.rows - len(self.rules)
        return of_rule

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
    """
    if only_relaxed:
        zero = np.zeros(len(choices))
        costs = ChoiceCosts(zero, zero, zero, 0.0)
        rules = tuple(rule for rule in rules if rule.hard)
    else:
        costs = _costs(choices, request, points)
    writer = ProblemWriter()
    count = len(choices)
    taken = writer.add_columns(costs.taken, np.ones(count), integer=True)
    usual = writer.add_columns(costs.usual_step, choices.usual_steps, integer=True)
    extra = writer.add_columns(costs.extra_step, choices.extra_steps, integer=True)
    _link(writer, choices, taken, usual, extra)
    penalties = {
        rule.key: _points(rule, relaxed, relaxed_points, costs.pattern_weight) for rule in rules
    }
    columns = np.concatenate([taken, usual, extra])
    rows, slack, shared = _write_rules(writer, rules, columns, penalties)
    of_choices = np.concatenate([np.arange(count)] * 3)
    choice = np.concatenate([of_choices, np.full(writer.columns - 3 * count, -1)])
    return DayModel(
        writer.freeze(), choices, rules, taken, usual, extra, choice.astype(np.int64), slack, rows,
        shared,
    )  # fmt: skip


def _write_rules(
    writer: ProblemWriter,
    rules: tuple[Rule, ...],
    columns: IntArray,
    penalties: dict[RuleKey, float],
) -> tuple[dict[RuleKey, int], dict[RuleKey, tuple[int, int]], dict[str, int]]:
    """Add a row for each rule; return the rows, the slack columns and the shared columns."""
    shared: dict[str, int] = {}
    slack: dict[RuleKey, tuple[int, int]] = {}
    rows: dict[RuleKey, int] = {}
    for rule in rules:
        numbers, values = columns, np.concatenate([rule.taken, rule.step, rule.step])
        for column, value in _shared_columns(writer, rule, shared):
            numbers, values = np.append(numbers, column), np.append(values, value)
        if penalties[rule.key] > 0:
            below, above = _slack_columns(writer, rule, penalties[rule.key])
            slack[rule.key] = (below, above)
            for column, sign in ((below, 1.0), (above, -1.0)):
                if column >= 0:
                    numbers, values = np.append(numbers, column), np.append(values, sign)
        rows[rule.key] = writer.add_row(rule.name, numbers, values, rule.lower, rule.upper)
    return rows, slack, shared


def _costs(choices: Choices, request: PlanRequest, points: FloatArray | None) -> ChoiceCosts:
    """Return the costs of the request's objective, with points added for taking choices."""
    costs: ChoiceCosts = OBJECTIVES[request.objective].costs(choices, request)
    if points is None:
        return costs
    return replace(costs, taken=costs.taken + points * max(costs.pattern_weight, TIE_WEIGHT))


def _shared_columns(
    writer: ProblemWriter, rule: Rule, shared: dict[str, int]
) -> list[tuple[int, float]]:
    """Return (column, coefficient) of a rule's shared columns, adding those not yet in `shared`."""
    needed = [(amount.name, amount.most, amount.value, False) for amount in rule.shared]
    if rule.switch:
        needed.append((rule.switch, 1.0, rule.switch_value, True))
    for name, most, _, whole in needed:
        if name not in shared:
            added = writer.add_columns(np.zeros(1), np.array([most]), integer=whole)
            shared[name] = int(added[0])
    return [(shared[name], value) for name, _, value, _ in needed]


def _link(
    writer: ProblemWriter, choices: Choices, taken: IntArray, usual: IntArray, extra: IntArray
) -> None:
    """Add rows that allow steps only of choices that are taken, one row for each kind of step.

    A single row for both kinds would allow the same plans, but its relaxation would be much
    weaker: it could use all cheap steps of a choice that is taken only in part.
    """
    for number in range(len(choices)):
        for name, columns, most in (
            ("usual", usual, choices.usual_steps[number]),
            ("extra", extra, choices.extra_steps[number]),
        ):
            if most > 0:
                pair = np.array([columns[number], taken[number]])
                values = np.array([1.0, -most])
                writer.add_row(f"link:{name}:{number}", pair, values, -np.inf, 0.0)


def _points(
    rule: Rule, relaxed: frozenset[RuleKey], relaxed_points: float, pattern_weight: float
) -> float:
    """Return the points per unit of violation; zero for a hard rule."""
    if rule.key in relaxed:
        limit = rule.lower if np.isfinite(rule.lower) and rule.lower > 0 else rule.upper
        return relaxed_points / max(abs(limit), 1e-9)
    return rule.weight * max(pattern_weight, rule.least_share) / rule.scale


def _slack_columns(writer: ProblemWriter, rule: Rule, points: float) -> tuple[int, int]:
    """Add slack columns for the finite bounds of a rule: (below, above), -1 without a bound."""
    found = []
    for limit in (rule.lower, rule.upper):
        if np.isfinite(limit):
            added = writer.add_columns(np.array([points]), np.array([np.inf]), integer=False)
            found.append(int(added[0]))
        else:
            found.append(-1)
    return found[0], found[1]
