"""Why a rule cannot be kept, in words."""

from __future__ import annotations

import numpy as np

from planner.diets import get_avoidance, get_diet
from planner.foods import is_own
from planner.model.assemble import assemble
from planner.model.choices import why_not_served
from planner.model.problem import LinearProblem
from planner.model.rules import Rule
from planner.nutrients import nutrient
from planner.planning import Question
from planner.request import PlanRequest
from planner.solve import solve_relaxation

# Rules about what makes up a meal: they give way last, and only to say that they clash.
STRUCTURE = frozenset({"meal_roles", "meal_size", "goes_with", "diet_minimum"})


def reachable(question: Question, rule: Rule, *, most: bool = True) -> float | None:
    """Return the most (or least) of a rule's amount that any plan under the other rules holds.

    The floors of other nutrients and what is asked for by name are set aside: this asks what the
    foods can supply at all.
    """
    others = tuple(
        other
        for other in question.rules
        if other.hard and other.name != rule.name and other.family not in ("nutrient_floor", "lock")
    )
    model = assemble(question.context.choices, others, question.request, only_relaxed=True)
    sign = -1.0 if most else 1.0
    cost = np.zeros(model.problem.columns)
    cost[model.taken] = sign * rule.taken
    cost[model.usual] = cost[model.extra] = sign * rule.step
    for amount in rule.carried:
        cost[model.shared[amount.name]] = sign * amount.value
    problem = model.problem
    goal = LinearProblem(
        cost, problem.column_lower, problem.column_upper, problem.integer, problem.row_lower,
        problem.row_upper, problem.row, problem.column, problem.value, problem.row_names,
    )  # fmt: skip
    answer = solve_relaxation(goal)
    return sign * answer.objective if answer.found else None


def who(request: PlanRequest) -> str:
    """Name the choices of foods that are left: "vegan without fortified foods"."""
    left_out = [get_avoidance(name).label.lower() for name in request.avoid]
    words = get_diet(request.diet).label.lower()
    if request.exclude:
        count = len(request.exclude)
        left_out.append(f"{count} excluded item{'s' if count > 1 else ''}")
    if left_out:
        words += " without " + " or ".join(left_out)
    return words


def reason(question: Question, rule: Rule) -> str:
    """Say in words how a missed rule fails."""
    if rule.family == "lock":
        return _lock_reason(question, rule)
    words = rule.sentence
    if rule.family == "budget":
        least = reachable(question, rule, most=False)
        words += " cannot be kept"
        words += "" if least is None else f"; the least a day of these foods costs is {least:.2f}"
    elif rule.family == "energy":
        words += " cannot be met together with the rest"
    else:
        words = _nutrient_reason(question, rule)
    return f"{who(question.request)}: {words}"


def _nutrient_reason(question: Question, rule: Rule) -> str:
    """Say how far a nutrient can go at all, or that it clashes with the other targets."""
    known = nutrient(rule.subject)
    low = rule.family != "nutrient_ceiling"
    best = reachable(question, rule, most=low)
    limit = rule.lower if low else rule.upper
    if best is None:
        return f"{rule.sentence} clashes with the rest"
    figures = f"{best:.3g} of {limit:.4g} {known.unit}"
    if low and best < limit:
        none = best < 0.02 * limit
        words = "no food here supplies" if none else "the foods here supply too little"
        return f"{words} {known.in_sentence}; most reachable {figures}"
    if not low and best > limit:
        return f"{known.in_sentence} cannot be kept low enough; least reachable {figures}"
    return f"{rule.sentence} can be met alone, but not together with the other targets"


def _lock_reason(question: Question, rule: Rule) -> str:
    """Say why something asked for cannot be there: forbidden, not for that meal, or no room."""
    meal, _, name = rule.subject.rpartition("=")
    words = question.foods.food(name).name if is_own(name) else name.replace("_", " ")
    if not rule.taken.any():
        reason = why_not_served(question.request, name, meal)
        return f"{words} is asked for, but {reason}"
    return f"{words} is asked for{f' at {meal}' if meal else ''}, but does not fit with the rest"


def structure_reason(question: Question) -> str:
    """Name a meal that the foods left cannot fill."""
    choices = question.context.choices
    for rule in question.rules:
        if rule.family in STRUCTURE and rule.lower > 0:
            largest = rule.taken + rule.step * (choices.usual_steps + choices.extra_steps)
            if float(np.maximum(largest, 0).sum()) < rule.lower:
                return f"{who(question.request)}: no food left for: {rule.sentence}"
    if len(choices) == 0:
        return f"{who(question.request)}: no food is left"
    return f"{who(question.request)}: the foods left cannot make up the meals of a day"
