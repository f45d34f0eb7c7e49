"""Find minimal sets of requirements that conflict: an elastic model, then a deletion filter.

After Chinneck and Dravnieks (1991): the elastic relaxation tells whether requirements conflict and
which of them carry a price; the deletion filter keeps those without which the others hold.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from planner.errors import OutOfTimeError, SolverError
from planner.optimize.deletion_filter import Mask, deletion_filter
from planner.optimize.elastic import elastic
from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.day_model import assemble
from planner.optimize.model.rules import Rule, RuleKey
from planner.optimize.solve import (
    Relaxation,
    SearchOptions,
    Solution,
    Status,
    search_levels,
    search_options,
    seconds_left,
)
from planner.planning.day import DayProblem, structure_of
from planner.planning.infeasible.requirement_model import RequirementModel
from planner.planning.infeasible.requirements import Requirement

TOLERANCE = 1e-6  # by how much, relative to their size, rules may be missed and still count as met
SECONDS = 30.0  # for all conflicts together; a filter that is stopped says so
MOST_SECONDS = 10.0  # for the search whether some requirements have a plan
_TARGETS = frozenset({"energy", "nutrient_floor", "nutrient_ceiling", "macronutrient_range"})
# Families of structural rules in the order in which they are set aside; the last says most.
_STRUCTURAL_ORDER = (
    "one_sort", "one_drink", "food_cap", "group_cap", "repeats", "pairing", "goes_with",
    "meal_size", "meal_roles",
)  # fmt: skip


@dataclass(frozen=True)
class Conflict:
    """Requirements that cannot hold together.

    Attributes
    ----------
    requirements : tuple of Requirement
        In the order of the model. None of them can be left out if the conflict is minimal.
    structural_rules : tuple of Rule
        Rules about what makes up a meal that the requirements conflict with; empty where a target
        is among the requirements.
    is_minimal : bool
        False where the time ran out before every requirement was shown to be needed.
    whole_portions : bool
        Whether they conflict only because portions are whole.
    is_proven : bool
        False where a search to its end found no plan, and these are what its nearest values miss.
    """

    requirements: tuple[Requirement, ...]
    structural_rules: tuple[Rule, ...] = ()
    is_minimal: bool = True
    whole_portions: bool = False
    is_proven: bool = True


class _ElasticModel:
    """The elastic relaxation of a requirement model, re-solved warm for sets of requirements."""

    def __init__(self, model: RequirementModel, deadline: float) -> None:
        self.model, self.deadline = model, deadline
        built = assemble(
            model.choices, model.rules, model.problem.request, only_relaxed=True, reduced=False
        )
        self.problem = elastic(built.problem, built.is_rule_row)
        self.rows, self.choice = built.rows, built.choice
        self.relaxation = Relaxation(self.problem)

    def solve(self, dropped: set[RuleKey], barred: BoolArray) -> Solution:
        """Miss the rules that are not dropped as little as possible, without the barred choices.

        Raises
        ------
        OutOfTimeError
            If the deadline has passed.
        """
        left = self.deadline - time.perf_counter()
        if left <= 0:
            raise OutOfTimeError("no time left to find the conflicting requirements")
        problem = self.problem
        row_lower, row_upper = problem.row_lower.copy(), problem.row_upper.copy()
        free = [self.rows[key] for key in dropped]
        row_lower[free], row_upper[free] = -np.inf, np.inf
        column_upper = problem.column_upper.copy()
        column_upper[: len(self.choice)][np.append(barred, False)[self.choice]] = 0.0
        self.relaxation.set_bounds(problem.column_lower, column_upper, row_lower, row_upper)
        solution = self.relaxation.solve(left)
        if solution.status is Status.TIME_LIMIT:
            raise OutOfTimeError("no time left to find the conflicting requirements")
        if not solution.found:
            status = solution.status.value
            raise SolverError(f"the search for conflicting requirements ended with: {status}")
        return solution

    def solve_only(self, kept: Mask) -> Solution:
        """Solve with some of the requirements and all structural rules."""
        dropped: set[RuleKey] = set()
        for requirement in _selected(self.model.requirements, ~kept):
            dropped |= requirement.rules
        return self.solve(dropped, self.barred_by(_selected(self.model.requirements, kept)))

    def barred_by(self, requirements: Iterable[Requirement]) -> BoolArray:
        """Mark the choices that any of some requirements bars."""
        barred: BoolArray = np.zeros(len(self.model.choices), dtype=np.bool_)
        for requirement in requirements:
            barred = barred | requirement.bars
        return barred

    def conflicts(self, kept: Mask) -> bool:
        """Tell whether some of the requirements conflict."""
        return self.solve_only(kept).objective > TOLERANCE

    def priced(self, kept: Mask, solution: Solution) -> Mask:
        """Select the requirements that carry a price: by duality, these conflict by themselves."""
        used = {key for key, row in self.rows.items() if abs(solution.dual[row]) > 1e-9}
        cheap = self.choice[solution.reduced_cost[: len(self.choice)] < -1e-9]
        wanted: BoolArray = np.zeros(len(self.model.choices), dtype=np.bool_)
        wanted[cheap[cheap >= 0]] = True
        found = [
            bool(requirement.rules & used) or bool((requirement.bars & wanted).any())
            for requirement in self.model.requirements
        ]
        return kept & np.array(found, dtype=np.bool_)


def _selected(requirements: tuple[Requirement, ...], mask: Mask) -> tuple[Requirement, ...]:
    """Return the requirements that a mask marks."""
    return tuple(requirements[number] for number in np.flatnonzero(mask))


def any_plan() -> SearchOptions:
    """Return the limits of a search for any plan: the first one found proves that there is one."""
    return search_options("quick", seconds_left(MOST_SECONDS))


def find_conflicts(model: RequirementModel, seconds: float = SECONDS) -> tuple[Conflict, ...]:
    """Return disjoint sets of requirements that conflict; without all of them there is a plan.

    Parameters
    ----------
    model : RequirementModel
        A day problem that has no plan.
    seconds : float
        Time limit for all conflicts together.

    Returns
    -------
    tuple of Conflict
        At least one. Each is minimal, unless the time ran out: without any one of its requirements
        the others can be met together.
    """
    deadline = time.perf_counter() + seconds_left(seconds)
    relaxed = _ElasticModel(model, deadline)
    kept: Mask = np.ones(len(model.requirements), dtype=np.bool_)
    found: list[Conflict] = []
    try:
        if relaxed.conflicts(~kept):
            return (Conflict((), _conflicting_structure(relaxed, ())),)
        while kept.any():
            solution = relaxed.solve_only(kept)
            if solution.objective <= TOLERANCE:
                break
            start = relaxed.priced(kept, solution)
            if not (start.any() and relaxed.conflicts(start)):
                start = kept
            needed, is_minimal = deletion_filter(start, np.flatnonzero(start), relaxed.conflicts)
            found.append(_conflict_of(relaxed, needed, is_minimal))
            kept = kept & ~needed
    except OutOfTimeError:
        pass  # the conflicts found so far are true; further ones stay unnamed
    return tuple(found) or (_conflict_of_whole_portions(model, deadline),)


def missed_together(model: RequirementModel, missed: frozenset[RuleKey]) -> tuple[Conflict, ...]:
    """Return the requirements that a search missed as a conflict, not proven; none of no rules."""
    requirements = tuple(found for found in model.requirements if found.rules & missed)
    return (Conflict(requirements, is_proven=False),) if requirements else ()


def _conflict_of(relaxed: _ElasticModel, needed: Mask, is_minimal: bool) -> Conflict:
    """Name the requirements that conflict, and the structural rules where no target is needed."""
    requirements = _selected(relaxed.model.requirements, needed)
    if any(requirement.kind in _TARGETS for requirement in requirements):
        return Conflict(requirements, (), is_minimal)
    return Conflict(requirements, _conflicting_structure(relaxed, requirements), is_minimal)


def _conflicting_structure(
    relaxed: _ElasticModel, requirements: tuple[Requirement, ...]
) -> tuple[Rule, ...]:
    """Return the fewest structural rules that conflict with some requirements."""
    model = relaxed.model
    rules = sorted(
        model.structural_rules,
        key=lambda rule: (
            _STRUCTURAL_ORDER.index(rule.family) if rule.family in _STRUCTURAL_ORDER else 0
        ),
    )
    barred = relaxed.barred_by(requirements)
    own = frozenset[RuleKey]().union(*(requirement.rules for requirement in requirements))
    others = {rule.key for rule in model.rules} - own - {rule.key for rule in rules}

    def solve(mask: Mask) -> Solution:
        left_out = {rule.key for rule, stays in zip(rules, mask, strict=True) if not stays}
        return relaxed.solve(left_out | others, barred)

    def conflicts(mask: Mask) -> bool:
        return solve(mask).objective > TOLERANCE

    kept: Mask = np.ones(len(rules), dtype=np.bool_)
    if not rules or conflicts(~kept):
        return ()
    dual = solve(kept).dual
    used = np.array([abs(dual[relaxed.rows[rule.key]]) > 1e-9 for rule in rules])
    kept = used if used.any() and conflicts(used) else kept
    kept, _ = deletion_filter(kept, np.flatnonzero(kept), conflicts)
    return tuple(rule for rule, stays in zip(rules, kept, strict=True) if stays)


def _conflict_of_whole_portions(model: RequirementModel, deadline: float) -> Conflict:
    """Return the requirements that conflict only because portions are whole."""
    kept: Mask = np.ones(len(model.requirements), dtype=np.bool_)
    conflicts = _conflicts_in_whole_portions(model, deadline)
    needed, is_minimal = deletion_filter(kept, np.flatnonzero(kept), conflicts)
    requirements = _selected(model.requirements, needed)
    return Conflict(requirements, (), is_minimal, whole_portions=True)


def _conflicts_in_whole_portions(
    model: RequirementModel, deadline: float
) -> Callable[[Mask], bool]:
    """Return the function that tells whether some requirements have no plan in whole portions."""

    def conflicts(mask: Mask) -> bool:
        if time.perf_counter() > deadline:
            raise OutOfTimeError("no time left to find the conflicting requirements")
        kept = {requirement.key for requirement in _selected(model.requirements, mask)}
        return best_possible(model.with_only(kept)) is None

    return conflicts


def best_possible(problem: DayProblem, options: SearchOptions | None = None) -> float | None:
    """Return a lower bound on the objective of the best plan; None where no plan was found."""
    model = problem.model()
    solver, options = problem.request.solver, options or any_plan()
    solution, bound = search_levels(model.problem, structure_of(model), solver, options)
    return bound.objective if solution.found else None
