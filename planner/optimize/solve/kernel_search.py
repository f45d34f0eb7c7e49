"""Kernel search: solve the relaxation, keep the choices it uses or nearly uses, solve on those.

Every two meals are then offered more choices, and what any solution on the way has used is solved
on together once more.

After Angelelli, Mansini and Speranza, "Kernel search: a general heuristic for the multi-dimensional
knapsack problem", Computers & Operations Research 37 (2010) 2017-2026.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.pulp_solvers import NO_NODE_LIMIT
from planner.optimize.solve.solution import Solution, Status, no_solution
from planner.optimize.solve.subproblem import solve_subproblem

_CORES = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="block")
WIDENED_GAP = 1.0  # of a widened kernel: about any solution does, to improve on


@dataclass(frozen=True)
class KernelOptions:
    """How far kernel search goes.

    Attributes
    ----------
    size : int
        Choices in the first kernel.
    per_bucket : int
        Choices of each bucket (meal and role) that are always in.
    first_gap : float
        Relative gap at which the first kernel counts as solved: the blocks improve on it.
    relative_gap, absolute_gap : float
        When a block counts as solved, and the least improvement looked for.
    node_limit, block_nodes : int
        Branch-and-bound nodes after which the best solution of the first kernel, or of two blocks,
        stands; later kernels, solved only when earlier ones held no solution, have no such limit.
    block_size : int
        Choices of two blocks (meals) that are tried in turn beside the solution so far; 0 for none.
    time_limit_seconds : float
        For everything together.
    """

    size: int = 60
    per_bucket: int = 2
    first_gap: float = 0.4
    relative_gap: float = 0.02
    absolute_gap: float = 0.4
    node_limit: int = 40
    block_nodes: int = 15
    block_size: int = 44
    time_limit_seconds: float = 30.0


@dataclass(frozen=True)
class Structure:
    """How the columns of a problem hang together.

    Attributes
    ----------
    choice : ndarray of int, shape (columns,)
        Choice of each column; -1 for columns that are always kept.
    bucket, block : ndarray of int, shape (choices,)
        Bucket (meal and role) and block (meal) of each choice.
    """

    choice: IntArray
    bucket: IntArray
    block: IntArray

    def columns_of(self, chosen: IntArray) -> IntArray:
        """Return the columns of some choices, and those of none, ascending."""
        inside = np.zeros(len(self.bucket) + 1, dtype=bool)
        inside[chosen] = True
        inside[-1] = True  # columns of no choice carry the number -1
        return np.flatnonzero(inside[self.choice])

    def used_by(self, x: FloatArray) -> IntArray:
        """Return the choices that a solution over all columns uses, ascending."""
        own = self.choice[x > 1e-9]
        return np.unique(own[own >= 0])


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


class _Search:
    """One kernel search: the clock, and the best solution so far over all columns."""

    def __init__(
        self, problem: LinearProblem, structure: Structure, solver: str, options: KernelOptions
    ) -> None:
        self.problem, self.structure, self.solver = problem, structure, solver
        self.options = options
        self.seconds = 0.0
        self.best: Solution | None = None
        self.used = np.zeros(len(structure.bucket), dtype=bool)  # choices of any solution so far
        self.last_status = Status.FAILED

    @property
    def seconds_left(self) -> float:
        return self.options.time_limit_seconds - self.seconds

    def attempt(self, chosen: IntArray, node_limit: int, relative_gap: float) -> None:
        """Solve on some choices; keep what is found if it is better."""
        kept = self.structure.columns_of(chosen)
        answer = self._answer(kept, node_limit, relative_gap)
        self.seconds += answer.seconds
        self._take(kept, answer)

    def _take(self, kept: IntArray, answer: Solution) -> None:
        """Note what a solution on some columns uses; keep it if it is the best so far."""
        self.last_status = answer.status
        if not answer.found:
            return
        x: FloatArray = np.zeros(self.problem.columns)
        x[kept] = answer.x
        self.used[self.structure.used_by(x)] = True
        if self.best is None or answer.objective < self.best.objective - 1e-9:
            self.best = replace(answer, x=x)

    def _answer(self, kept: IntArray, node_limit: int, relative_gap: float) -> Solution:
        """Solve on some columns, that hold those of the best solution so far."""
        problem = self.problem.restricted_to(kept)
        if self.best is not None and self.solver != "highs":
            # Without a start: say that only a solution better by more than the gap is of use.
            problem = problem.below(self._worth_finding(self.best, relative_gap))
        return solve_subproblem(
            problem,
            self.solver,
            start=None if self.best is None else self.best.x[kept],
            time_limit_seconds=max(self.seconds_left, 0.5),
            relative_gap=relative_gap,
            absolute_gap=self.options.absolute_gap,
            node_limit=node_limit,
        )

    def _worth_finding(self, best: Solution, relative_gap: float) -> float:
        """Return the objective that a solution must reach to be of use beside the best one."""
        return best.objective - max(self.options.absolute_gap, relative_gap * abs(best.objective))

    def first_solution(self, ranked: IntArray) -> None:
        """Solve on ever more choices until there is a solution, or none left to add."""
        size, node_limit, gap = self.options.size, self.options.node_limit, self.options.first_gap
        while True:
            self.attempt(ranked[:size], node_limit, gap)
            if self.best is not None or size >= len(ranked) or self.seconds_left <= 0:
                return
            size, node_limit, gap = 2 * size, NO_NODE_LIMIT, max(gap, WIDENED_GAP)

    def improve(self, relaxation: Relaxation) -> None:
        """Offer every two blocks more of their own choices, beside what the solution uses.

        Pairs without a block in common start from the same solution and are solved at the same
        time, one a core; the better of them stands. So the answer is the same on every machine.
        """
        for pairs in rounds_of_pairs(np.unique(self.structure.block).tolist()):
            if self.best is None or self.seconds_left <= 0:
                return
            offers = [self._offer(relaxation, self.best, pair) for pair in pairs]
            worthwhile = [kept for kept in offers if kept is not None]
            started = time.perf_counter()
            answers = list(_CORES.map(self._answer_block, worthwhile))
            self.seconds += time.perf_counter() - started
            for kept, answer in zip(worthwhile, answers, strict=True):
                self._take(kept, answer)

    def _offer(
        self, relaxation: Relaxation, best: Solution, pair: tuple[int, ...]
    ) -> IntArray | None:
        """Return the columns to improve two blocks on; None where nothing is to be gained."""
        structure = self.structure
        own = structure.used_by(best.x)
        inside = np.isin(structure.block, pair)
        relaxation.open_only(structure.columns_of(np.union1d(own, np.flatnonzero(inside))))
        relaxed = relaxation.solve(max(self.seconds_left, 0.5))
        self.seconds += relaxed.seconds
        worth = self._worth_finding(best, self.options.relative_gap)
        if not relaxed.found or relaxed.objective > worth:
            return None
        ranked = rank_choices(relaxed, structure.choice, structure.bucket, 0)
        candidates = ranked[inside[ranked]][: self.options.block_size]
        return structure.columns_of(np.union1d(own, candidates))

    def recombine(self) -> None:
        """Solve on what any solution so far has used: of two improvements only one could stand."""
        if self.best is not None and self.seconds_left > 0:
            nodes, gap = self.options.block_nodes, self.options.relative_gap
            self.attempt(np.flatnonzero(self.used), nodes, gap)

    def _answer_block(self, kept: IntArray) -> Solution:
        return self._answer(kept, self.options.block_nodes, self.options.relative_gap)


def rounds_of_pairs(blocks: Sequence[int]) -> list[list[tuple[int, ...]]]:
    """Pair every two blocks, in rounds of pairs that have none in common.

    A single block is a round of its own.

    Examples
    --------
    >>> rounds_of_pairs([0, 1, 2, 3])
    [[(0, 1), (2, 3)], [(0, 2), (1, 3)], [(0, 3), (1, 2)]]
    """
    left: list[tuple[int, ...]] = [*combinations(blocks, 2)] or [tuple(blocks)]
    rounds = []
    while left:
        together: list[tuple[int, ...]] = []
        for pair in left:
            if not any(set(pair) & set(other) for other in together):
                together.append(pair)
        left = [pair for pair in left if pair not in together]
        rounds.append(together)
    return rounds


def solve_by_kernel(
    problem: LinearProblem,
    structure: Structure,
    solver: str = "highs",
    options: KernelOptions = KernelOptions(),
) -> tuple[Solution, Solution]:
    """Solve on a kernel of choices, then let each block reach for more.

    Returns
    -------
    solution : Solution
        Over all columns; its bound is the relaxation's. INFEASIBLE only when the relaxation or
        the full problem is.
    relaxed : Solution
        The linear relaxation, whose objective bounds every solution.
    """
    relaxation = Relaxation(problem)
    relaxed = relaxation.solve(options.time_limit_seconds)
    if not relaxed.found:
        return relaxed, relaxed
    search = _Search(problem, structure, solver, options)
    search.seconds = relaxed.seconds
    ranked = rank_choices(relaxed, structure.choice, structure.bucket, options.per_bucket)
    search.first_solution(ranked)
    if search.best is None:
        status = search.last_status
        if status is Status.INFEASIBLE and search.seconds_left <= 0:
            status = Status.TIME_LIMIT
        return no_solution(status, search.seconds), relaxed
    if options.block_size:
        search.improve(relaxation)
        search.recombine()
    best = replace(search.best, bound=relaxed.objective, seconds=search.seconds)
    return best, relaxed
