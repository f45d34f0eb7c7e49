"""Choose what several problems take in common, with the needs of all of them in view.

Each problem is relaxed alone first: the reduced costs of all of them tell which alternatives and
levels are worth a look. With these the relaxations are solved as one, where an alternative is open
to a problem only as far as it is chosen for all. Alternatives are then chosen one after another,
going on where the relaxation costs least; every relaxation starts from the one before.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem, ProblemWriter
from planner.optimize.solve.highs import Relaxation
from planner.optimize.solve.structure import Structure

_COMPARED = 4  # alternatives of one choice whose relaxations are compared
_SIZES = ((12, 250), (40, 1000))  # alternatives of a choice, and levels of a problem, looked at
_DECIDED = 1.0 - 1e-6


@dataclass(frozen=True)
class CommonChoice:
    """One choice to be made for several problems.

    Attributes
    ----------
    alternatives : tuple of tuple of ndarray of int
        For every alternative, the columns of each problem that take it; empty for a problem that
        the choice does not concern.
    barred : frozenset of int
        Alternatives that may not be chosen.
    """

    alternatives: tuple[tuple[IntArray, ...], ...]
    barred: frozenset[int] = frozenset()


def choose_in_common(
    problems: Sequence[LinearProblem],
    structures: Sequence[Structure],
    choices: Sequence[CommonChoice],
) -> tuple[int, ...] | None:
    """Return the alternative of every choice with which all problems together cost least.

    Parameters
    ----------
    problems : sequence of LinearProblem
        Their relaxations are solved together.
    structures : sequence of Structure
        How the columns of each problem belong together.
    choices : sequence of CommonChoice
        The choices. A problem may take no alternative, but none that is not chosen.

    Returns
    -------
    tuple of int or None
        The place of the alternative of each choice: those with which the relaxation costs least
        among the ones looked at. None where it has no solution.
    """
    prices = []
    for number, problem in enumerate(problems):
        relaxed = Relaxation(_without_barred(problem, number, choices)).solve()
        if not relaxed.found:
            return None
        prices.append(np.maximum(relaxed.reduced_cost, 0.0))
    for most_alternatives, most_levels in _SIZES:
        open_ = [_ranked(choice, prices)[:most_alternatives] for choice in choices]
        if not all(open_):
            return None
        parts = _Parts(problems, structures, prices, most_levels)
        found = _Search(*parts.with_alternatives(choices, open_)).run()
        if found is not None:
            return tuple(places[place] for places, place in zip(open_, found, strict=True))
    return None


def _without_barred(
    problem: LinearProblem, number: int, choices: Sequence[CommonChoice]
) -> LinearProblem:
    """Return a problem that takes no barred alternative, so that its prices are of the others."""
    upper = problem.column_upper.copy()
    for choice in choices:
        for place in choice.barred:
            upper[choice.alternatives[place][number]] = 0.0
    return replace(problem, column_upper=upper)


def _ranked(choice: CommonChoice, prices: Sequence[FloatArray]) -> list[int]:
    """Return the alternatives that are not barred by what they cost all problems, cheapest first.

    An alternative that some problem cannot take is none.
    """
    concerned = [any(map(len, columns)) for columns in zip(*choice.alternatives, strict=True)]
    costs: dict[int, float] = {}
    for place, of_problems in enumerate(choice.alternatives):
        if place not in choice.barred:
            pairs = zip(of_problems, prices, concerned, strict=True)
            least = (own[columns].min(initial=np.inf) for columns, own, has in pairs if has)
            costs[place] = float(sum(least))
    return sorted((place for place in costs if np.isfinite(costs[place])), key=costs.__getitem__)


@dataclass(frozen=True)
class _Parts:
    """The problems over their cheapest levels."""

    problems: Sequence[LinearProblem]
    structures: Sequence[Structure]
    prices: Sequence[FloatArray]
    most_levels: int

    def with_alternatives(
        self, choices: Sequence[CommonChoice], open_: Sequence[Sequence[int]]
    ) -> tuple[list[LinearProblem], list[CommonChoice]]:
        """Return the problems with some alternatives of every choice open, and these choices."""
        kept = [self._kept(number, choices, open_) for number in range(len(self.problems))]
        problems = [
            problem.restricted_to(columns)
            for problem, columns in zip(self.problems, kept, strict=True)
        ]
        parts = [
            CommonChoice(
                tuple(
                    tuple(
                        np.searchsorted(columns, own)
                        for columns, own in zip(kept, choice.alternatives[place], strict=True)
                    )
                    for place in places
                )
            )
            for choice, places in zip(choices, open_, strict=True)
        ]
        return problems, parts

    def _kept(
        self, number: int, choices: Sequence[CommonChoice], open_: Sequence[Sequence[int]]
    ) -> IntArray:
        """Return the columns of a problem that stay: those of open alternatives among them."""
        structure, price = self.structures[number], self.prices[number]
        of_choices = [own[number] for choice in choices for own in choice.alternatives]
        is_free = np.ones(structure.levels, dtype=np.bool_)
        is_free[np.concatenate(of_choices)] = False
        free = np.flatnonzero(is_free)
        cheap = free[np.argsort(price[free], kind="stable")[: self.most_levels]]
        opened = [
            choice.alternatives[place][number]
            for choice, places in zip(choices, open_, strict=True)
            for place in places
        ]
        return np.unique(np.concatenate([cheap, *opened, structure.others]))


@dataclass(order=True)
class _Node:
    """The relaxation with some choices made."""

    objective: float
    number: int
    chosen: dict[int, int] = field(compare=False)
    x: FloatArray = field(compare=False, repr=False)


class _Search:
    """Best first over the alternatives, on the joint relaxation."""

    def __init__(self, problems: Sequence[LinearProblem], choices: Sequence[CommonChoice]) -> None:
        self.problem, self.first = _joined(problems, choices)
        self.counts = [len(choice.alternatives) for choice in choices]
        self.relaxation = Relaxation(self.problem)
        self.solves = 0

    def run(self) -> tuple[int, ...] | None:
        """Make one choice after another, the one that the relaxation has nearly made first."""
        root = self._solve({})
        heap = [] if root is None else [root]
        while heap:
            node = heapq.heappop(heap)
            if len(node.chosen) == len(self.counts):
                return tuple(node.chosen[number] for number in range(len(self.counts)))
            for child in self._children(node):
                heapq.heappush(heap, child)
        return None

    def _children(self, node: _Node) -> Iterator[_Node]:
        """Yield the node with each of the alternatives that its relaxation takes most of."""
        taken = {
            number: node.x[first : first + count]
            for number, (first, count) in enumerate(zip(self.first, self.counts, strict=True))
            if number not in node.chosen
        }
        number = max(taken, key=lambda left: float(taken[left].max()))
        for place in np.argsort(-taken[number], kind="stable")[:_COMPARED].tolist():
            child = self._solve(node.chosen | {number: place})
            if child is not None:
                yield child

    def _solve(self, chosen: dict[int, int]) -> _Node | None:
        """Solve the relaxation with some choices made; None where it has no solution."""
        lower, upper = self.problem.column_lower.copy(), self.problem.column_upper.copy()
        for number, place in chosen.items():
            first = self.first[number]
            upper[first : first + self.counts[number]] = 0.0
            lower[first + place] = upper[first + place] = 1.0
        self.relaxation.set_bounds(lower, upper, self.problem.row_lower, self.problem.row_upper)
        self.solves += 1
        solution = self.relaxation.solve()
        return (
            _Node(solution.objective, self.solves, chosen, solution.x) if solution.found else None
        )


def _joined(
    problems: Sequence[LinearProblem], choices: Sequence[CommonChoice]
) -> tuple[LinearProblem, list[int]]:
    """Return the problems as one, and the first column of each choice's alternatives.

    An alternative has a column between zero and one; of one choice these columns sum to one, and
    those of the alternatives that share some columns of a problem bound what it takes of them.
    """
    writer = ProblemWriter()
    starts = [writer.add_problem(problem) for problem in problems]
    first = []
    for number, choice in enumerate(choices):
        count = len(choice.alternatives)
        columns = writer.add_columns(np.zeros(count), np.ones(count), integer=False)
        first.append(int(columns[0]))
        writer.add_row(f"one:{number}", columns, np.ones(count), 1.0, 1.0)
        for start, of_problem in zip(starts, zip(*choice.alternatives, strict=True), strict=True):
            for places, own in _by_alternatives(of_problem).items():
                members = np.append(np.array(own) + start, columns[list(places)])
                values = np.append(np.ones(len(own)), np.full(len(places), -1.0))
                name = f"open:{number}:{','.join(map(str, places))}"
                writer.add_row(name, members, values, -np.inf, 0.0)
    return writer.freeze(), first


def _by_alternatives(of_problem: Sequence[IntArray]) -> Mapping[tuple[int, ...], list[int]]:
    """Return the columns of one problem by the places of the alternatives that take them."""
    places: dict[int, list[int]] = {}
    for place, own in enumerate(of_problem):
        for column in own.tolist():
            places.setdefault(column, []).append(place)
    grouped: dict[tuple[int, ...], list[int]] = {}
    for column, found in places.items():
        grouped.setdefault(tuple(found), []).append(column)
    return grouped
