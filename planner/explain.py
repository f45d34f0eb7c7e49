"""Why there is no plan, in words; the nearest plan; and which single change would make one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner import planning
from planner.diets import Diet, all_diets, get_avoidance, get_diet
from planner.dosing import supplement_change
from planner.errors import NoPlanError, SolverError
from planner.model.rules import Rule
from planner.reasons import STRUCTURE, reason, structure_reason
from planner.request import PlanRequest
from planner.solve import solve_relaxation
from planner.solve.kernel import KernelOptions

# Rules that may give way to show the nearest plan; diet, allergens and safety never do.
_MAY_GIVE = frozenset(
    {"nutrient_floor", "nutrient_ceiling", "energy", "macronutrient_range", "budget", "lock"}
)
# To check a change the first plan found is proof enough.
_ANY_PLAN = KernelOptions(relative_gap=100.0, block_size=0)


class NoCertifiedPlanError(NoPlanError):
    """No plan meets the targets.

    Attributes
    ----------
    reasons : tuple of str
        What clashes, in words.
    changes : tuple of str
        Single changes that make a plan possible, each checked by solving.
    nearest : Plan or None
        The plan that misses the targets least; None when even that cannot be had.
    """

    def __init__(
        self,
        reasons: tuple[str, ...],
        changes: tuple[str, ...],
        nearest: planning.Plan | None,
    ) -> None:
        self.reasons = reasons
        self.changes = changes
        self.nearest = nearest
        lines = ["no plan can meet the targets:", *(f"  - {reason}" for reason in reasons)]
        if changes:
            lines += ["a plan is possible with one of these changes:"]
            lines += [f"  - {change}" for change in changes]
        else:
            lines += ["no single change of diet, allergies or exclusions makes a plan possible"]
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Change:
    """A single change of a request, in words, and the request so changed."""

    words: str
    request: PlanRequest
    checked: bool = False


def no_plan(question: planning.Question) -> NoCertifiedPlanError:
    """Explain why a question has no plan, and find the nearest plan and the changes that help."""
    missed = _missed_rules(question)
    reasons = (
        (structure_reason(question),)
        if missed is None
        else tuple(reason(question, rule) for rule in missed)
    )
    missed = missed or ()
    changes = tuple(change.words for change in _changes(question) if _makes_plan(change))
    return NoCertifiedPlanError(reasons, changes, _nearest(question, missed))


def _missed_rules(question: planning.Question) -> tuple[Rule, ...] | None:
    """Return the hard rules that the always-feasible elastic model misses, worst first.

    None when the parts of the meals clash among themselves.
    """
    may_give = frozenset(rule.name for rule in question.rules if rule.family in _MAY_GIVE)
    model = question.model(relaxed=may_give, only_relaxed=True)
    answer = solve_relaxation(model.problem, question.request.time_limit_seconds)
    if not answer.found:
        return None
    scored = []
    for rule in question.rules:
        if rule.name in may_give and rule.name not in question.tracked_floors:
            limit = rule.lower if np.isfinite(rule.lower) and rule.lower > 0 else rule.upper
            share = model.violation(rule.name, answer.x) / max(abs(limit), 1e-9)
            if share > 1e-6:
                scored.append((share, rule))
    scored.sort(key=lambda pair: (-pair[0], pair[1].name))
    if scored:
        return tuple(rule for _, rule in scored)
    # The relaxation misses nothing but whole portions do: name the core floors as the tight ones.
    return tuple(
        rule
        for rule in question.rules
        if rule.family == "nutrient_floor" and rule.name not in question.tracked_floors
    )


def _nearest(question: planning.Question, missed: tuple[Rule, ...]) -> planning.Plan | None:
    """Solve for the plan that misses the clashing rules least, and mark it as such."""
    clashing = frozenset(rule.name for rule in missed)
    may_give = question.tracked_floors | clashing
    every = frozenset(rule.name for rule in question.rules if rule.family in _MAY_GIVE)
    meals = frozenset(rule.name for rule in question.rules if rule.family in STRUCTURE)
    for relaxed in filter(None, (clashing, may_give, every, every | meals)):
        try:
            found = planning.attempt_relaxed(question, relaxed)
        except SolverError:
            continue
        portions = planning.read_portions(question, found)
        return planning.finish(question, portions, found, status="nearest")
    return None


def _changes(question: planning.Question) -> Iterator[Change]:
    """List single changes worth trying, the mildest first."""
    request = question.request
    for name in request.exclude:
        rest = tuple(food for food in request.exclude if food != name)
        yield Change(f"allow {name} again", request.model_copy(update={"exclude": rest}))
    if len(request.exclude) > 1:
        yield Change("allow all excluded foods", request.model_copy(update={"exclude": ()}))
    for lock in request.lock:
        left = tuple(other for other in request.lock if other != lock)
        words = f"do not ask for {lock.replace('_', ' ')}"
        yield Change(words, request.model_copy(update={"lock": left}))
    if request.budget_usd is not None:
        yield Change("spend more", request.model_copy(update={"budget_usd": None}))
    if request.max_minutes:
        yield Change("allow more time", request.model_copy(update={"max_minutes": ()}))
    for name in request.avoid:
        rest = tuple(other for other in request.avoid if other != name)
        words = f"allow {get_avoidance(name).label.lower()}"
        yield Change(words, request.model_copy(update={"avoid": rest}))
    if words := supplement_change(question, _ANY_PLAN):
        yield Change(words, request.model_copy(update={"supplements": "auto"}), checked=True)
    own = get_diet(request.diet)
    looser = [diet for diet in all_diets().values() if _is_looser(diet.id, own.id)]
    for diet in sorted(looser, key=lambda diet: -_strictness(diet)):
        words = f"eat {diet.label.lower()} instead of {own.label.lower()}"
        yield Change(words, request.model_copy(update={"diet": diet.id}))


def _is_looser(diet: str, than: str) -> bool:
    """Tell whether a diet leaves out less than another one."""
    one, other = (dict(get_diet(name).rule.values) for name in (diet, than))
    subset = all(values <= other.get(key, frozenset()) for key, values in one.items())
    return subset and one != other


def _strictness(diet: Diet) -> int:
    """Count what a diet leaves out."""
    return sum(len(values) for _, values in diet.rule.values)


def _makes_plan(change: Change) -> bool:
    """Check a change by solving it."""
    if change.checked:
        return True
    try:
        return planning.attempt(planning.prepare(change.request), _ANY_PLAN) is not None
    except SolverError:
        return False
