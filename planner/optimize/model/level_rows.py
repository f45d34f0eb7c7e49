"""The rows of rules over the columns of levels, and which of them can bind at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray
from planner.optimize.model.levels import Levels
from planner.optimize.model.rules import Rule, RuleKey

TOLERANCE = 1e-9  # relative to a bound: a level at the bound itself can be served


class Entries(NamedTuple):
    """Nonzero coefficients of rules, ordered by rule and level.

    Attributes
    ----------
    row, column, value : ndarray, shape (nonzeros,)
        Number of the rule, number of the level, and the coefficient.
    """

    row: IntArray
    column: IntArray
    value: FloatArray

    def of_levels(self, kept: BoolArray) -> Entries:
        """Return the coefficients of the levels that a mask marks, which are numbered anew."""
        inside = kept[self.column]
        number = np.cumsum(kept) - 1
        return Entries(self.row[inside], number[self.column[inside]], self.value[inside])


def servable(
    rules: Sequence[Rule], must_hold: BoolArray, entries: Entries, levels: int
) -> BoolArray:
    """Mark the levels that break no upper bound by themselves, shape (levels,).

    Parameters
    ----------
    rules : sequence of Rule
        The rules.
    must_hold : ndarray of bool, shape (rules,)
        The rules that no plan may violate. Of these, only those whose other terms cannot be
        negative tell anything of a single level.
    entries : Entries
        The coefficients of the rules.
    levels : int
        Number of levels.
    """
    most = np.array([rule.upper for rule in rules])
    tells = must_hold & np.isfinite(most)
    tells &= [not rule.switch and all(a.value >= 0 for a in rule.shared) for rule in rules]
    least = np.zeros(len(rules))
    np.minimum.at(least, entries.row, entries.value)
    tells &= least >= 0.0
    most += TOLERANCE * (1.0 + np.abs(most))
    breaks = tells[entries.row] & (entries.value > most[entries.row])
    fits: BoolArray = np.ones(levels, dtype=np.bool_)
    fits[entries.column[breaks]] = False
    return fits


def entries_of(rules: Sequence[Rule], levels: Levels, choices: int) -> Entries:
    """Return the coefficients of rules over levels."""
    if not rules or not len(levels):
        none: IntArray = np.zeros(0, dtype=np.int64)
        return Entries(none, none, np.zeros(0))
    found = [_coefficients(rule) for rule in rules]
    row = np.repeat(np.arange(len(rules)), [len(at) for at, _, _ in found])
    choice, taken, step = (np.concatenate(part) for part in zip(*found, strict=True))
    count = levels.count(choices)
    repeated = count[choice]
    pair = np.repeat(np.arange(len(row)), repeated)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
    column = (np.cumsum(count) - count)[choice][pair] + within
    value = taken[pair] + step[pair] * levels.steps[column]
    nonzero = value != 0
    return Entries(row[pair][nonzero], column[nonzero], value[nonzero])


def _coefficients(rule: Rule) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return the choices that a rule counts, ascending, with what taking and steps count."""
    taken, step = rule.taken_at, rule.step_at
    if not len(step.at):
        return taken.at, taken.value, np.zeros(len(taken.at))
    if np.array_equal(taken.at, step.at):
        return taken.at, taken.value, step.value
    both = np.union1d(taken.at, step.at)
    return both, rule.taken[both], rule.step[both]


@dataclass(frozen=True)
class Groups:
    """Disjoint groups of choices of which only so many can be taken together.

    Attributes
    ----------
    group : ndarray of int, shape (choices,)
        Group of each choice.
    capacity : ndarray, shape (groups,)
        The most choices of each group in a plan.
    by : frozenset of RuleKey
        The rules that say so. They have to stand, or nothing keeps a group to its capacity.
    """

    group: IntArray
    capacity: FloatArray
    by: frozenset[RuleKey]


def groups_of(rules: Sequence[Rule], choices: int) -> Groups:
    """Group the choices by the rules that allow the fewest of the most."""
    counting = [rule for rule in rules if rule.limits_count]
    counting.sort(key=lambda rule: rule.upper / max(len(rule.taken_at.at), 1))
    group: IntArray = np.full(choices, -1, dtype=np.int64)
    capacity: list[float] = []
    by: set[RuleKey] = set()
    for rule in counting:
        free = rule.taken_at.at[group[rule.taken_at.at] < 0]
        if len(free) > rule.upper:
            group[free] = len(capacity)
            capacity.append(float(np.floor(rule.upper)))
            by.add(rule.key)
    alone = np.flatnonzero(group < 0)
    group[alone] = len(capacity) + np.arange(len(alone))
    return Groups(group, np.append(np.array(capacity), np.ones(len(alone))), frozenset(by))


def can_bind(rules: Sequence[Rule], entries: Entries, levels: Levels, groups: Groups) -> BoolArray:
    """Mark the rules that some servings of the groups would violate, shape (rules,).

    The rules behind the groups count as such, and any with a switch, shared amounts or a weight.
    """
    count = len(groups.capacity)
    cell = entries.row * count + groups.group[levels.choice[entries.column]]
    most, least = np.zeros(len(rules) * count), np.zeros(len(rules) * count)
    np.maximum.at(most, cell, entries.value)
    np.minimum.at(least, cell, entries.value)
    highest = most.reshape(len(rules), count) @ groups.capacity
    lowest = least.reshape(len(rules), count) @ groups.capacity
    lower = np.array([rule.lower for rule in rules])
    upper = np.array([rule.upper for rule in rules])
    other = np.array(
        [
            bool(rule.switch or rule.shared) or not rule.hard or rule.key in groups.by
            for rule in rules
        ]
    )
    binding: BoolArray = other | (highest > upper) | (lowest < lower)
    return binding


def needs_packing_row(rules: Sequence[Rule], levels: Levels, choices: int) -> BoolArray:
    """Mark the choices whose levels no rule keeps from being served together.

    A rule that allows at most one of some choices does so for the levels of each of them.
    """
    alone: BoolArray = np.zeros(choices, dtype=np.bool_)
    for rule in rules:
        if rule.limits_count and rule.upper < 2:
            alone[rule.taken_at.at] = True
    needed: BoolArray = (levels.count(choices) > 1) & ~alone
    return needed
