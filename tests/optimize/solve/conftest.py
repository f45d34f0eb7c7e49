"""Small problems in levels, that can be solved by hand or by branch and bound as a whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from planner.optimize.linear_problem import LinearProblem, ProblemWriter
from planner.optimize.solve import Structure


@pytest.fixture(scope="session")
def two_meals() -> tuple[LinearProblem, Structure]:
    """Each of two meals needs 3: of A, weight 4 at cost 4, or of B, weight 3 at cost 3.3.

    The relaxation takes three quarters of each A, for 6; in whole numbers A costs 8, B 6.6.
    """
    writer = ProblemWriter()
    columns = writer.add_columns(np.array([4.0, 3.3, 4.0, 3.3]), np.ones(4), integer=True)
    for block in range(2):
        own = columns[2 * block : 2 * block + 2]
        writer.add_row(f"meal{block}", own, np.array([4.0, 3.0]), 3.0, np.inf)
    block = np.array([0, 0, 1, 1])
    none = np.zeros(4, dtype=np.bool_)
    return writer.freeze(), Structure(np.arange(4), np.zeros(4, int), block, block, none)


@pytest.fixture(scope="session")
def covering() -> Callable[..., tuple[LinearProblem, Structure]]:
    """Cover three needs at least cost with choices of three levels, and one slack column.

    The choices are in two buckets, each a block; the first of each block leads. A cap limits what
    all of them hold of something.
    """

    def build(seed: int, count: int = 8) -> tuple[LinearProblem, Structure]:
        random = np.random.default_rng(seed)
        choice = np.repeat(np.arange(count), 3)
        level = np.tile(np.arange(3), count)
        size = 1.0 + 0.5 * level
        cost = 0.5 + random.random(count)[choice] * size
        writer = ProblemWriter()
        columns = writer.add_columns(cost, np.ones(3 * count), integer=True)
        slack = writer.add_columns(np.array([50.0]), np.array([np.inf]), integer=False)
        for number in range(3):
            held = random.integers(0, 6, count)[choice] * size
            both, amounts = np.append(columns, slack), np.append(held, 1.0)
            writer.add_row(f"need{number}", both, amounts, 11.0, np.inf)
        weight = random.integers(1, 4, count)[choice] * size
        writer.add_row("cap", columns, weight, -np.inf, 12.0)
        for number in range(count):
            writer.add_row(f"one_level:{number}", columns[choice == number], np.ones(3), -np.inf, 1)
        bucket = np.arange(count) % 2
        structure = Structure(
            np.append(choice, -1), np.append(level, 0), bucket, bucket, np.arange(count) < 2
        )
        return writer.freeze(), structure

    return build
