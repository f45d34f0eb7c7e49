"""Supplements as a last resort: food alone first, then the least doses that make a plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.errors import SolverError
from planner.nutrition.foods.supplements import Dose, at_meals, dose_words
from planner.nutrition.people.supplement_use import allowed_supplements
from planner.optimize.model.supplement_columns import seek_doses
from planner.optimize.solve import KernelOptions, solve
from planner.planning.day import DayProblem, DaySolution, solve_day

MOST_TRIES = 4  # doses tried in whole portions, each more than the one before

# What may clash with food of any kind: set aside to see which nutrients no food supplies.
_ASKED = frozenset({"energy", "macronutrient_range", "budget", "lock"})


def least_doses(question: DayProblem, above: float = -1.0) -> tuple[tuple[Dose, ...], float] | None:
    """Return the fewest and smallest doses by the relaxation, and their points; None for none.

    All targets are to be met with them; where that cannot be, the five core ones.

    Parameters
    ----------
    question : Question
        Of food alone.
    above : float
        Points that the doses must exceed; negative for any.
    """
    request = question.request
    products = allowed_supplements(request.person, request.diet, request.avoid, request.exclude)
    floors = {rule.subject for rule in question.rules if rule.family == "nutrient_floor"}
    products = tuple(product for product in products if product.nutrient in floors)
    if not products:
        return None
    core_only = tuple(rule for rule in question.rules if rule.key not in question.tracked_floors)
    for rules in (question.rules, core_only):
        model = replace(question, rules=rules).model(only_relaxed=True)
        sought = seek_doses(model, products, question.context.targets, above)
        answer = solve(
            sought.problem, request.solver, time_limit_seconds=request.time_limit_seconds
        )
        if answer.found:
            units = np.round(answer.x[sought.units]).astype(int).tolist()
            doses = [
                dose
                for product, count in zip(products, units, strict=True)
                for dose in at_meals(product, count, request.name)
            ]
            return tuple(doses), answer.objective
    return None


def solve_day_supplemented(
    question: DayProblem, options: KernelOptions | None = None
) -> tuple[DayProblem, DaySolution] | None:
    """Solve a question that food alone cannot answer with ever larger doses, the least first."""
    above = 0.5  # points: one unit of anything has more
    for _ in range(MOST_TRIES):
        sought = least_doses(question, above)
        if sought is None:
            return None
        doses, points = sought
        dosed = question.with_doses(doses)
        found = solve_day(dosed, options)
        if found is not None:
            return dosed, found
        above = points + 0.5
    return None


def with_needed_doses(question: DayProblem) -> DayProblem:
    """Return a question without a plan beside the doses for what no food supplies.

    An explanation of it names what supplements cannot mend. The same question where none are
    wanted or none help.
    """
    request = question.request
    if request.supplements == "none":
        return question
    products = allowed_supplements(request.person, request.diet, request.avoid, request.exclude)
    supplied = {product.nutrient for product in products}
    kept = tuple(
        rule
        for rule in question.rules
        if rule.family not in _ASKED
        and (rule.family != "nutrient_floor" or rule.subject in supplied)
    )
    sought = least_doses(replace(question, rules=kept))
    return question.with_doses(sought[0]) if sought else question


def supplement_change(question: DayProblem, options: KernelOptions | None = None) -> str:
    """Say which supplements would make a plan where food alone makes none, checked by solving.

    Returns
    -------
    str
        What ``--supplements auto`` would add a day; empty where that makes no plan either, or
        where it was asked for already.
    """
    if question.request.supplements != "none":
        return ""
    try:
        answer = solve_day_supplemented(question, options)
    except SolverError:
        return ""
    if answer is None:
        return ""
    return f"take {dose_words(answer[0].doses)} a day (--supplements auto)"
