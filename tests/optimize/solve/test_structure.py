"""How columns belong together: levels first, then the columns of no choice."""

from __future__ import annotations

import numpy as np

from planner.optimize.solve import Structure

STRUCTURE = Structure(
    np.array([0, 0, 1, 2, -1]),
    np.array([0, 1, 0, 0, 0]),
    np.zeros(3, int),
    np.zeros(3, int),
    np.zeros(3, dtype=np.bool_),
)


def test_columns_of_choices_and_of_none() -> None:
    """The columns of choices 0 and 2, and the slack that belongs to no choice, ascending."""
    assert STRUCTURE.columns_of(np.array([2, 0])).tolist() == [0, 1, 3, 4]
    assert STRUCTURE.columns_of(np.zeros(0, dtype=np.int64)).tolist() == [4]
    assert STRUCTURE.others.tolist() == [4]
    assert STRUCTURE.levels == 4


def test_served_levels_are_those_at_one() -> None:
    """The slack is no level, whatever its value; a solver's dust is no serving."""
    assert STRUCTURE.served(np.array([0.0, 0.9999999, 1e-7, 0.0, 3.0])).tolist() == [1]
