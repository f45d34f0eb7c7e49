"""Kernel search: solve the relaxation, then the problem restricted to a kernel of good choices.

Every pair of meals is then offered more choices, and the choices used by any solution found are
combined in a final problem.

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
from planner.request.choices import SOLVERS

_CORES = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="block")
WIDENED_GAP = 1.0  # relative gap for a widened kernel: almost any solution is a good start


@dataclass(frozen=True)
class KernelOptions:
    """Parameters of kernel search.

    Attributes
    ----------
    size : int
        Number of choices in the first kernel.
    per_bucket : int
        Number of choices of each bucket (meal and role) that are always in the kernel.
    first_gap : float
        Relative gap for the first kernel, which the blocks improve on.
    relative_gap, absolute_gap : float
        Gaps for pairs of blocks; also the least improvement that is looked for.
    node_limit, block_nodes : int
        Node limits of branch and bound for the first kernel and for a pair of blocks. Widened
        kernels, solved only if earlier ones have no solution, have no node limit.
    block_size : int
        Number of choices of two blocks (meals) added to the current solution; 0 for no blocks.
    time_limit_seconds : float
        Time limit of the whole search.
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
    """The relation of columns, choices, buckets and blocks.

    Attributes
    ----------
    choice : ndarray of int, shape (columns,)
        Choice of each column; -1 for columns that are always included.
    bucket, block : ndarray of int, shape (choices,)
        Bucket (meal and role) and block (meal) of each choice.
    """

    choice: IntArray
    bucket: IntArray
    block: IntArray

    def columns_of(self, chosen: IntArray) -> IntArray:
        """Return the columns of some choices and the columns without a choice, ascending."""
        inside = np.zeros(len(self.bucket) + 1, dtype=bool)
        inside[chosen] = True
        inside[-1] = True  # index -1 stands for columns without a choice
        return np.flatnonzero(inside[self.choice])

    def used_by(self, x: FloatArray) -> IntArray:
        """Return the choices that a solution over all columns uses, ascending."""
        used = self.choice[x > 1e-9]
        return np.unique(used[used >= 0])


def rank_choices(
    relaxed: Solution, choice: IntArray, bucket: IntArray, per_bucket: int
) -> IntArray:
    """Rank the choices: used ones and the best of every bucket first, then by reduced cost.

    Parameters
    ----------
    relaxed : Solution
        Solution of the linear relaxation.
    choice : ndarray of int, shape (columns,)
        Choice of each column; -1 for columns that are always included.
    bucket : ndarray of int, shape (choices,)
        Bucket of each choice.
    per_bucket : int
        Number of choices of each bucket to rank first.
    """
    count = len(bucket)
    has_choice = choice >= 0
    owner = choice[has_choice]
    used = np.bincount(owner, relaxed.x[has_choice], minlength=count) > 1e-7
    # The columns of a choice enter together, so their reduced costs are added up.
    reduced_cost = np.maximum(relaxed.reduced_cost[has_choice], 0.0)
    price = np.bincount(owner, reduced_cost, minlength=count)
    order = np.lexsort((price, ~used))
    place_in_bucket = np.zeros(count, dtype=np.int64)
    seen: dict[int, int] = {}
    for number in order:
        place_in_bucket[number] = seen.get(int(bucket[number]), 0)
        seen[int(bucket[number])] = int(place_in_bucket[number]) + 1
    first = used | (place_in_bucket < per_bucket)
    return np.lexsort((price, ~first))


class _Search:
    """The state of a kernel search: time used and best solution so far, over all columns."""

    def __init__(
        self, problem: LinearProblem, structure: Structure, solver: str, options: KernelOptions
    ) -> None:
        self.problem, self.structure, self.solver = problem, structure, solver
        self.options = options
        self.seconds = 0.0
        self.best: Solution | None = None
        # Mask of the choices used by any solution so far.
        self.used = np.zeros(len(structure.bucket), dtype=bool)
        self.last_status = Status.FAILED

    @property
    def seconds_left(self) -> float:
        return self.options.time_limit_seconds - self.seconds

    def attempt(self, chosen: IntArray, node_limit: int, relative_gap: float) -> None:
        """Solve the problem restricted to some choices and keep the solution if it is better."""
        kept = self.structure.columns_of(chosen)
        answer = self._answer(kept, node_limit, relative_gap)
        self.seconds += answer.seconds
        self._take(kept, answer)

    def _take(self, kept: IntArray, answer: Solution) -> None:
        """Record the choices a solution uses, and keep it if it is the best so far."""
        self.last_status = answer.status
        if not answer.found:
            return
        x: FloatArray = np.zeros(self.problem.columns)
        x[kept] = answer.x
        self.used[self.structure.used_by(x)] = True
        if self.best is None or answer.objective < self.best.objective - 1e-9:
            self.best = replace(answer, x=x)

    def _answer(self, kept: IntArray, node_limit: int, relative_gap: float) -> Solution:
        """Solve the problem restricted to some columns, including those of the best solution."""
        problem = self.problem.restricted_to(kept)
        if self.best is not None and SOLVERS[self.solver].solve_arrays is None:
            # The solver takes no start, so a row demands an improvement by more than the gap.
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
        """Return the objective that a solution must reach to improve by more than the gap."""
        return best.objective - max(self.options.absolute_gap, relative_gap * abs(best.objective))

    def first_solution(self, ranked: IntArray) -> None:
        """Solve with more and more choices until a solution is found or no choice is left."""
        size, node_limit, gap = self.options.size, self.options.node_limit, self.options.first_gap
        while True:
            self.attempt(ranked[:size], node_limit, gap)
            if self.best is not None or size >= len(ranked) or self.seconds_left <= 0:
                return
            size, node_limit, gap = 2 * size, NO_NODE_LIMIT, max(gap, WIDENED_GAP)

    def improve(self, relaxation: Relaxation) -> None:
        """Improve the solution by offering every pair of blocks more of their choices.

        Pairs without a common block are solved in parallel, from the same solution, and the best
        result is kept. The answer does not depend on the number of cores.
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
        """Return the columns on which to improve two blocks; None if no gain is possible."""
        structure = self.structure
        used = structure.used_by(best.x)
        inside = np.isin(structure.block, pair)
        relaxation.open_only(structure.columns_of(np.union1d(used, np.flatnonzero(inside))))
        relaxed = relaxation.solve(max(self.seconds_left, 0.5))
        self.seconds += relaxed.seconds
        worth = self._worth_finding(best, self.options.relative_gap)
        if not relaxed.found or relaxed.objective > worth:
            return None
        ranked = rank_choices(relaxed, structure.choice, structure.bucket, 0)
        candidates = ranked[inside[ranked]][: self.options.block_size]
        return structure.columns_of(np.union1d(used, candidates))

    def recombine(self) -> None:
        """Solve with the choices of all solutions so far, to combine separate improvements."""
        if self.best is not None and self.seconds_left > 0:
            nodes, gap = self.options.block_nodes, self.options.relative_gap
            self.attempt(np.flatnonzero(self.used), nodes, gap)

    def _answer_block(self, kept: IntArray) -> Solution:
        return self._answer(kept, self.options.block_nodes, self.options.relative_gap)


def rounds_of_pairs(blocks: Sequence[int]) -> list[list[tuple[int, ...]]]:
    """Return all pairs of blocks in rounds, so that the pairs of a round have no block in common.

    A single block forms one round by itself.

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
    """Solve a problem by kernel search.

    Returns
    -------
    solution : Solution
        Solution over all columns, with the bound of the relaxation. INFEASIBLE only if the
        relaxation or the full problem is infeasible.
    relaxed : Solution
        Solution of the linear relaxation; its objective is a lower bound.

    Raises
    ------
    CancelledError
        If the current work is cancelled.
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
