"""The smallest change is the smallest: exhaustive search over all pairs finds nothing better."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from planner.optimize.least_change import Bound, ChangeModel, ChangeProblem, Options
from planner.optimize.linear_problem import FloatArray
from planner.optimize.solve.highs import solve_highs_mip


def small_problem(seed: int) -> ChangeProblem:
    """Return a drawn diary of five foods with five that may be added, and four bounds."""
    draw = np.random.default_rng(seed)
    now = np.append(draw.integers(4, 12, 5) * 20.0, np.zeros(5))
    step = draw.choice([20.0, 30.0, 40.0], 10)
    least = np.where(now > 0, step, step * draw.integers(1, 3, 10))
    options = Options(
        now=now,
        step=step,
        least=least,
        most=np.where(now > 0, now, 0) + step * draw.integers(2, 4, 10),
        price=draw.uniform(0.5, 2.0, 10),
        is_kept=np.arange(10) == 0,
        meal=tuple(draw.choice(["breakfast", "dinner"], 10).tolist()),
    )
    per_gram = draw.uniform(0.0, 2.0, (4, 10)) * draw.integers(0, 2, (4, 10))
    sums = per_gram @ now + 1.0
    bounds = (
        Bound("magnesium_mg", True, 1.3 * sums[0], per_gram[0], 3.0),
        Bound("calcium_mg", True, 1.2 * sums[1], per_gram[1], 1.0, 0.8 * sums[1]),
        Bound("energy_kcal", True, 0.9 * sums[2], per_gram[2]),
        Bound("energy_kcal", False, 1.1 * sums[2], per_gram[2]),
        Bound("sodium_mg", False, 0.8 * sums[3], per_gram[3]),
    )
    return ChangeProblem(options, bounds)


def best_by_trial(problem: ChangeProblem, most: int) -> float:
    """Return the least cost over all sets of so many changes in all their amounts."""
    best = problem.cost(problem.options.now)
    for count in range(1, most + 1):
        for chosen in combinations(range(len(problem.options)), count):
            levels = [problem.amounts_of(option) for option in chosen]
            for amounts in product(*levels):
                grams = problem.options.now.copy()
                grams[list(chosen)] = amounts
                best = min(best, problem.cost(grams))
    return best


def solved(problem: ChangeProblem, most: int) -> FloatArray:
    """Return the amounts that the solver finds best with so many changes."""
    model = ChangeModel(problem, most)
    found = solve_highs_mip(
        model.linear(), time_limit_seconds=20, relative_gap=0.0, absolute_gap=1e-7,
        node_limit=100_000,
    )  # fmt: skip
    assert found.found
    return model.grams_of(found.x)


@pytest.mark.parametrize("seed", range(6))
def test_no_pair_of_changes_is_better(seed: int) -> None:
    """With one and with two changes the answer costs as little as the best of all."""
    problem = small_problem(seed)
    for most in (1, 2):
        grams = solved(problem, most)
        assert int(problem.changed(grams).sum()) <= most
        assert problem.cost(grams) == pytest.approx(best_by_trial(problem, most), abs=1e-4)


def test_what_must_stay_stays() -> None:
    """The first food is never touched, and more changes never cost more."""
    problem = small_problem(1)
    costs = []
    for most in (1, 2, 3, 4):
        grams = solved(problem, most)
        assert grams[0] == problem.options.now[0]
        costs.append(problem.cost(grams))
    assert costs == sorted(costs, reverse=True)
