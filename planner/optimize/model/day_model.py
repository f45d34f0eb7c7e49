"""Assemble choices, rules and objective into a `LinearProblem`, and read its solution."""

from __future__ import annotations

from collections.abc import Sequence
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
from planner.optimize.model.level_rows import (
    Entries,
    can_bind,
    entries_of,
    groups_of,
    needs_packing_row,
    servable,
)
from planner.optimize.model.levels import Levels, levels_of
from planner.optimize.model.objectives import TIE_WEIGHT, ChoiceCosts
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
        of_rule: BoolArray = np.arange(self.problem.rows) < len(self.rows)
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
    reduced : bool
        Leave out levels that no plan can serve and rows that no plan can violate. Not where the
        bounds of rules are to be changed afterwards.
    """
    if only_relaxed:
        zero = np.zeros(len(choices))
        costs = ChoiceCosts(zero, zero, zero, 0.0)
        rules = tuple(rule for rule in rules if rule.hard)
    else:
        costs = _costs(choices, request, points)
    every = levels_of(choices)
    penalties = np.array(
        [_points(rule, relaxed, relaxed_points, costs.pattern_weight) for rule in rules]
    )
    part = _reduced(rules, penalties, every, len(choices)) if reduced else _all(rules, every)
    levels = part.levels
    writer = ProblemWriter()
    writer.add_columns(levels.costs(costs, choices), np.ones(len(levels)), integer=True)
    written = _write_rules(writer, rules, penalties, part)
    packed = _write_packing_rows(writer, part.keeps_apart, levels, len(choices))
    choice = np.concatenate([levels.choice, np.full(writer.columns - len(levels), -1)])
    dropped = Dropped(len(every) - len(levels), len(rules) - len(written.rows) + packed)
    return DayModel(
        writer.freeze(), choices, rules, levels, choice.astype(np.int64), written.slack,
        written.rows, written.shared, dropped,
    )  # fmt: skip


class _Part(NamedTuple):
    """What of a model is written.

    Attributes
    ----------
    levels : Levels
        The levels that get a column.
    entries : Entries
        The coefficients of all rules over them.
    has_row : ndarray of bool, shape (rules,)
        The rules that get a row.
    keeps_apart : tuple of Rule
        Rules with a row that no plan may violate: these may keep the levels of a choice apart.
    """

    levels: Levels
    entries: Entries
    has_row: BoolArray
    keeps_apart: tuple[Rule, ...]


def _all(rules: Sequence[Rule], levels: Levels) -> _Part:
    """Return everything, with no rule taken for granted."""
    count = len(rules[0].taken) if rules else 0
    entries = entries_of(rules, levels, count)
    return _Part(levels, entries, np.ones(len(rules), dtype=np.bool_), ())


def _reduced(rules: Sequence[Rule], penalties: FloatArray, every: Levels, choices: int) -> _Part:
    """Return the levels that some plan can serve and the rules that some plan can violate."""
    entries = entries_of(rules, every, choices)
    fits = servable(rules, penalties == 0.0, entries, len(every))
    levels, entries = every.kept(fits), entries.of_levels(fits)
    must_hold = [rule for rule, cost in zip(rules, penalties, strict=True) if cost == 0.0]
    binding = can_bind(rules, entries, levels, groups_of(must_hold, choices))
    has_row = binding | (penalties > 0.0)
    selected = has_row & (penalties == 0.0)
    keeps_apart = tuple(rule for rule, stays in zip(rules, selected, strict=True) if stays)
    return _Part(levels, entries, has_row, keeps_apart)


def _costs(choices: Choices, request: PlanRequest, points: FloatArray | None) -> ChoiceCosts:
    """Return the costs of the request's objective, with points added for taking choices."""
    costs: ChoiceCosts = OBJECTIVES[request.objective].costs(choices, request)
    if points is None:
        return costs
    return replace(costs, taken=costs.taken + points * max(costs.pattern_weight, TIE_WEIGHT))


class _Written(NamedTuple):
    """Where the rows and further columns of rules ended up; see `DayModel`."""

    slack: dict[RuleKey, tuple[int, int]]
    rows: dict[RuleKey, int]
    shared: dict[str, int]


def _write_rules(
    writer: ProblemWriter,
    rules: Sequence[Rule],
    penalties: FloatArray,
    part: _Part,
) -> _Written:
    """Write the rows of some rules, with their shared columns and slacks.

    `penalties` are the points per unit of violation of each rule, zero for those that must hold.
    """
    written, kept, entries = _Written({}, {}, {}), part.has_row, part.entries
    further: list[tuple[int, int, float]] = []
    for number in np.flatnonzero(kept).tolist():
        rule = rules[number]
        row = writer.rows + len(written.rows)
        written.rows[rule.key] = row
        more = _shared_columns(writer, rule, written.shared)
        if penalties[number] > 0.0:
            pair = _slack_columns(writer, rule, penalties[number])
            written.slack[rule.key] = pair
            more += [(c, sign) for c, sign in zip(pair, (1.0, -1.0), strict=True) if c >= 0]
        further += [(row, column, value) for column, value in more]
    inside = kept[entries.row]
    row_of = writer.rows + np.cumsum(kept) - 1
    writer.add_rows(
        [rule.name for rule, stays in zip(rules, kept, strict=True) if stays],
        np.array([rule.lower for rule in rules])[kept],
        np.array([rule.upper for rule in rules])[kept],
        (row_of[entries.row[inside]], entries.column[inside], entries.value[inside]),
    )
    writer.add_entries(further)
    return written


def _write_packing_rows(
    writer: ProblemWriter, rules: Sequence[Rule], levels: Levels, choices: int
) -> int:
    """Write that at most one level of a choice is served; return how many rules imply it."""
    several = levels.count(choices) > 1
    needed = needs_packing_row(rules, levels, choices)
    first = np.searchsorted(levels.choice, np.arange(choices + 1))
    for number in np.flatnonzero(needed).tolist():
        columns = np.arange(first[number], first[number + 1])
        writer.add_row(f"one_level:{number}", columns, np.ones(len(columns)), -np.inf, 1.0)
    return int(several.sum() - needed.sum())


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
