"""Which choices a search tries first."""

from __future__ import annotations

import numpy as np

from planner.optimize.linear_problem import IntArray
from planner.optimize.solve.best_estimate import WHOLE
from planner.optimize.solve.solution import Solution
from planner.optimize.solve.structure import Structure


def rank_choices(relaxed: Solution, structure: Structure, per_bucket: int) -> IntArray:
    """Order the choices: used ones and the best of every bucket, then by reduced cost.

    Parameters
    ----------
    relaxed : Solution
        Of the relaxation over all columns.
    structure : Structure
        How the columns belong together.
    per_bucket : int
        Choices of each bucket that come first.
    """
    count = len(structure.bucket)
    levels = slice(0, structure.levels)
    own = structure.choice[levels]
    used = np.bincount(own, relaxed.x[levels], minlength=count) > WHOLE
    price = np.full(count, np.inf)
    np.minimum.at(price, own, np.maximum(relaxed.reduced_cost[levels], 0.0))
    order = np.lexsort((price, ~used))
    by_bucket = order[np.argsort(structure.bucket[order], kind="stable")]
    bucket = structure.bucket[by_bucket]
    place = np.arange(count) - np.searchsorted(bucket, bucket)
    first = used.copy()
    first[by_bucket[place < per_bucket]] = True
    return np.lexsort((price, ~first))
