"""Swap one dish or one meal of a plan, while all else stays, or at least the other dishes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from planner.errors import InputError, NoPlanError
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.nutrients import core_nutrients, nutrient_index
from planner.optimize.linear_problem import BoolArray, IntArray
from planner.optimize.model.choices import DISH, Choices
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.served_levels import served_levels
from planner.optimize.model.week.constraints import day_constraints
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.solve import Solution, search_part, within_seconds
from planner.planning.day import (
    DayProblem,
    DaySolution,
    build_day_problem,
    options_of,
    read_portions,
    structure_of,
)
from planner.planning.other_shops import foods_of_other_shops
from planner.planning.plan import Plan, SolverReport, solved_plan
from planner.planning.standing import as_it_stands
from planner.request.plan_request import PlanRequest


@dataclass(frozen=True)
class Alternative:
    """Another solution for one meal.

    Attributes
    ----------
    plan : Plan
        The whole plan with the meal swapped.
    meal : tuple of Portion
        The new meal.
    changes : dict of str to float
        Change of each core nutrient on the day, in its unit: new minus old.
    elsewhere : dict of str to tuple of Portion
        The foods beside the dishes of other meals that changed, by meal, water left out. Empty
        where any meal was found with which the rest of the day stays.
    """

    plan: Plan
    meal: tuple[Portion, ...]
    changes: dict[str, float]
    elsewhere: dict[str, tuple[Portion, ...]] = field(default_factory=dict)


def _free(choices: Choices, meal: str, *, only_dish: bool) -> BoolArray:
    """Mark the choices that a swap may change."""
    here: BoolArray = choices.meal_name == meal
    return here & choices.role_mask(frozenset({DISH})) if only_dish else here


def _solve(
    model: DayModel, free: BoolArray, served: IntArray, banned: set[str], request: PlanRequest
) -> Solution:
    """Solve with all that is served and not free held, and without the banned items."""
    choices = model.choices
    structure = structure_of(model)
    held = served[~free[structure.choice[served]]]
    open_ = np.flatnonzero(free & ~np.isin(choices.item_id, sorted(banned)))
    columns = structure.columns_of(open_)
    return search_part(
        model.problem, structure, columns, held, solver=request.solver, options=options_of(request)
    )


def _day_problem_of(plan: Plan, day: int) -> DayProblem:
    """Return the problem of one day of a plan, under the constraints of its other days."""
    doses = [replace(dose, day=1) for dose in plan.doses if dose.day == day]
    of_others = foods_of_other_shops(plan.request, plan.portions)
    eaten = plan.request.changed(lock=(), can_get=(*plan.request.can_get, *of_others))
    problem = build_day_problem(eaten).with_doses(doses)
    others = tuple(row for row in plan.portions if row.day != day)
    if not others:
        return problem
    choices = problem.context.choices
    facts = DayFacts(plan.request, choices, problem.rules)
    constraints = day_constraints(facts, WeekContext(day, others))
    keys = zip(choices.meal_name, choices.item_id, strict=True)
    planned = {(row.meal, row.dish or row.food_id) for row in plan.portions if row.day == day}
    is_planned = np.array([key in planned for key in keys])
    own = plan.request.for_day(day).changed(lock=())
    return problem.within_days(replace(constraints, keep=constraints.keep | is_planned), own)


def _items_of(meal: tuple[Portion, ...], problem: DayProblem) -> set[str]:
    """Return the items of a meal that another meal leaves out.

    Its dishes with all their variants; its foods where it has no dish.
    """
    catalog = problem.request.catalog
    bases = {catalog.dish(row.dish).base for row in meal if row.dish}
    if not bases:
        return {row.food_id for row in meal}
    return {dish.id for dish in problem.context.choices.items.dishes if dish.base in bases}


def alternatives(
    plan: Plan, meal: str, *, dish: str = "", day: int = 1, count: int = 3
) -> tuple[Alternative, ...]:
    """Return the best alternatives for one meal, or one dish of it, the best first.

    All else of the plan stays. Where nothing is found so, the dishes of the other meals stay and
    the foods beside them may change; `Alternative.elsewhere` says to what.

    Parameters
    ----------
    plan : Plan
        The plan; it must be certified for its request.
    meal : str
        breakfast, lunch, dinner or snack.
    dish : str
        Swap only this dish, and keep the sides; the whole meal when empty.
    day : int
        The day of the meal.
    count : int
        How many alternatives to look for.

    Raises
    ------
    InputError
        If the plan has no such meal or dish there.
    NoPlanError
        If no other meal keeps the targets while the dishes of the other meals stay.

    Examples
    --------
    >>> from planner import PlanRequest, alternatives, make_person, make_plan
    >>> woman = make_person(sex="female", age=34, height_cm=167, weight_kg=62, activity="active")
    >>> plan = make_plan(PlanRequest(person=woman, diet="vegetarian"))
    >>> found = alternatives(plan, "dinner", count=2)
    >>> all(other.plan.certificate.certified for other in found)
    True
    >>> [row for row in found[0].plan.portions if row.meal == "lunch"] == [
    ...     row for row in plan.portions if row.meal == "lunch"
    ... ]
    True
    """
    today = tuple(row for row in plan.portions if row.day == day)
    old = tuple(row for row in today if row.meal == meal)
    if not old or (dish and dish not in {row.dish for row in old}):
        raise InputError(f"day {day} of the plan has no {dish or 'food'} in {meal!r}")
    with within_seconds(plan.request.time_limit_seconds):
        found = _find(plan, meal, today, count, only_dish=bool(dish))
    if not found:
        raise NoPlanError(
            f"nothing else for {meal} keeps the targets while the dishes of the other meals stay"
        )
    return tuple(found)


def _find(
    plan: Plan, meal: str, today: tuple[Portion, ...], count: int, *, only_dish: bool
) -> list[Alternative]:
    """Solve one day for other meals, each without the items of those before it.

    Where none is found, the foods beside the dishes of the other meals may change too.
    """
    day = today[0].day
    old = tuple(row for row in today if row.meal == meal)
    problem = as_it_stands(_day_problem_of(plan, day), today)
    model = problem.model()
    served = served_levels(model, today)
    free = _free(problem.context.choices, meal, only_dish=only_dish)
    banned = _items_of(old, problem)
    banned -= {row.food_id for row in old if problem.foods.food(row.food_id).is_water}
    beside = ~problem.context.choices.role_mask(frozenset({DISH}))
    found: list[Alternative] = []
    for may_change in (free, free | beside):
        left_out = set(banned)
        while len(found) < count:
            solution = _solve(model, may_change, served, left_out, plan.request)
            if not solution.found:
                break
            solved = DaySolution(model, solution, solution.bound)
            alternative = _alternative(plan, problem, meal, today, solved)
            if not alternative.plan.certificate.certified:
                break
            left_out |= _items_of(alternative.meal, problem)
            found.append(alternative)
        if found:
            break
    return found


def _alternative(
    plan: Plan,
    problem: DayProblem,
    meal: str,
    today: tuple[Portion, ...],
    solved: DaySolution,
) -> Alternative:
    """Build the plan with a day's portions swapped, and compare the day's nutrients."""
    (day,) = {row.day for row in today}
    swapped = read_portions(problem, solved, day)
    others = [row for row in plan.portions if row.day != day]
    before, after = total(problem.foods, today), total(problem.foods, swapped)
    short = frozenset(row.nutrient for row in plan.certificate.adequacy if row.status == "short")
    new_plan = solved_plan(
        plan.request,
        sorted([*others, *swapped], key=lambda row: row.day),
        doses=plan.doses,
        out_of_reach=short,
        solver=SolverReport.of(plan.request.solver, solved),
    )
    return Alternative(
        new_plan,
        tuple(row for row in swapped if row.meal == meal),
        {
            name: float(after[nutrient_index()[name]] - before[nutrient_index()[name]])
            for name in core_nutrients()
        },
        _beside_elsewhere(plan, meal, today, swapped),
    )


def _beside_elsewhere(
    plan: Plan, meal: str, today: tuple[Portion, ...], swapped: tuple[Portion, ...]
) -> dict[str, tuple[Portion, ...]]:
    """Return what now stands beside the dishes of other meals, where it is not what did before."""
    foods = plan.request.catalog.foods

    def beside(rows: tuple[Portion, ...], name: str) -> tuple[Portion, ...]:
        return tuple(
            row
            for row in rows
            if row.meal == name and not row.dish and not foods.food(row.food_id).is_water
        )

    def grams(rows: tuple[Portion, ...]) -> set[tuple[str, float]]:
        return {(row.food_id, row.grams) for row in rows}

    others = dict.fromkeys(row.meal for row in (*today, *swapped) if row.meal != meal)
    return {
        name: beside(swapped, name)
        for name in others
        if grams(beside(today, name)) != grams(beside(swapped, name))
    }
