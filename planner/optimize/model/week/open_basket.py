"""The basket on one day: what may be served of it, and what else would have to be bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.nutrition.foods.bought_forms import BoughtForms
from planner.nutrition.foods.portions import Portion
from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray
from planner.optimize.model.choices import Choices


@dataclass(frozen=True, eq=False)
class OpenBasket:
    """What of a basket one day may use; arrays have the shape (forms,).

    Attributes
    ----------
    forms : BoughtForms
        All forms.
    is_open : ndarray of bool
        Forms that may be served; staples always are.
    free_g : ndarray
        Grams that may be used before another pack has to be bought.
    pace_g : ndarray
        Grams that should be used, so that little is left over in the end.
    more, rest : ndarray
        Points for each gram above the one and below the other.
    is_wide : bool
        Whether any form may be served, at the price of its pack.
    """

    forms: BoughtForms
    is_open: BoolArray
    free_g: FloatArray
    pace_g: FloatArray
    more: FloatArray
    rest: FloatArray
    is_wide: bool = False


def bought_per_unit(choices: Choices, forms: BoughtForms) -> tuple[IntArray, IntArray, FloatArray]:
    """Return choice, form and grams bought in one unit, staples and tap water left out.

    Every pair of a choice and a form comes once, ordered by choice.
    """
    choice, food, grams = choices.ingredients
    form = forms.form[food]
    counts = (form >= 0) & ~forms.is_staple[form]
    key = choice[counts] * len(forms) + form[counts]
    pairs, place = np.unique(key, return_inverse=True)
    bought = np.bincount(place, (grams * forms.per_eaten[food])[counts], minlength=len(pairs))
    return pairs // len(forms), pairs % len(forms), bought.astype(np.float64)


def grams_bought(portions: Sequence[Portion], choices: Choices, forms: BoughtForms) -> FloatArray:
    """Return the grams bought for some portions, shape (forms,)."""
    foods = choices.items.foods
    rows = np.array([foods.row(row.food_id) for row in portions], dtype=np.int64)
    grams = np.array([row.grams for row in portions]) * forms.per_eaten[rows]
    form = forms.form[rows]
    bought = np.bincount(form[form >= 0], grams[form >= 0], minlength=len(forms))
    return bought.astype(np.float64)


def served_from(choices: Choices, basket: OpenBasket) -> BoolArray:
    """Return the mask of the choices that need no form which is not open, shape (choices,)."""
    choice, form, _ = bought_per_unit(choices, basket.forms)
    fits: BoolArray = np.ones(len(choices), dtype=np.bool_)
    fits[choice[~basket.is_open[form]]] = False
    return fits


def basket_prices(choices: Choices, basket: OpenBasket) -> FloatArray:
    """Return the points of a usual helping of each choice for the basket, shape (choices,).

    What is bought already is worth what its left-overs would cost, as far as the day should use
    it; more than that is free until another pack has to be bought. A price for each choice, unlike
    rules on the sums, leaves a search as much room as a day without a basket has.
    """
    choice, form, grams = bought_per_unit(choices, basket.forms)
    usual = choices.least + choices.step * choices.usual_steps
    served = grams * usual[choice]
    above = np.maximum(served - basket.free_g[form], 0.0)
    below = np.minimum(served, basket.pace_g[form])
    points = above * basket.more[form] - below * basket.rest[form]
    return np.bincount(choice, points, minlength=len(choices)).astype(np.float64)
