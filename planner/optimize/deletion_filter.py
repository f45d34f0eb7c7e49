"""The deletion filter: leave out what is not needed for a clash, until all that is left is.

After Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear programs",
ORSA Journal on Computing 3 (1991) 157-168.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from planner.errors import OutOfTimeError

Mask = npt.NDArray[np.bool_]


def deletion_filter(
    kept: Mask, order: npt.NDArray[np.int64], clash: Callable[[Mask], bool]
) -> tuple[Mask, bool]:
    """Leave out blocks of members, then single ones, as long as the others still clash.

    Parameters
    ----------
    kept : ndarray of bool
        Members of a set that clashes.
    order : ndarray of int
        The members that may go, first those that are best not named.
    clash : callable
        Tells whether the members of a mask clash.

    Returns
    -------
    kept : ndarray of bool
        What is left.
    is_minimal : bool
        Whether the filter came to its end in time, so that every member left is needed.
    """
    block = max(len(order) // 2, 1)
    try:
        while True:
            for start in range(0, len(order), block):
                others = kept.copy()
                others[order[start : start + block]] = False
                if others.any() and clash(others):
                    kept = others
            if block == 1:
                return kept, True
            order = order[kept[order]]
            block //= 2
    except OutOfTimeError:
        return kept, False
