"""Kernel search: solve the relaxation, keep the choices it uses or nearly uses, solve on those.

After Angelelli, Mansini and Speranza, "Kernel search: a general heuristic for the multi-dimensional
knapsack problem", Computers & Operations Research 37 (2010) 2017-2026.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.model.problem import FloatArray, IntArray, LinearProblem
from planner.solve.milp import NO_NODE_LIMIT, solve
from planner.solve.relaxation import solve_relaxation
from planner.solve.solution import Solution, Status


@dataclass(frozen=True)
class KernelOptions:
    """How far kernel search goes.

    Attributes
    ----------
    size : int
        Choices in the first kernel.
    per_bucket : int
        Choices of each bucket (meal and role) that are always in.
    relative_gap, absolute_gap : float
        When a kernel counts as solved.
    node_limit : int
        Branch-and-bound nodes after which the best plan of a kernel stands; later kernels,
        which are solved only when earlier ones held no plan, have no such limit.
    time_limit_seconds : float
        For everything together.
    """

    size: int = 90
    per_bucket: int = 3
    relative_gap: float = 0.04
    absolute_gap: float = 0.5
    node_limit: int = 120
    time_limit_seconds: float = 30.0


def rank_choices(
    relaxed: Solution, choice: IntArray, bucket: IntArray, per_bucket: int
) -> IntArray:
    """Order the choices: used ones, the best of every bucket, then by reduced cost.

    Parameters
    ----------
    relaxed : Solution
        Of the linear relaxation.
    choice : ndarray of int, shape (columns,)
        Choice that a column belongs to; -1 for columns that are always kept.
    bucket : ndarray of int, shape (choices,)
        Bucket of each choice.
    """
    count = len(bucket)
    own = choice >= 0
    used = np.bincount(choice[own], relaxed.x[own], minlength=count) > 1e-7
    # A choice can enter only with all its columns, so its price is the sum of what they lack.
    price = np.bincount(choice[own], np.maximum(relaxed.reduced_cost[own], 0.0), minlength=count)
    order = np.lexsort((price, ~used))
    place_in_bucket = np.zeros(count, dtype=np.int64)
    seen: dict[int, int] = {}
    for number in order:
        place_in_bucket[number] = seen.get(int(bucket[number]), 0)
        seen[int(bucket[number])] = int(place_in_bucket[number]) + 1
    first = used | (place_in_bucket < per_bucket)
    return np.lexsort((price, ~first))


def solve_by_kernel(
    problem: LinearProblem,
    choice: IntArray,
    bucket: IntArray,
    solver: str = "highs",
    options: KernelOptions = KernelOptions(),
) -> tuple[Solution, Solution]:
    """Solve on growing sets of choices until one holds a solution.

    Returns
    -------
    solution : Solution
        Over all columns; INFEASIBLE only when the relaxation or the full problem is.
    relaxed : Solution
        The linear relaxation, whose objective bounds every solution.
    """
    relaxed = solve_relaxation(problem, options.time_limit_seconds)
    if not relaxed.found:
        return relaxed, relaxed
    ranked = rank_choices(relaxed, choice, bucket, options.per_bucket)
    left = options.time_limit_seconds - relaxed.seconds
    seconds = relaxed.seconds
    size = options.size
    while True:
        inside = np.zeros(len(bucket) + 1, dtype=bool)
        inside[ranked[:size]] = True
        inside[-1] = True  # columns of no choice carry the number -1
        kept = np.flatnonzero(inside[choice])
        answer = solve(
            problem.restricted_to(kept),
            solver,
            time_limit_seconds=max(left, 0.5),
            relative_gap=options.relative_gap,
            absolute_gap=options.absolute_gap,
            node_limit=options.node_limit if size == options.size else NO_NODE_LIMIT,
        )
        seconds += answer.seconds
        left -= answer.seconds
        if answer.found or size >= len(bucket) or left <= 0:
            break
        size *= 3
    if answer.found:
        answer = _widen(answer, kept, problem.columns, relaxed.objective, seconds)
    elif size < len(bucket) and answer.status is Status.INFEASIBLE:
        answer = Solution(
            Status.TIME_LIMIT, answer.x, answer.objective, answer.bound, seconds, answer.x, answer.x
        )
    return answer, relaxed


def _widen(
    answer: Solution, kept: IntArray, columns: int, bound: float, seconds: float
) -> Solution:
    """Put a restricted solution back among all columns; its bound is the relaxation's."""
    x: FloatArray = np.zeros(columns)
    x[kept] = answer.x
    return Solution(
        answer.status, x, answer.objective, bound, seconds, answer.reduced_cost, answer.dual
    )
