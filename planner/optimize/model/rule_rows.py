"""Which rules get a row, and the rows: coefficients over levels, shared columns and slacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, ProblemWriter
from planner.optimize.model.level_rows import (
    Entries,
    can_bind,
    entries_of,
    groups_of,
    needs_packing_row,
    servable,
)
from planner.optimize.model.levels import Levels
from planner.optimize.model.rules import Rule, RuleKey


class Part(NamedTuple):
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


def every_row(rules: Sequence[Rule], levels: Levels) -> Part:
    """Return everything, with no rule taken for granted."""
    count = rules[0].taken_at.size if rules else 0
    entries = entries_of(rules, levels, count)
    return Part(levels, entries, np.ones(len(rules), dtype=np.bool_), ())


def binding_rows(rules: Sequence[Rule], penalties: FloatArray, every: Levels, choices: int) -> Part:
    """Return the levels that some plan can serve and the rules that some plan can violate."""
    entries = entries_of(rules, every, choices)
    fits = servable(rules, penalties == 0.0, entries, len(every))
    levels, entries = every.kept(fits), entries.of_levels(fits)
    must_hold = [rule for rule, cost in zip(rules, penalties, strict=True) if cost == 0.0]
    binding = can_bind(rules, entries, levels, groups_of(must_hold, choices))
    has_row = binding | (penalties > 0.0)
    selected = has_row & (penalties == 0.0)
    keeps_apart = tuple(rule for rule, stays in zip(rules, selected, strict=True) if stays)
    return Part(levels, entries, has_row, keeps_apart)


class Written(NamedTuple):
    """Where the rows and further columns of rules ended up; see `DayModel`."""

    slack: dict[RuleKey, tuple[int, int]]
    rows: dict[RuleKey, int]
    shared: dict[str, int]


def write_rules(
    writer: ProblemWriter,
    rules: Sequence[Rule],
    penalties: FloatArray,
    part: Part,
    shared: dict[str, int] | None = None,
) -> Written:
    """Write the rows of some rules, with their shared columns and slacks.

    Parameters
    ----------
    writer : ProblemWriter
        Where to; its rows so far stay.
    rules : sequence of Rule
        The rules.
    penalties : ndarray, shape (rules,)
        Points per unit of violation of each rule, zero for those that must hold.
    part : Part
        Which of them get a row, and their coefficients.
    shared : dict of str to int, optional
        Shared columns that are there already, by name.
    """
    written, kept, entries = Written({}, {}, shared or {}), part.has_row, part.entries
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


def write_packing_rows(
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


def violation_points(
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
