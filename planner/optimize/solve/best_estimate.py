"""Branch and bound that goes on with the node that promises the best solution.

A node is worth its bound and what its fractional columns are expected to cost until all are whole.
Nodes near the root count much of that, so the search neither stays there, as one by the bound
alone, nor sinks into the first dive, as one by depth (Bénichou and others 1971; Linderoth and
Savelsbergh 1999). Until the first solution is known it dives.

References
----------
M. Bénichou, J. M. Gauthier, P. Girodet, G. Hentges, G. Ribière and O. Vincent, "Experiments in
mixed-integer linear programming", Mathematical Programming 1 (1971) 76-94.
J. T. Linderoth and M. W. P. Savelsbergh, "A computational study of search strategies for mixed
integer programming", INFORMS Journal on Computing 11 (1999) 173-187.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray
from planner.optimize.solve.partial_problem import NodeSolution, PartialProblem

WHOLE = 1e-6  # from a whole number: HiGHS's own tolerance
_LEADING_FIRST = 0.5  # added to the value of leading choices where the next branch is chosen
_UNUSED_LEVEL = 0.3  # steps by which a level that the relaxation does not use stands back


@dataclass(frozen=True)
class Pace:
    """What a search goes by.

    Attributes
    ----------
    nodes : int
        Node limit.
    per_fractional : float
        Expected cost of a fractional column until it is whole.
    least_gain : float
        Smallest improvement that is looked for.
    is_enough : callable, optional
        Tells of the values of a solution whether the search may stop there.
    complete : bool
        Branch so that an exhausted search proves that there is nothing better. Otherwise a leading
        choice that is left is left at all its levels.
    out_of_time : callable
        Asked at every node.
    """

    nodes: int
    per_fractional: float
    least_gain: float
    is_enough: Callable[[FloatArray], bool] | None = None
    complete: bool = False
    out_of_time: Callable[[], bool] = lambda: False


class _Node(NamedTuple):
    """Compared by estimate, then by number, which no other node has.

    Where it serves no more than the node it comes from (`serves_more`), everything still fits.
    """

    estimate: float
    number: int
    bound: float
    lower: FloatArray
    upper: FloatArray
    serves_more: bool = False


@dataclass(frozen=True)
class Found:
    """What a search ended with.

    Attributes
    ----------
    objective : float
        Of the best solution; the cutoff where none was found.
    x : ndarray, shape (open columns,), or None
        The best solution better than the cutoff.
    nodes : int
        Nodes that were solved.
    exhausted : bool
        Whether no node is left.
    """

    objective: float
    x: FloatArray | None
    nodes: int
    exhausted: bool


class BestEstimateSearch:
    """One search on a partial problem for solutions better than a cutoff."""

    def __init__(self, part: PartialProblem, cutoff: float, pace: Pace) -> None:
        self.part, self.cutoff, self.pace = part, cutoff, pace
        self.x: FloatArray | None = None
        self._heap: list[_Node] = []
        self._count = 0

    def run(self) -> Found:
        """Search until the limits stop it or nothing is left."""
        nodes, part = 0, self.part
        root = np.zeros(len(part.columns)), part.upper.copy()
        self._push(-np.inf, -np.inf, *root, serves_more=True)
        dive: _Node | None = None
        while (dive or self._heap) and nodes < self.pace.nodes and not self.pace.out_of_time():
            node, dive = dive or heapq.heappop(self._heap), None
            if node.bound >= self._worth or not self._fits(node):
                continue
            nodes += 1
            solution = part.solve(node.lower, node.upper)
            if solution is None or solution.objective >= self._worth:
                continue
            dive = self._branch(node, solution)
            if self._has_enough():
                break
        return Found(self.cutoff, self.x, nodes, not self._heap and dive is None)

    def _has_enough(self) -> bool:
        return (
            self.x is not None and self.pace.is_enough is not None and self.pace.is_enough(self.x)
        )

    @property
    def _worth(self) -> float:
        """The objective below which a solution is looked for."""
        return self.cutoff - self.pace.least_gain

    def _fits(self, node: _Node) -> bool:
        """Close the levels that no longer fit beside the served ones; see `PartialProblem`."""
        return not node.serves_more or self.part.close_what_no_longer_fits(node.lower, node.upper)

    def _push(
        self,
        estimate: float,
        bound: float,
        lower: FloatArray,
        upper: FloatArray,
        *,
        serves_more: bool = False,
    ) -> None:
        node = _Node(estimate, self._count, bound, lower, upper, serves_more)
        heapq.heappush(self._heap, node)
        self._count += 1

    def _branch(self, node: _Node, solution: NodeSolution) -> _Node | None:
        """Take a whole solution, or make two nodes; return the one to go on with in a dive."""
        part, x = self.part, solution.x
        fractional = np.flatnonzero(part.integer & (np.abs(x - np.rint(x)) > WHOLE))
        if not len(fractional):
            self.cutoff, self.x = solution.objective, x
            return None
        count = int(np.searchsorted(fractional, part.levels))
        if not count:
            self._branch_on_other(node, solution, int(fractional[0]))
            return None
        self._fix_by_reduced_cost(node, solution)
        chosen, siblings = self._level_to_branch_on(node, x, fractional[:count])
        if chosen < 0:
            return None
        without = node.upper.copy()
        close_all = part.leading[chosen] and not self.pace.complete
        without[siblings if close_all else chosen] = 0.0
        estimate = solution.objective + self.pace.per_fractional * count
        self._push(estimate, solution.objective, node.lower.copy(), without)
        with_it = node.lower.copy()
        with_it[chosen] = 1.0
        estimate -= self.pace.per_fractional
        if np.isinf(self.cutoff):
            self._count += 1
            return _Node(estimate, self._count, solution.objective, with_it, node.upper, True)
        self._push(estimate, solution.objective, with_it, node.upper, serves_more=True)
        return None

    def _branch_on_other(self, node: _Node, solution: NodeSolution, column: int) -> None:
        """Branch on a column that is no level, such as a switch."""
        nearest = float(np.round(solution.x[column]))
        for value in (nearest, 1.0 - nearest):
            lower, upper = node.lower.copy(), node.upper.copy()
            lower[column] = upper[column] = value
            self._push(solution.objective, solution.objective, lower, upper)

    def _fix_by_reduced_cost(self, node: _Node, solution: NodeSolution) -> None:
        """Close the unused levels that cost more than there is to gain."""
        if np.isinf(self.cutoff):
            return
        count = self.part.levels
        dear = solution.reduced_cost[:count] > self._worth - solution.objective
        unused = (node.lower[:count] < 0.5) & (solution.x[:count] < WHOLE)
        node.upper[:count][dear & unused] = 0.0

    def _level_to_branch_on(
        self, node: _Node, x: FloatArray, fractional: IntArray
    ) -> tuple[int, slice]:
        """Return the level to serve or leave, and all levels of its choice; -1 if none is open.

        Of the choices that are used in part, the one used most, leading ones first; of its levels
        the one nearest to what is used.
        """
        part = self.part
        own, used = part.group[fractional], x[: part.levels]
        total = np.bincount(part.group, used)
        score = total[own] + 1e-3 * used[fractional] + _LEADING_FIRST * part.leading[fractional]
        group = own[int(np.argmax(score))]
        siblings = part.levels_of(group)
        level, share = part.level[siblings], used[siblings]
        mean = float((share * level).sum() / total[group])
        far = np.abs(level - mean) + _UNUSED_LEVEL * (share < WHOLE)
        far[node.upper[siblings] < 0.5] = np.inf
        nearest = int(np.argmin(far))
        return (siblings.start + nearest if np.isfinite(far[nearest]) else -1), siblings
