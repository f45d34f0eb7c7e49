"""The basket of a week: what is used of every form bought, and what buying it in packs costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.bought_forms import BoughtForms
from planner.nutrition.foods.keeping import LeftOver
from planner.nutrition.foods.variety_levels import VarietyLevel
from planner.optimize.linear_problem import FloatArray, IntArray, ProblemWriter
from planner.optimize.model.week.one_form import beyond_first, numbered_uses
from planner.optimize.model.week.open_basket import bought_per_unit
from planner.optimize.model.week_basket.eater import Eater

LEAST_USD_PER_G = 0.003  # at which what spoils counts where it is left over, however cheap it is
_TINY = 1e-6  # packs: what rounding makes of a whole number


@dataclass(frozen=True, eq=False)
class BasketPoints:
    """What the use of every form costs beside its eating; arrays have the shape (forms,).

    Attributes
    ----------
    pack_g : ndarray
        Grams in a pack.
    home_g : ndarray
        Grams at home, which need not be bought.
    thing : ndarray
        Points for buying any of it.
    pack : ndarray
        Points for each pack after the first.
    left : ndarray
        Points for each gram that is left over.
    use : ndarray of int
        Number of the work that a form does as others do; -1 where no other does it.
    second : float
        Points for each form bought beyond the first of those that do the same work.
    """

    pack_g: FloatArray
    home_g: FloatArray
    thing: FloatArray
    pack: FloatArray
    left: FloatArray
    use: IntArray
    second: float

    def packs(self, used_g: FloatArray) -> FloatArray:
        """Return the packs to buy for some use, shape (forms,)."""
        missing = np.maximum(used_g - self.home_g, 0.0)
        packs: FloatArray = np.ceil(missing / self.pack_g - _TINY)
        return np.maximum(packs, 0.0)

    def points(self, used_g: FloatArray) -> FloatArray:
        """Return the points of a basket for some use, shape (forms,)."""
        packs = self.packs(used_g)
        left = np.where(packs > 0, self.home_g + packs * self.pack_g - used_g, 0.0)
        points: FloatArray = self.paid(packs) + self.left * np.maximum(left, 0.0)
        return points

    def paid(self, packs: FloatArray) -> FloatArray:
        """Return the points of buying some packs, without what is left over, shape (forms,)."""
        bought = np.where(packs > 0, self.thing + self.pack * (packs - 1.0), 0.0)
        paid: FloatArray = bought + np.where(
            beyond_first(self.use, packs * self.pack_g), self.second, 0.0
        )
        return paid

    def doubling(self, packs: FloatArray) -> FloatArray:
        """Return the points of buying each form where another that does its work is bought."""
        others = np.unique(self.use[(packs > 0) & (self.use >= 0)])
        doubled = (packs <= 0) & np.isin(self.use, others)
        return np.where(doubled, self.second, 0.0)


def basket_points(
    forms: BoughtForms, level: VarietyLevel, home_g: FloatArray, share: float = 1.0
) -> BasketPoints:
    """Return what the use of every form costs; staples cost nothing.

    Parameters
    ----------
    forms : BoughtForms
        The forms.
    level : VarietyLevel
        How varied the days are.
    home_g : ndarray, shape (forms,)
        Grams at home.
    share : float
        What a point counts in the objective.
    """
    bought = np.where(forms.is_staple, 0.0, share)
    spoils = np.array([left is not LeftOver.LASTING for left in forms.left_over], dtype=np.bool_)
    least = np.where(spoils, LEAST_USD_PER_G, 0.0)
    of_dollar = np.array([level.left_over_points(left) for left in forms.left_over])
    return BasketPoints(
        forms.pack_g,
        home_g,
        bought * level.different_food,
        bought * level.pack,
        bought * of_dollar * np.maximum(forms.usd_per_g, least),
        np.where(forms.is_staple, -1, numbered_uses(forms.use)),
        share * level.second_form,
    )


def write_use_columns(
    writer: ProblemWriter, eaters: Sequence[Eater], first: Sequence[int], forms: BoughtForms
) -> tuple[IntArray, IntArray]:
    """Write a column for the grams used of every form that anybody may be served.

    Returns
    -------
    used : ndarray of int
        The forms, ascending.
    column : ndarray of int, shape of `used`
        Their columns.
    """
    parts = [use_of_levels(eater, forms) for eater in eaters]
    form = np.concatenate([form for form, _, _ in parts])
    levels = [level + start for (_, level, _), start in zip(parts, first, strict=True)]
    used = np.unique(form)
    column = writer.add_columns(np.zeros(len(used)), np.full(len(used), np.inf), integer=False)
    row = np.concatenate([np.searchsorted(used, form), np.arange(len(used))])
    columns = np.concatenate([*levels, column])
    values = np.concatenate([*(grams for _, _, grams in parts), np.full(len(used), -1.0)])
    order = np.lexsort((columns, row))
    zero = np.zeros(len(used))
    names = [f"use:{forms.names[number]}" for number in used]
    entries = (row[order] + writer.rows, columns[order], values[order])
    writer.add_rows(names, zero, zero, entries)
    return used, column


def use_of_levels(eater: Eater, forms: BoughtForms) -> tuple[IntArray, IntArray, FloatArray]:
    """Return form, level and grams bought of a person's levels."""
    choices, levels = eater.model.choices, eater.model.levels
    choice, form, grams = bought_per_unit(choices, forms)
    first = np.searchsorted(levels.choice, choice)
    count = np.searchsorted(levels.choice, choice, side="right") - first
    pair = np.repeat(np.arange(len(choice)), count)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    level = first[pair] + within
    return form[pair], level, grams[pair] * levels.units(choices)[level]
