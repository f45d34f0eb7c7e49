"""The deletion filter: reduce a conflicting set to a minimal conflict.

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
    kept: Mask, order: npt.NDArray[np.int64], conflicts: Callable[[Mask], bool]
) -> tuple[Mask, bool]:
    """Remove blocks of members, then single members, as long as the rest still conflicts.

    Parameters
    ----------
    kept : ndarray of bool
        Mask of a conflicting set.
    order : ndarray of int
        Indices of the members that may be removed, in the order in which removal is tried.
    conflicts : callable
        Returns whether the members of a mask conflict; may raise OutOfTimeError.

    Returns
    -------
    kept : ndarray of bool
        Mask of the reduced conflict.
    is_minimal : bool
        Whether every member left is needed; False if the time ran out before that was shown.
    """
    block = max(len(order) // 2, 1)
    try:
        while True:
            for start in range(0, len(order), block):
                others = kept.copy()
                others[order[start : start + block]] = False
                if others.any() and conflicts(others):
                    kept = others
            if block == 1:
                return kept, True
            order = order[kept[order]]
            block //= 2
    except OutOfTimeError:
        return kept, False
