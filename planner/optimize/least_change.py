"""The smallest change of what is eaten that meets targets, as a mixed-integer problem.

A change is another amount of something eaten, in household steps, leaving it out, or adding a food.
With so many changes at most, the misses of the bounds are made least, and then the changes: both in
one cost, in which a miss weighs so much more that no change is spared for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, LinearProblem
from planner.optimize.sparse_rows import SparseRows

MISS_COST = 1000.0  # of missing a bound of weight 1 by all of it, where a change costs about 1
DROP_COST = 1.5  # of leaving something out; halving it costs 0.5


@dataclass(frozen=True)
class Options:
    """What may be eaten: the columns of the problem.

    Attributes
    ----------
    now : ndarray, shape (options,)
        Grams eaten now; 0 for a food that may be added.
    step, least, most : ndarray, shape (options,)
        Grams of a household step, and the least and most that may be eaten if it is changed.
    price : ndarray, shape (options,)
        Cost of adding it; for what is eaten, cost of changing it by all that is eaten.
    is_kept : ndarray of bool, shape (options,)
        What must stay as it is.
    meal : tuple of str
        Meal of each.
    """

    now: FloatArray
    step: FloatArray
    least: FloatArray
    most: FloatArray
    price: FloatArray
    is_kept: BoolArray
    meal: tuple[str, ...]

    @property
    def is_eaten(self) -> BoolArray:
        """What is eaten now."""
        return self.now > 0

    def __len__(self) -> int:
        return len(self.now)


@dataclass(frozen=True)
class Bound:
    """A floor or a ceiling.

    Attributes
    ----------
    name : str
        The nutrient.
    is_floor : bool
        Whether it is the least; else the most.
    amount : float
        The bound; above 0.
    per_gram : ndarray, shape (options,)
        What counts of each option, per gram.
    weight : float
        How much missing it all weighs against other bounds.
    most_in_meal : float
        The most that counts of one meal; infinite if all does.
    """

    name: str
    is_floor: bool
    amount: float
    per_gram: FloatArray
    weight: float = 1.0
    most_in_meal: float = np.inf


@dataclass(frozen=True)
class ChangeProblem:
    """What may be eaten, and the bounds to meet."""

    options: Options
    bounds: tuple[Bound, ...]

    def misses(self, grams: FloatArray) -> FloatArray:
        """Return by how much amounts miss each bound, as a share of it, shape (bounds,)."""
        return np.array([self._miss(bound, grams) for bound in self.bounds])

    def _miss(self, bound: Bound, grams: FloatArray) -> float:
        total = sum(min(amount, bound.most_in_meal) for amount in self.by_meal(bound, grams))
        short = bound.amount - total if bound.is_floor else total - bound.amount
        return max(short, 0.0) / bound.amount

    def by_meal(self, bound: Bound, grams: FloatArray) -> list[float]:
        """Return what each meal holds of a bound's nutrient, in the order of the meals."""
        amounts = bound.per_gram * grams
        meals = np.array(self.options.meal)
        return [float(amounts[meals == meal].sum()) for meal in dict.fromkeys(self.options.meal)]

    def changed(self, grams: FloatArray) -> BoolArray:
        """Mark what is changed, left out or added, shape (options,)."""
        return np.abs(grams - self.options.now) > 1e-6

    def cost(self, grams: FloatArray) -> float:
        """Return what amounts cost: the weighted misses, and the changes."""
        weights = np.array([bound.weight for bound in self.bounds])
        misses = MISS_COST * float(weights @ self.misses(grams))
        return misses + float(self.change_cost(grams).sum())

    def change_cost(self, grams: FloatArray) -> FloatArray:
        """Return the cost of each change, shape (options,)."""
        options = self.options
        eaten = options.is_eaten
        share = np.abs(grams - options.now) / np.where(eaten, options.now, 1.0)
        dropped = eaten & (grams < 1e-9)
        kept = np.where(dropped, DROP_COST, share) * options.price
        steps: FloatArray = np.ceil((grams - options.least) / options.step - 1e-9)
        added = options.price * (1.0 + _MORE_STEPS * np.maximum(steps, 0.0))
        cost = np.where(eaten, kept, added) + _EACH
        found: FloatArray = np.where(self.changed(grams), cost, 0.0)
        return found

    def amounts_of(self, option: int) -> FloatArray:
        """Return the grams in which an option may be eaten if it is changed."""
        options = self.options
        now, step = float(options.now[option]), float(options.step[option])
        if options.is_kept[option]:
            return np.zeros(0)
        if now <= 0:
            least = float(options.least[option])
            return least + step * _spread((float(options.most[option]) - least) / step)
        down = -step * _spread((now - options.least[option]) / step)
        up = step * _spread((options.most[option] - now) / step)
        return np.concatenate([np.zeros(1), now + down[1:], now + up[1:]])


def _spread(steps: float) -> FloatArray:
    """Return up to `_MOST_LEVELS` whole numbers of steps from 0 to a number, evenly spread."""
    count = int(max(steps, 0.0) + 1e-9)
    some = np.linspace(0, count, min(count + 1, _MOST_LEVELS))
    found: FloatArray = np.unique(np.round(some)).astype(np.float64)
    return found


_MOST_LEVELS = 5  # amounts to which a food may be raised, lowered or added
_MORE_STEPS = 0.05  # share of its price that each step above the least amount of an addition costs
_EACH = 0.2  # of any change, so that a step is not changed for nothing


@dataclass(frozen=True)
class ChangeModel:
    """The problem as one column for each amount of each option.

    Attributes
    ----------
    problem : ChangeProblem
        What may be changed.
    most_changes : int
        Changes at most.
    """

    problem: ChangeProblem
    most_changes: int

    @cached_property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """The option and the grams of each column that changes something."""
        return tuple(
            (option, float(grams))
            for option in range(len(self.problem.options))
            for grams in self.problem.amounts_of(option)
        )

    def linear(self) -> LinearProblem:
        """Return the mixed-integer problem.

        The first columns choose the levels; then follow the misses of the bounds, and what counts
        of each meal for floors that limit it.
        """
        problem = self.problem
        count, misses = len(self.levels), len(problem.bounds)
        rows = SparseRows()
        of_option: dict[int, list[int]] = {}
        for column, (option, _) in enumerate(self.levels):
            of_option.setdefault(option, []).append(column)
        for option, columns in of_option.items():
            rows.add(f"one amount of {option}", columns, np.ones(len(columns)), most=1.0)
        rows.add("changes", range(count), np.ones(count), most=float(self.most_changes))
        capped: list[float] = []
        for number, bound in enumerate(problem.bounds):
            miss = count + number
            if np.isinf(bound.most_in_meal):
                self._add_bound(rows, bound, miss)
            else:
                capped += self._add_capped(rows, bound, miss, count + misses + len(capped))
        change = np.array([self._cost_of(option, grams) for option, grams in self.levels])
        weights = np.array([MISS_COST * bound.weight for bound in problem.bounds])
        cost = np.concatenate([change, weights, np.zeros(len(capped))])
        upper = np.concatenate([np.ones(count), np.full(misses, np.inf), np.array(capped)])
        whole = np.arange(len(cost)) < count
        return rows.problem(cost, np.zeros(len(cost)), upper, whole)

    def _cost_of(self, option: int, grams: float) -> float:
        amounts = self.problem.options.now.copy()
        amounts[option] = grams
        return float(self.problem.change_cost(amounts)[option])

    def _per_level(self, per_gram: FloatArray) -> FloatArray:
        """Return by how much each level changes a sum, shape (levels,)."""
        now = self.problem.options.now
        return np.array([per_gram[option] * (grams - now[option]) for option, grams in self.levels])

    def _add_bound(self, rows: SparseRows, bound: Bound, miss: int) -> None:
        values = self._per_level(bound.per_gram)
        base = float(bound.per_gram @ self.problem.options.now)
        columns = [*np.flatnonzero(values).tolist(), miss]
        sign = bound.amount if bound.is_floor else -bound.amount
        row = np.append(values[np.flatnonzero(values)], sign)
        least = bound.amount - base if bound.is_floor else -np.inf
        most = np.inf if bound.is_floor else bound.amount - base
        rows.add(bound.name, columns, row, least=least, most=most)

    def _add_capped(self, rows: SparseRows, bound: Bound, miss: int, first: int) -> list[float]:
        """Add a floor of which each meal counts so much at most; return the caps as bounds."""
        options = self.problem.options
        values = self._per_level(bound.per_gram)
        meals = list(dict.fromkeys(options.meal))
        level_meals = np.array([options.meal[option] for option, _ in self.levels])
        for number, meal in enumerate(meals):
            inside = np.flatnonzero((level_meals == meal) & (values != 0))
            base = sum(
                float(bound.per_gram[option] * options.now[option])
                for option in range(len(options))
                if options.meal[option] == meal
            )
            columns = [*inside.tolist(), first + number]
            row = np.append(-values[inside], 1.0)
            rows.add(f"{bound.name} counted at {meal}", columns, row, most=base)
        columns = [first + number for number in range(len(meals))]
        rows.add(
            bound.name, [*columns, miss], np.append(np.ones(len(meals)), bound.amount),
            least=bound.amount,
        )  # fmt: skip
        return [bound.most_in_meal] * len(meals)

    def grams_of(self, x: Sequence[float] | FloatArray) -> FloatArray:
        """Return the grams of each option that a solution chooses, shape (options,)."""
        grams = self.problem.options.now.copy()
        for column, (option, amount) in enumerate(self.levels):
            if x[column] > 0.5:
                grams[option] = amount
        return grams

    def columns_of(self, grams: FloatArray) -> FloatArray:
        """Return the columns of a day of levels, to start a solver from, shape (columns,)."""
        problem = self.problem
        changed = problem.changed(grams)
        levels = [
            float(changed[option] and abs(grams[option] - amount) < 1e-6)
            for option, amount in self.levels
        ]
        counted = [
            min(amount, bound.most_in_meal)
            for bound in problem.bounds
            if not np.isinf(bound.most_in_meal)
            for amount in problem.by_meal(bound, grams)
        ]
        return np.concatenate([levels, problem.misses(grams), counted])
