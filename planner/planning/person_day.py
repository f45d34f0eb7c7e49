"""Solve one day of one person, beside their other days and the others at the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from planner.errors import SolverError
from planner.nutrition.foods.portions import Portion
from planner.optimize.model.week.constraints import DayConstraints, day_constraints, day_limits
from planner.optimize.model.week.context import DayContext, WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.solve import (
    SearchOptions,
    for_a_framed_day,
    for_a_known_day,
    for_a_shared_day,
    for_an_exchange,
    for_one_of_several_days,
    for_what_may_fail,
    solve_relaxation,
)
from planner.planning.attempts import SolvedDay, UnsolvedDay
from planner.planning.day import DayProblem, DaySolution, options_of, solve_day
from planner.planning.diner import Diner
from planner.planning.nothing_found import NothingFoundError
from planner.planning.supplements import doses_worth, solve_day_supplemented
from planner.request.plan_request import PlanRequest


def solve_person_day(
    diner: Diner,
    day: int,
    context: WeekContext | None,
    start: Sequence[Portion] = (),
    *,
    may_fail: bool = False,
) -> SolvedDay | UnsolvedDay:
    """Solve one day of a person; the person's planned days stay as they are.

    Parameters
    ----------
    diner : Diner
        The person.
    day : int
        Counts from 1.
    context : WeekContext or None
        The other days and people. None for a single day of one person: it is solved with food
        alone, and a floor that no plan was found to meet may be missed.
    start : sequence of Portion
        A plan of the day to go on from; none by default.
    may_fail : bool
        Do not search long where no plan is found soon.

    Returns
    -------
    SolvedDay or UnsolvedDay
        Unsolved also where the day would miss a floor that this person can reach.

    Raises
    ------
    SolverError
        If the solver failed or ran out of time with no plan.
    """
    own = diner.request.for_day(day)
    if context is None:
        problem = diner.food_problem_of(own)
        dosed = problem.with_doses(doses_worth(problem))
        return _solved(day, None, dosed, solve_day)
    options = _options(diner, own, start=bool(start), may_fail=may_fail)
    if context.basket is not None and may_fail:
        wide = context.basket.is_wide
        options = for_an_exchange(options) if start else for_a_framed_day(options, wide=wide)
    constraints = day_constraints(diner.facts(), context)
    milder = replace(context, make_up=False)
    of_milder = DayContext(diner.facts(), milder)
    enough = day_limits(of_milder)
    if constraints.limits == enough:
        return _solve_within(diner, context, constraints, options, start)
    last = of_milder.days_left == 1  # nothing but this day can still make up for the others
    asked = options if last else for_what_may_fail(options)
    found: SolvedDay | UnsolvedDay | None = None
    with suppress(SolverError):  # to make up for other days is dropped where it fails
        found = _solve_within(diner, context, constraints, asked, start)
    if isinstance(found, SolvedDay):
        return found
    return _solve_within(diner, milder, replace(constraints, limits=enough), options, start)


def _options(diner: Diner, own: PlanRequest, *, start: bool, may_fail: bool) -> SearchOptions:
    """Return the limits of the search for one day of several."""
    options = options_of(own)
    if start:
        options = for_a_known_day(options)
    elif diner.at_home:
        options = for_a_shared_day(options)
    else:
        options = for_one_of_several_days(options)
    return for_what_may_fail(options) if may_fail else options


def _solve_within(
    diner: Diner,
    context: WeekContext,
    constraints: DayConstraints,
    options: SearchOptions,
    start: Sequence[Portion],
) -> SolvedDay | UnsolvedDay:
    """Solve a day beside other days and people, with what they demand where it can be met."""
    day = context.day
    if constraints.demands:  # another day can take these over: they are dropped where they fail
        demanding = _problem_within(diner, day, constraints, with_demands=True)
        try:
            found = solve_day(demanding, for_what_may_fail(options), start)
        except SolverError:
            found = None
        if solution := diner.reaching(found):
            return SolvedDay(day, context, demanding, solution)
    problem = _problem_within(diner, day, constraints)
    return _solved(
        day,
        context,
        problem,
        lambda asked: diner.reaching(solve_day(asked, options, start)),
    )


def problem_beside(diner: Diner, context: WeekContext, *, with_demands: bool) -> DayProblem:
    """Return the problem of a day beside other days and people.

    Parameters
    ----------
    context : WeekContext
        The other days and people.
    with_demands : bool
        Add the rules that another day may take over, and make up for what others lack.
    """
    asked = context if with_demands else replace(context, make_up=False)
    constraints = day_constraints(diner.facts(), asked)
    return _problem_within(diner, context.day, constraints, with_demands=with_demands)


def least_cost(diner: Diner, context: WeekContext) -> float:
    """Return the objective of a day's relaxation; infinite where it has no solution."""
    model = problem_beside(diner, context, with_demands=False).model()
    answer = solve_relaxation(model.problem)
    return answer.objective if answer.found else np.inf


def _problem_within(
    diner: Diner, day: int, constraints: DayConstraints, *, with_demands: bool = False
) -> DayProblem:
    own, any_day = diner.request.for_day(day), diner.daily_problem()
    if own.lock:
        any_day = any_day.locked_as(own)
    return any_day.within_days(constraints, own, with_demands=with_demands)


def solve_supplemented(diner: Diner, attempt: UnsolvedDay) -> SolvedDay | UnsolvedDay:
    """Solve a day that has no solution with the least doses that make one possible.

    Returns
    -------
    SolvedDay or UnsolvedDay
        The attempt itself where supplements are not allowed or do not help.
    """
    if diner.request.supplements == "none":
        return attempt
    context, own = attempt.context, diner.request.for_day(attempt.day)
    problem = diner.food_problem_of(own)
    if context is not None:
        facts = DayFacts(diner.request, problem.context.choices, problem.rules)
        problem = problem.within_days(day_constraints(facts, context), own)
    try:
        found = solve_day_supplemented(problem)
    except NothingFoundError as error:
        return replace(attempt, missed=error.missed or attempt.missed)
    if found is None:
        return attempt
    dosed, solution = found
    if context is not None and diner.reaching(solution) is None:
        return attempt
    return SolvedDay(attempt.day, context, dosed, solution)


def _solved(
    day: int,
    context: WeekContext | None,
    problem: DayProblem,
    solve: Callable[[DayProblem], DaySolution | None],
) -> SolvedDay | UnsolvedDay:
    """Solve the problem of a day; a search that ended without a plan leaves it unsolved."""
    try:
        solution = solve(problem)
    except NothingFoundError as error:
        if not error.missed:
            raise  # nothing can be said of what is missed
        return UnsolvedDay(day, context, problem, error.missed)
    if solution is None:
        return UnsolvedDay(day, context, problem)
    return SolvedDay(day, context, problem, solution)
