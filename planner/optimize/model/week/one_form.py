"""One form of what does the same work: dry or canned chickpeas, one oat milk, one kind of oats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray


def numbered_uses(uses: Sequence[str]) -> IntArray:
    """Return the number of the use of each form, shape (forms,); -1 where no other does its work.

    Parameters
    ----------
    uses : sequence of str
        Id of the use of each form; empty where no other does its work.
    """
    names = {name: number for number, name in enumerate(sorted({*uses} - {""}))}
    return np.array([names.get(use, -1) for use in uses], dtype=np.int64)


def beyond_first(use: IntArray, bought_g: FloatArray) -> BoolArray:
    """Mark what is bought although more is bought of another form that does the same work.

    Parameters
    ----------
    use : ndarray of int, shape (forms,)
        Number of the use of each form; see `numbered_uses`.
    bought_g : ndarray, shape (forms,)
        Grams bought of each form.

    Returns
    -------
    ndarray of bool, shape (forms,)
        Of the forms of one use that are bought, all but the one with most grams; of equal ones the
        first counts as that.
    """
    beyond: BoolArray = (use >= 0) & (bought_g > 0)
    at = np.flatnonzero(beyond)
    order = at[np.lexsort((at, -bought_g[at], use[at]))]
    _, firsts = np.unique(use[order], return_index=True)
    beyond[order[firsts]] = False
    return beyond
