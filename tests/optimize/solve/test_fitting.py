"""Which levels still fit beside the served ones."""

from __future__ import annotations

import numpy as np

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Structure
from planner.optimize.solve.fitting import fitting_columns

NOTHING = np.zeros(0, dtype=np.int64)


def capped() -> tuple[LinearProblem, Structure]:
    """Return four levels of weights 6, 5, 4 and 4, a slack of the cap of 10, and a signed row."""
    writer = ProblemWriter()
    levels = writer.add_columns(np.ones(4), np.ones(4), integer=True)
    slack = writer.add_columns(np.ones(1), np.array([np.inf]), integer=False)
    every = np.append(levels, slack)
    writer.add_row("cap", levels, np.array([6.0, 5.0, 4.0, 4.0]), -np.inf, 10.0)
    writer.add_row("signed", every, np.array([0.0, 0.0, 9.0, 0.0, -1.0]), -np.inf, 1.0)
    none = np.zeros(4, int)
    return writer.freeze(), Structure(
        np.array([0, 1, 2, 3, -1]), np.zeros(5, int), none, none, none > 0
    )


def test_what_breaks_a_cap_is_left_out_and_a_slack_may_help() -> None:
    """Beside weight 6 weight 5 is too much; a row with a slack closes nothing."""
    problem, structure = capped()
    fitting = fitting_columns(problem, structure, np.arange(1, 5), np.array([0]))
    assert fitting is not None
    assert fitting.tolist() == [2, 3, 4]
    everything = fitting_columns(problem, structure, np.arange(5), NOTHING)
    assert everything is not None
    assert everything.tolist() == [0, 1, 2, 3, 4]


def test_served_levels_that_are_too_much_leave_nothing() -> None:
    """6 and 5 of a cap of 10: no column can mend that."""
    problem, structure = capped()
    assert fitting_columns(problem, structure, np.arange(2, 5), np.array([0, 1])) is None
