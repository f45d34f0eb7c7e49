"""Swap one dish or one meal of a standing plan, while all else stays."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.certification.judge import certify
from planner.errors import InputError, NoPlanError
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import core_nutrients, nutrient_index
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.solve import NO_NODE_LIMIT, Solution, solve_relaxation, solve_subproblem
from planner.planning.day import (
    DayProblem,
    DaySolution,
    build_day_problem,
    read_portions,
    structure_of,
)
from planner.planning.plan import Plan, SolverReport, require_certified, solved_plan

# How many of the meal's choices are tried, those first that the relaxation ranks best, and after
# how many nodes of branch and bound the best meal found stands; more where they hold none.
CANDIDATES = ((90, 60), (250, 60), (None, NO_NODE_LIMIT))
RELATIVE_GAP = 0.04
ABSOLUTE_GAP = 0.3


@dataclass(frozen=True)
class Alternative:
    """Another answer for one meal.

    Attributes
    ----------
    plan : Plan
        The whole plan with the meal swapped.
    meal : tuple of Portion
        The new meal.
    changes : dict of str to float
        What it does to each core nutrient, in its unit: new day minus standing day.
    """

    plan: Plan
    meal: tuple[Portion, ...]
    changes: dict[str, float]


def standing_values(
    question: DayProblem, model: DayModel, portions: tuple[Portion, ...]
) -> FloatArray:
    """Return the model's column values for portions; columns of rules stay zero.

    Raises
    ------
    InputError
        If a portion is no choice of this request: edited, or planned for another person.
    """
    choices = question.context.choices
    units: dict[tuple[str, str], float] = {}
    for row in portions:
        key = (row.meal, row.dish or row.food_id)
        units[key] = row.scale if row.dish else units.get(key, 0.0) + row.grams
    x: FloatArray = np.zeros(model.problem.columns)
    for number in range(len(choices)):
        key = (str(choices.meal_name[number]), str(choices.item_id[number]))
        amount = units.pop(key, 0.0)
        if amount <= 0:
            continue
        steps = round((amount - choices.least[number]) / choices.step[number])
        x[model.taken[number]] = 1.0
        x[model.usual[number]] = min(steps, choices.usual_steps[number])
        x[model.extra[number]] = max(steps - choices.usual_steps[number], 0.0)
    if units:
        meal, item = next(iter(units))
        raise InputError(f"{item} in {meal} is no choice for this request; certify the plan first")
    return x


def _free(choices: Choices, meal: str, *, only_dish: bool) -> BoolArray:
    """Mark the choices that a swap may change."""
    here: BoolArray = choices.meal_name == meal
    return here & choices.role_mask(frozenset({DISH})) if only_dish else here


def _solve(
    model: DayModel, free: BoolArray, standing: FloatArray, banned: set[str], solver: str
) -> Solution:
    """Solve with all that is not free held as it stands, and some items left out."""
    choices = model.choices
    held = np.flatnonzero((standing[model.taken] > 0) & ~free)
    open_ = np.flatnonzero(free & ~np.isin(choices.item_id, sorted(banned)))
    lower, upper = model.problem.column_lower.copy(), model.problem.column_upper.copy()
    for columns in (model.taken, model.usual, model.extra):
        lower[columns[held]] = upper[columns[held]] = standing[columns[held]]
    problem = replace(model.problem, column_lower=lower, column_upper=upper)
    structure = structure_of(model)
    first = structure.columns_of(np.concatenate([held, open_]))
    relaxed = solve_relaxation(problem.restricted_to(first))
    if not relaxed.found:
        return relaxed
    price = np.zeros(len(choices))
    own = model.choice[first] >= 0
    np.add.at(
        price, model.choice[first][own], relaxed.reduced_cost[own] - 1e3 * (relaxed.x[own] > 1e-7)
    )
    ranked = open_[np.argsort(price[open_], kind="stable")]
    for most, nodes in CANDIDATES:
        kept = structure.columns_of(np.concatenate([held, ranked[:most]]))
        answer = solve_subproblem(
            problem.restricted_to(kept),
            solver,
            relative_gap=RELATIVE_GAP,
            absolute_gap=ABSOLUTE_GAP,
            node_limit=nodes,
        )
        if answer.found:
            break
    else:
        return answer
    x: FloatArray = np.zeros(problem.columns)
    x[kept] = answer.x
    return replace(answer, x=x, bound=relaxed.objective)


def _question_of(plan: Plan, day: int) -> DayProblem:
    """Return the question of one day of a plan, as its other days leave it."""
    doses = [replace(dose, day=1) for dose in plan.doses if dose.day == day]
    question = build_day_problem(plan.request.changed(lock=())).with_doses(doses)
    others = tuple(row for row in plan.portions if row.day != day)
    if not others:
        return question
    choices = question.context.choices
    facts = DayFacts(plan.request, choices, question.rules)
    constraints = day_constraints(facts, WeekContext(day, others))
    keys = zip(choices.meal_name, choices.item_id, strict=True)
    stands = {(row.meal, row.dish or row.food_id) for row in plan.portions if row.day == day}
    here = np.array([key in stands for key in keys])
    own = plan.request.for_day(day).changed(lock=())
    return question.within_days(replace(constraints, keep=constraints.keep | here), own)


def _others_than(meal: tuple[Portion, ...], question: DayProblem) -> set[str]:
    """Return what another meal leaves out: this one's dishes with their variants, or its foods."""
    catalog = question.request.catalog
    bases = {catalog.dish(row.dish).base for row in meal if row.dish}
    if not bases:
        return {row.food_id for row in meal}
    return {dish.id for dish in question.context.choices.items.dishes if dish.base in bases}


def alternatives(
    plan: Plan, meal: str, *, dish: str = "", day: int = 1, count: int = 3
) -> tuple[Alternative, ...]:
    """Return the best other answers for one meal, or one dish of it, best first.

    Parameters
    ----------
    plan : Plan
        The standing plan.
    meal : str
        breakfast, lunch, dinner or snack.
    dish : str
        Swap only this dish, and keep the sides; the whole meal when empty.
    day : int
        Whose meal it is, in a plan of several days.
    count : int
        How many to look for.

    Raises
    ------
    InputError
        If the plan has no such meal or dish there.
    NoPlanError
        If nothing else keeps the targets while all else stays.
    """
    today = tuple(row for row in plan.portions if row.day == day)
    others = [row for row in plan.portions if row.day != day]
    old = tuple(row for row in today if row.meal == meal)
    if not old or (dish and dish not in {row.dish for row in old}):
        raise InputError(f"day {day} of the plan has no {dish or 'food'} in {meal!r}")
    question = _question_of(plan, day)
    model = question.model()
    standing = standing_values(question, model, today)
    free = _free(question.context.choices, meal, only_dish=bool(dish))
    before = total(question.foods, today)
    banned = _others_than(old, question)
    banned -= {row.food_id for row in old if question.foods.food(row.food_id).is_water}
    reach = frozenset(row.nutrient for row in plan.certificate.adequacy if row.status == "short")
    found: list[Alternative] = []
    while len(found) < count:
        answer = _solve(model, free, standing, banned, plan.request.solver)
        if not answer.found:
            break
        attempt = DaySolution(model, answer, answer.bound)
        swapped = read_portions(question, attempt, day)
        portions = sorted([*others, *swapped], key=lambda row: row.day)
        if not certify(portions, plan.request, doses=plan.doses, out_of_reach=reach).certified:
            break
        new = tuple(row for row in swapped if row.meal == meal)
        banned |= _others_than(new, question)
        after = total(question.foods, swapped)
        changes = {
            name: float(after[nutrient_index()[name]] - before[nutrient_index()[name]])
            for name in core_nutrients()
        }
        report = SolverReport(plan.request.solver, answer.seconds, 0.0)
        swapped_plan = solved_plan(
            plan.request, portions, doses=plan.doses, out_of_reach=reach, solver=report
        )
        found.append(Alternative(require_certified(swapped_plan), new, changes))
    if not found:
        raise NoPlanError(
            f"nothing else for {meal} keeps the targets while the rest of the day stays"
        )
    return tuple(found)
