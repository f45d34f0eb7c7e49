"""The least supplements that make a plan where food alone makes none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.errors import SolverError
from planner.nutrition.foods.food_guides import food_guides
from planner.nutrition.foods.preferences import preferences
from planner.nutrition.foods.supplements import Dose, Supplement, at_meals, dose_words
from planner.nutrition.people.supplement_use import allowed_supplements
from planner.optimize.model.supplement_columns import seek_doses
from planner.optimize.solve import (
    SearchOptions,
    seconds_left,
    solve_relaxation,
    solve_subproblem,
)
from planner.planning.day import DayProblem, DaySolution, solve_day

MOST_TRIES = 4  # doses tried in whole portions, each more than the one before

# Families that may conflict whatever the foods: set aside to see which nutrients no food supplies.
_SET_ASIDE = frozenset({"energy", "macronutrient_range", "budget", "lock"})


def doses_instead(problem: DayProblem) -> tuple[Dose, ...]:
    """Return the smallest doses of what people exceed a guide to a food for.

    Such as vitamin D for a vegan, who else drinks three glasses of fortified plant milk a day.

    Parameters
    ----------
    problem : DayProblem
        The problem of food alone.

    Returns
    -------
    tuple of Dose
        For day 1; empty where no guide applies to the person or they may not take the dose.
    """
    request = problem.request
    names = {rule.subject for rule in problem.rules if rule.family == "food_guide"}
    wanted = {name for guide in food_guides() if guide.id in names for name in guide.drunk_for}
    products = allowed_supplements(request.person, request.diet, request.avoid, request.exclude)
    found: dict[str, Supplement] = {}
    for product in products:
        least = found.get(product.nutrient)
        if product.nutrient in wanted and (least is None or product.amount < least.amount):
            found[product.nutrient] = product
    return tuple(dose for one in found.values() for dose in at_meals(one, 1, request.name))


def doses_worth(problem: DayProblem) -> tuple[Dose, ...]:
    """Return the doses of `doses_instead` where they make a better day, by the relaxation.

    None where supplements are not allowed.
    """
    doses = doses_instead(problem) if problem.request.supplements != "none" else ()
    if not doses:
        return ()
    limit = seconds_left(problem.request.time_limit_seconds)
    without, beside = (
        solve_relaxation(one.model().problem, limit) for one in (problem, problem.with_doses(doses))
    )
    if not beside.found:
        return ()
    worth = preferences().choices.other_way
    return doses if not without.found or without.objective - beside.objective >= worth else ()


def least_doses(problem: DayProblem, above: float = -1.0) -> tuple[tuple[Dose, ...], float] | None:
    """Return the fewest and smallest doses with which the relaxation meets the targets.

    All targets, or where that cannot be, the core ones.

    Parameters
    ----------
    problem : DayProblem
        The problem of food alone.
    above : float
        Points that the doses must exceed; negative for any.

    Returns
    -------
    (tuple of Dose, float) or None
        The doses of day 1 and their points; None where no doses meet the targets.
    """
    request = problem.request
    products = allowed_supplements(request.person, request.diet, request.avoid, request.exclude)
    floors = {rule.subject for rule in problem.rules if rule.family == "nutrient_floor"}
    products = tuple(product for product in products if product.nutrient in floors)
    if not products:
        return None
    core_only = tuple(rule for rule in problem.rules if rule.key not in problem.tracked_floors)
    for rules in (problem.rules, core_only):
        model = replace(problem, rules=rules).model(only_relaxed=True, reduced=False)
        sought = seek_doses(model, products, problem.context.targets, above)
        limit = seconds_left(request.time_limit_seconds)
        solution = solve_subproblem(sought.problem, request.solver, time_limit_seconds=limit)
        if solution.found:
            units = np.round(solution.x[sought.units]).astype(int).tolist()
            doses = [
                dose
                for product, count in zip(products, units, strict=True)
                for dose in at_meals(product, count, request.name)
            ]
            return tuple(doses), solution.objective
    return None


def solve_day_supplemented(
    problem: DayProblem, options: SearchOptions | None = None
) -> tuple[DayProblem, DaySolution] | None:
    """Solve a day that food alone cannot solve beside ever larger doses, the least first.

    Returns
    -------
    (DayProblem, DaySolution) or None
        The problem with its doses, and the solution; None where no doses were found that help.
    """
    above = 0.5  # points: one unit of anything has more
    for _ in range(MOST_TRIES):
        sought = least_doses(problem, above)
        if sought is None:
            return None
        doses, points = sought
        dosed = problem.with_doses(doses)
        found = solve_day(dosed, options)
        if found is not None:
            return dosed, found
        above = points + 0.5
    return None


def with_needed_doses(problem: DayProblem) -> DayProblem:
    """Return a problem that has no plan beside the doses for what no food supplies.

    A diagnosis of it then names only what supplements cannot change. The problem stays as it is
    where supplements are not allowed or do not help.
    """
    request = problem.request
    if request.supplements == "none":
        return problem
    products = allowed_supplements(request.person, request.diet, request.avoid, request.exclude)
    supplied = {product.nutrient for product in products}
    kept = tuple(
        rule
        for rule in problem.rules
        if rule.family not in _SET_ASIDE
        and (rule.family != "nutrient_floor" or rule.subject in supplied)
    )
    sought = least_doses(replace(problem, rules=kept))
    return problem.with_doses(sought[0]) if sought else problem


def supplement_change(problem: DayProblem, options: SearchOptions | None = None) -> str:
    """Say which supplements would make a plan where food alone makes none, checked by solving.

    Returns
    -------
    str
        What to take a day; empty where no supplement makes a plan, or where they are allowed
        already.
    """
    if problem.request.supplements != "none":
        return ""
    try:
        solution = solve_day_supplemented(problem, options)
    except SolverError:
        return ""
    if solution is None or not solution[0].doses:
        return ""
    return f"take {dose_words(solution[0].doses)} a day"
