"""Which asks cannot hold together: an elastic model, then a deletion filter, until none clash."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.errors import OutOfTimeError, SolverError
from planner.optimize.deletion_filter import Mask, deletion_filter
from planner.optimize.elastic import elastic
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.day_model import assemble
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.solve import KernelOptions, Relaxation, Solution, Status, solve_by_kernel
from planner.planning.day import DayProblem, structure_of
from planner.planning.infeasible.requirement_model import RequirementModel
from planner.planning.infeasible.requirements import Requirement

TOLERANCE = 1e-6  # by how much, relative to their size, rules may be missed and still count as held
SECONDS = 30.0  # for everything together; a filter that is stopped says so
# To know that there is a plan the first one found is proof enough.
ANY_PLAN = KernelOptions(relative_gap=100.0, first_gap=100.0, block_size=0, time_limit_seconds=10.0)
_TARGETS = frozenset({"energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range"})
# Rules of the ground in the order in which they are set aside, to name one that says most.
_GROUND = ("food_cap", "group_cap", "repeats", "goes_with", "meal_size", "meal_roles")


@dataclass(frozen=True)
class Conflict:
    """Asks that cannot hold together, each of them needed for that.

    Attributes
    ----------
    asks : tuple of Ask
        In the order of the model.
    ground : tuple of Rule
        What makes up a meal and stands against them, where no target does.
    is_minimal : bool
        False where the time ran out before every ask was shown to be needed.
    whole_portions : bool
        Whether they clash only because portions are whole.
    """

    asks: tuple[Requirement, ...]
    ground: tuple[Rule, ...] = ()
    is_minimal: bool = True
    whole_portions: bool = False


class _Model:
    """The elastic relaxation of a requirement model, re-solved warm for sets of requirements."""

    def __init__(self, requirement_model: RequirementModel, deadline: float) -> None:
        self.requirement_model, self.deadline = requirement_model, deadline
        built = assemble(
            requirement_model.choices,
            requirement_model.rules,
            requirement_model.question.request,
            only_relaxed=True,
        )
        self.problem = elastic(built.problem, built.is_rule_row)
        self.rows, self.choice = built.rows, built.choice
        self.warm = Relaxation(self.problem)

    def solve(self, dropped: set[RuleKey], barred: BoolArray) -> Solution:
        """Miss the rules that are not dropped as little as possible.

        Raises
        ------
        OutOfTimeError
            If the deadline has passed.
        """
        left = self.deadline - time.perf_counter()
        if left <= 0:
            raise OutOfTimeError("no time left to find what clashes")
        problem = self.problem
        row_lower, row_upper = problem.row_lower.copy(), problem.row_upper.copy()
        free = [self.rows[key] for key in dropped]
        row_lower[free], row_upper[free] = -np.inf, np.inf
        column_upper = problem.column_upper.copy()
        column_upper[: len(self.choice)][np.append(barred, False)[self.choice]] = 0.0
        self.warm.set_bounds(problem.column_lower, column_upper, row_lower, row_upper)
        answer = self.warm.solve(left)
        if answer.status is Status.TIME_LIMIT:
            raise OutOfTimeError("no time left to find what clashes")
        if not answer.found:
            raise SolverError(f"the search for what clashes ended with: {answer.status.value}")
        return answer

    def of_asks(self, kept: Mask) -> Solution:
        """Solve with some of the asks alone."""
        asks = self.requirement_model.requirements
        dropped = {key for ask, stays in zip(asks, kept, strict=True) if not stays
                   for key in ask.rules}  # fmt: skip
        barred: BoolArray = np.zeros(len(self.requirement_model.choices), dtype=np.bool_)
        for ask, stays in zip(asks, kept, strict=True):
            if stays:
                barred |= ask.bars
        return self.solve(dropped, barred)

    def priced(self, kept: Mask, answer: Solution) -> Mask:
        """Return the asks that cost something: by duality these clash without the others."""
        used = {key for key, row in self.rows.items() if abs(answer.dual[row]) > 1e-9}
        cheap = self.choice[answer.reduced_cost[: len(self.choice)] < -1e-9]
        wanted: BoolArray = np.zeros(len(self.requirement_model.choices), dtype=np.bool_)
        wanted[cheap[cheap >= 0]] = True
        asks = self.requirement_model.requirements
        found = [bool(ask.rules & used) or bool((ask.bars & wanted).any()) for ask in asks]
        return kept & np.array(found, dtype=np.bool_)


def find_conflicts(
    requirement_model: RequirementModel, seconds: float = SECONDS
) -> tuple[Conflict, ...]:
    """Return sets of asks that clash; with all of them set aside, the rest has a plan.

    Each set is minimal: with any one of its asks set aside, its others hold together.
    """
    deadline = time.perf_counter() + seconds
    model = _Model(requirement_model, deadline)
    kept: Mask = np.ones(len(requirement_model.requirements), dtype=np.bool_)
    found: list[Conflict] = []

    def clash(mask: Mask) -> bool:
        return model.of_asks(mask).objective > TOLERANCE

    try:
        if clash(~kept):
            return (Conflict((), _ground_against(model, ())),)
        while kept.any():
            answer = model.of_asks(kept)
            if answer.objective <= TOLERANCE:
                break
            start = model.priced(kept, answer)
            if not (start.any() and clash(start)):
                start = kept
            needed, is_minimal = deletion_filter(start, np.flatnonzero(start), clash)
            found.append(_clash(model, needed, is_minimal))
            kept = kept & ~needed
    except OutOfTimeError:
        pass  # what was found so far is true; the rest stays unsaid
    return tuple(found) or (_clash_in_wholes(requirement_model, deadline),)


def _clash(model: _Model, needed: Mask, is_minimal: bool) -> Conflict:
    """Name the asks that clash, and what stands against them where no target does."""
    asks = tuple(
        ask
        for ask, stays in zip(model.requirement_model.requirements, needed, strict=True)
        if stays
    )
    if any(ask.kind in _TARGETS for ask in asks):
        return Conflict(asks, (), is_minimal)
    return Conflict(asks, _ground_against(model, asks), is_minimal)


def _ground_against(model: _Model, asks: tuple[Requirement, ...]) -> tuple[Rule, ...]:
    """Return the fewest rules of the ground that clash with some asks."""
    ground = sorted(
        model.requirement_model.structural_rules,
        key=lambda rule: _GROUND.index(rule.family) if rule.family in _GROUND else 0,
    )
    barred: BoolArray = np.zeros(len(model.requirement_model.choices), dtype=np.bool_)
    for ask in asks:
        barred = barred | ask.bars
    own = frozenset[RuleKey]().union(*(ask.rules for ask in asks))
    others = (
        {rule.key for rule in model.requirement_model.rules} - own - {rule.key for rule in ground}
    )

    def solve(mask: Mask) -> Solution:
        left_out = {rule.key for rule, stays in zip(ground, mask, strict=True) if not stays}
        return model.solve(left_out | others, barred)

    def clash(mask: Mask) -> bool:
        return solve(mask).objective > TOLERANCE

    kept: Mask = np.ones(len(ground), dtype=np.bool_)
    if not ground or clash(~kept):
        return ()
    dual = solve(kept).dual
    used = np.array([abs(dual[model.rows[rule.key]]) > 1e-9 for rule in ground])
    kept = used if used.any() and clash(used) else kept
    kept, _ = deletion_filter(kept, np.flatnonzero(kept), clash)
    return tuple(rule for rule, stays in zip(ground, kept, strict=True) if stays)


def _clash_in_wholes(requirement_model: RequirementModel, deadline: float) -> Conflict:
    """Return the asks that clash only because portions are whole."""
    attempted = _whole_clash(requirement_model, deadline)
    kept: Mask = np.ones(len(requirement_model.requirements), dtype=np.bool_)
    needed, is_minimal = deletion_filter(kept, np.flatnonzero(kept), attempted)
    asks = tuple(
        ask for ask, stays in zip(requirement_model.requirements, needed, strict=True) if stays
    )
    return Conflict(asks, (), is_minimal, whole_portions=True)


def _whole_clash(requirement_model: RequirementModel, deadline: float) -> Callable[[Mask], bool]:
    """Return what tells whether some asks have no plan in whole portions."""

    def clash(mask: Mask) -> bool:
        if time.perf_counter() > deadline:
            raise OutOfTimeError("no time left to find what clashes")
        kept = {
            ask.key
            for ask, stays in zip(requirement_model.requirements, mask, strict=True)
            if stays
        }
        return first_points(requirement_model.asking_only(kept)) is None

    return clash


def first_points(question: DayProblem) -> float | None:
    """Return the bound on how good a plan can be where one is found; None where none is."""
    model = question.model()
    solver = question.request.solver
    answer, bound = solve_by_kernel(model.problem, structure_of(model), solver, ANY_PLAN)
    return bound.objective if answer.found else None
