"""Why there is no plan, in words; the nearest plan; and which single change would make one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner import planning
from planner.diets import Diet, all_diets, get_avoidance, get_diet
from planner.errors import NoPlanError, SolverError
from planner.model.assemble import assemble
from planner.model.problem import LinearProblem
from planner.model.rules import Rule
from planner.nutrients import nutrient
from planner.request import PlanRequest
from planner.solve import solve_relaxation
from planner.solve.kernel import KernelOptions

# Rules that may give way to show the nearest plan; diet, allergens and safety never do.
_MAY_GIVE = frozenset({"nutrient_floor", "nutrient_ceiling", "energy", "macronutrient_range"})
# To check a change the first plan found is proof enough.
_ANY_PLAN = KernelOptions(relative_gap=100.0)
# Rules about what makes up a meal: they give way last, and only to say that they clash.
_STRUCTURE = frozenset({"meal_roles", "meal_size", "goes_with", "diet_minimum"})


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
    dropped_floor: str = ""


def no_plan(question: planning.Question) -> NoCertifiedPlanError:
    """Explain why a question has no plan, and find the nearest plan and the changes that help."""
    missed = _missed_rules(question)
    reasons = (
        (_structure_reason(question),)
        if missed is None
        else tuple(_reason(question, rule) for rule in missed)
    )
    missed = missed or ()
    floors = tuple(rule for rule in missed if rule.family == "nutrient_floor")
    changes = tuple(
        change.words for change in _changes(question.request, floors) if _makes_plan(change)
    )
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


def reachable(question: planning.Question, rule: Rule, *, most: bool = True) -> float | None:
    """Return the most (or least) of a rule's amount that any plan under the other rules holds.

    The floors of other nutrients are set aside: this asks what the foods can supply at all.
    """
    others = tuple(
        other
        for other in question.rules
        if other.hard and other.name != rule.name and other.family != "nutrient_floor"
    )
    model = assemble(question.context.choices, others, "balanced", 0, only_relaxed=True)
    sign = -1.0 if most else 1.0
    cost = np.zeros(model.problem.columns)
    cost[model.taken] = sign * rule.taken
    cost[model.usual] = cost[model.extra] = sign * rule.step
    problem = model.problem
    goal = LinearProblem(
        cost, problem.column_lower, problem.column_upper, problem.integer, problem.row_lower,
        problem.row_upper, problem.row, problem.column, problem.value, problem.row_names,
    )  # fmt: skip
    answer = solve_relaxation(goal)
    return sign * answer.objective if answer.found else None


def _who(request: PlanRequest) -> str:
    """Name the choices of foods that are left: "vegan without fortified foods"."""
    left_out = [get_avoidance(name).label.lower() for name in request.avoid]
    words = get_diet(request.diet).label.lower()
    if request.exclude:
        count = len(request.exclude)
        left_out.append(f"{count} excluded food{'s' if count > 1 else ''}")
    if left_out:
        words += " without " + " or ".join(left_out)
    return words


def _reason(question: planning.Question, rule: Rule) -> str:
    """Say in words how a missed rule fails."""
    if rule.family not in _MAY_GIVE or rule.family == "energy":
        return f"{_who(question.request)}: {rule.sentence} cannot be met together with the rest"
    known = nutrient(rule.subject)
    low = rule.family != "nutrient_ceiling"
    best = reachable(question, rule, most=low)
    limit = rule.lower if low else rule.upper
    if best is None:
        return f"{_who(question.request)}: {rule.sentence} clashes with the rest"
    figures = f"{best:.3g} of {limit:.4g} {known.unit}"
    if low and best < limit:
        none = (
            "no food here supplies" if best < 0.02 * limit else "the foods here supply too little"
        )
        return f"{_who(question.request)}: {none} {known.in_sentence}; most reachable {figures}"
    if not low and best > limit:
        high = f"{known.in_sentence} cannot be kept low enough"
        return f"{_who(question.request)}: {high}; least reachable {figures}"
    return (
        f"{_who(question.request)}: {rule.sentence} can be met alone, "
        "but not together with the other targets"
    )


def _structure_reason(question: planning.Question) -> str:
    """Name a meal that the foods left cannot fill."""
    choices = question.context.choices
    for rule in question.rules:
        if rule.family in _STRUCTURE and rule.lower > 0:
            largest = rule.taken + rule.step * (choices.usual_steps + choices.extra_steps)
            if float(np.maximum(largest, 0).sum()) < rule.lower:
                return f"{_who(question.request)}: no food left for: {rule.sentence}"
    if len(choices) == 0:
        return f"{_who(question.request)}: no food is left"
    return f"{_who(question.request)}: the foods left cannot make up the meals of a day"


def _nearest(question: planning.Question, missed: tuple[Rule, ...]) -> planning.Plan | None:
    """Solve for the plan that misses the clashing rules least, and mark it as such."""
    may_give = question.tracked_floors | {rule.name for rule in missed}
    every = frozenset(rule.name for rule in question.rules if rule.family in _MAY_GIVE)
    meals = frozenset(rule.name for rule in question.rules if rule.family in _STRUCTURE)
    for relaxed in (may_give, every, every | meals):
        try:
            found = planning.attempt_relaxed(question, relaxed)
        except SolverError:
            continue
        portions = planning.read_portions(question, found)
        return planning.finish(question, portions, found, status="nearest")
    return None


def _changes(request: PlanRequest, floors: tuple[Rule, ...]) -> Iterator[Change]:
    """List single changes worth trying, the mildest first."""
    for name in request.exclude:
        rest = tuple(food for food in request.exclude if food != name)
        yield Change(f"allow {name} again", request.model_copy(update={"exclude": rest}))
    if len(request.exclude) > 1:
        yield Change("allow all excluded foods", request.model_copy(update={"exclude": ()}))
    for name in request.avoid:
        rest = tuple(other for other in request.avoid if other != name)
        words = f"allow {get_avoidance(name).label.lower()}"
        yield Change(words, request.model_copy(update={"avoid": rest}))
    for rule in floors:
        known = nutrient(rule.subject)
        words = f"a {known.in_sentence} supplement (up to {rule.lower:.3g} {known.unit} a day)"
        yield Change(words, request, dropped_floor=rule.name)
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
    question = planning.prepare(change.request)
    if change.dropped_floor:
        rules = tuple(rule for rule in question.rules if rule.name != change.dropped_floor)
        question = planning.Question(change.request, question.foods, question.context, rules)
    try:
        return planning.attempt(question, _ANY_PLAN) is not None
    except SolverError:
        return False
