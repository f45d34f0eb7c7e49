"""Levels: the amounts at which a choice can be served, one binary column for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.objectives import ChoiceCosts


@dataclass(frozen=True)
class Levels:
    """The levels of choices: a choice at level k serves its least helping and k steps more.

    Attributes
    ----------
    choice : ndarray of int, shape (levels,)
        The choice of each level, ascending.
    steps : ndarray of int, shape (levels,)
        Steps above the least helping, ascending within a choice.
    """

    choice: IntArray
    steps: IntArray

    def __len__(self) -> int:
        return len(self.choice)

    def kept(self, mask: BoolArray) -> Levels:
        """Return the levels that a mask marks."""
        return Levels(self.choice[mask], self.steps[mask])

    def count(self, choices: int) -> IntArray:
        """Return the number of levels of each choice, shape (choices,)."""
        return np.bincount(self.choice, minlength=choices).astype(np.int64)

    def values(self, taken: FloatArray, step: FloatArray) -> FloatArray:
        """Return the coefficient of every level from those of taking a choice and of a step."""
        per_level: FloatArray = taken[self.choice] + step[self.choice] * self.steps
        return per_level

    def units(self, choices: Choices) -> FloatArray:
        """Return the units that each level serves, shape (levels,)."""
        units: FloatArray = choices.least[self.choice] + choices.step[self.choice] * self.steps
        return units

    def by_base(self, choices: Choices, meals: Sequence[str]) -> dict[str, IntArray]:
        """Return the levels that serve each base dish, or a variant, at some meals, ascending."""
        of_dishes = np.where(np.isin(choices.meal_name, meals), choices.base_id, "")[self.choice]
        at = np.flatnonzero(of_dishes != "")
        bases, number = np.unique(of_dishes[at], return_inverse=True)
        return {str(base): at[number == place] for place, base in enumerate(bases)}

    def costs(self, costs: ChoiceCosts, choices: Choices) -> FloatArray:
        """Return the points of every level, shape (levels,)."""
        usual = np.minimum(self.steps, choices.usual_steps[self.choice])
        points: FloatArray = (
            costs.taken[self.choice]
            + costs.usual_step[self.choice] * usual
            + costs.extra_step[self.choice] * (self.steps - usual)
        )
        return points


@dataclass(frozen=True, eq=False)
class UnitRange:
    """The units in which each choice may be served: grams of a food, or servings of a dish.

    Attributes
    ----------
    least, most : ndarray, shape (choices,)
        The fewest and the most.
    given : tuple of (ndarray of bool, ndarray)
        Masks of choices, shape (choices,), with the only servings that these may have.
    """

    least: FloatArray
    most: FloatArray
    given: tuple[tuple[BoolArray, FloatArray], ...] = ()

    def holds(self, levels: Levels, choices: Choices) -> BoolArray:
        """Return the mask of the levels within the range, shape (levels,)."""
        choice, units = levels.choice, levels.units(choices)
        inside: BoolArray = (units >= self.least[choice]) & (units <= self.most[choice])
        for here, servings in self.given:
            fits = np.isclose(units[:, None], servings[None, :]).any(axis=1)
            inside &= ~here[choice] | fits
        return inside


def served_within(
    levels: Levels, choices: Choices, is_open: BoolArray | None, units: UnitRange | None
) -> BoolArray:
    """Return the mask of the levels of open choices within their units, shape (levels,)."""
    inside: BoolArray = np.ones(len(levels), dtype=np.bool_)
    if is_open is not None:
        inside &= is_open[levels.choice]
    return inside if units is None else inside & units.holds(levels, choices)


def levels_of(choices: Choices) -> Levels:
    """Return all levels of all choices."""
    count = (choices.usual_steps + choices.extra_steps).astype(np.int64) + 1
    first = np.repeat(np.cumsum(count) - count, count)
    choice = np.repeat(np.arange(len(choices)), count)
    return Levels(choice, np.arange(len(choice)) - first)


def open_levels(choices: Choices, is_open: BoolArray | None, units: UnitRange | None) -> Levels:
    """Return the levels of the open choices within their units."""
    every = levels_of(choices)
    return every.kept(served_within(every, choices, is_open, units))
