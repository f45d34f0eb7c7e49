"""One person while their days are planned: the days planned so far, and how to solve one more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from planner.errors import SolverError
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.optimize.model.choices import DISH
from planner.optimize.model.week.constraints import DayConstraints, day_constraints, day_limits
from planner.optimize.model.week.context import DayContext, WeekContext
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.model.week.open_basket import basket_prices
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
from planner.planning.day import (
    DayProblem,
    DaySolution,
    build_day_problem,
    options_of,
    read_portions,
    solve_day,
    unreachable_floors,
)
from planner.planning.nothing_found import NothingFoundError
from planner.planning.plan import SolverReport
from planner.planning.supplements import doses_worth, least_doses, solve_day_supplemented
from planner.request.household import SHARED_MEALS
from planner.request.plan_request import PlanRequest


def basket_part(solved: SolvedDay) -> float:
    """Return what the prices of a week's basket add to the objective of a day."""
    if solved.context is None or solved.context.basket is None:
        return 0.0
    model = solved.solution.model
    prices = basket_prices(model.choices, solved.context.basket)
    served = model.units(solved.solution.solution.x) > 0
    return float(prices[served].sum())


@dataclass
class PlannedDays:
    """The days of one person that are planned.

    Attributes
    ----------
    portions : list of Portion
        By day.
    doses : list of Dose
        Supplements, by day.
    settled : frozenset of int
        Days that had portions from the start, eaten or kept; they are not planned anew.
    out_of_reach : set of str
        Nutrients whose floor some day misses because no plan can reach it.
    objectives, bounds : dict of int to float
        Objective value and lower bound of every day that was solved.
    of_basket : dict of int to float
        What the prices of a basket add to the objective of each day that was solved.
    report : SolverReport or None
        How the days were found, those found anew counted twice; None before the first.
    """

    portions: list[Portion] = field(default_factory=list)
    doses: list[Dose] = field(default_factory=list)
    settled: frozenset[int] = field(init=False)
    out_of_reach: set[str] = field(init=False, default_factory=set)
    objectives: dict[int, float] = field(init=False, default_factory=dict)
    bounds: dict[int, float] = field(init=False, default_factory=dict)
    of_basket: dict[int, float] = field(init=False, default_factory=dict)
    report: SolverReport | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.settled = frozenset(row.day for row in self.portions)

    def except_day(self, day: int) -> tuple[Portion, ...]:
        """Return the portions of all days but one."""
        return tuple(row for row in self.portions if row.day != day)

    def portions_with(self, solved: SolvedDay) -> list[Portion]:
        """Return the portions of all days, those of a solved one in the place of its old ones."""
        own = read_portions(solved.problem, solved.solution, solved.day)
        return sorted([*self.except_day(solved.day), *own], key=lambda row: row.day)

    def keep(self, solved: SolvedDay) -> None:
        """Add a solved day, in the place of what was planned for it before."""
        day, solution = solved.day, solved.solution
        self.portions = self.portions_with(solved)
        taken = [replace(dose, day=day) for dose in solved.problem.doses]
        others = [dose for dose in self.doses if dose.day != day]
        self.doses = sorted([*others, *taken], key=lambda dose: dose.day)
        report = SolverReport.of(solved.problem.request.solver, solution)
        self.report = self.report.and_another(report) if self.report else report
        self.objectives[day] = solution.solution.objective
        self.bounds[day] = solution.bound
        self.of_basket[day] = basket_part(solved)
        self.out_of_reach |= solution.out_of_reach

    def discard(self, day: int) -> None:
        """Forget what was planned for a day."""
        self.portions = list(self.except_day(day))
        self.doses = [dose for dose in self.doses if dose.day != day]
        self.objectives.pop(day, None)
        self.bounds.pop(day, None)
        self.of_basket.pop(day, None)

    def copy(self) -> PlannedDays:
        """Return a copy that later changes leave as it is."""
        other = replace(self, portions=list(self.portions), doses=list(self.doses))
        other.settled, other.report = self.settled, self.report
        other.out_of_reach = set(self.out_of_reach)
        other.objectives, other.bounds = dict(self.objectives), dict(self.bounds)
        other.of_basket = dict(self.of_basket)
        return other

    def points_beside_basket(self, day: int) -> float:
        """Return the points of a day that was solved, without those of the basket."""
        return self.objectives[day] - self.of_basket[day]

    def gap(self) -> float:
        """Return by how many points the objectives may exceed those of the best days."""
        return sum(max(value - self.bounds[day], 0.0) for day, value in self.objectives.items())


@dataclass
class Diner:
    """One person while their days are planned. Building one solves nothing.

    Attributes
    ----------
    request : PlanRequest
        The request for all days; its `name` tells the people of a household apart.
    at_home : frozenset of str
        Meals that this person eats at the shared table.
    planned : PlannedDays
        The days planned so far.
    opened : frozenset of str
        Kinds of food from other shops that were opened because no plan was found without them, or
        only a worse one.
    opened_instead : bool
        Whether they were opened for a better plan.
    food_problem : DayProblem
        The problem of any day with food alone and without locks.
    notes : list of str
        What the person should know about how the days were planned.
    """

    request: PlanRequest
    at_home: frozenset[str] = frozenset()
    planned: PlannedDays = field(default_factory=PlannedDays)
    opened: frozenset[str] = frozenset()
    opened_instead: bool = False
    food_problem: DayProblem = field(init=False)
    notes: list[str] = field(init=False, default_factory=list)
    _daily_problem: DayProblem | None = field(init=False, default=None)
    _facts: DayFacts | None = field(init=False, default=None)
    _unreachable: frozenset[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.food_problem = build_day_problem(self.request, self.at_home, with_locks=False)

    def begin_anew(self) -> None:
        """Forget the days that were planned, and what was said of them."""
        for day in {row.day for row in self.planned.portions} - self.planned.settled:
            self.planned.discard(day)
        self.planned.out_of_reach.clear()
        self.planned.report = None
        self.notes.clear()

    def dishes(self) -> Mapping[str, frozenset[str]]:
        """Return the base dishes that this person may be served, by shared meal."""
        choices = self.food_problem.context.choices
        meals = [meal.name for meal in choices.pattern.meals]
        found: dict[str, set[str]] = {meal: set() for meal in SHARED_MEALS}
        for number, role in enumerate(choices.role):
            dish, meal = choices.dish(number), meals[choices.meal[number]]
            if role == DISH and dish is not None and meal in found:
                found[meal].add(dish.base)
        return {meal: frozenset(dishes) for meal, dishes in found.items()}

    @property
    def energy_kcal(self) -> float:
        """The energy that this person needs in a day."""
        return self.food_problem.context.energy_kcal

    def shared_dishes(self, day: int) -> dict[str, str]:
        """Return the base dish of every shared meal that is planned for a day."""
        catalog = self.request.catalog
        return {
            row.meal: catalog.dish(row.dish).base
            for row in self.planned.portions
            if row.day == day and row.dish and row.meal in SHARED_MEALS
        }

    def daily_problem(self) -> DayProblem:
        """Return the problem of any day, with the doses that all days share.

        The first call solves for those doses where supplements are allowed and food alone cannot
        meet the hard rules; later calls return the same problem.
        """
        if self._daily_problem is None:
            self._daily_problem = self.dosed(self.food_problem).as_any_day()
        return self._daily_problem

    def dosed(self, problem: DayProblem) -> DayProblem:
        """Return a problem with the doses that every day takes, where supplements are allowed.

        Those that make a much better day (see `doses_worth`), or those without which the hard
        rules conflict.
        """
        if self.request.supplements == "none":
            return problem
        beside = problem.with_doses(doses_worth(problem))
        if unreachable_floors(beside) is not None:
            return beside
        doses = least_doses(problem)
        return problem.with_doses(doses[0]) if doses else problem

    def facts(self) -> DayFacts:
        """Return what is the same on every day; the first call builds the daily problem."""
        if self._facts is None:
            problem = self.daily_problem()
            self._facts = DayFacts(self.request, problem.context.choices, problem.rules)
        return self._facts

    def unreachable(self) -> frozenset[str]:
        """Return the nutrients that no day of this person reaches; the first call solves."""
        if self._unreachable is None:
            short = unreachable_floors(self.daily_problem()) or frozenset()
            self._unreachable = frozenset(key.subject for key in short)
        return self._unreachable

    def solve(
        self,
        day: int,
        context: WeekContext | None,
        start: Sequence[Portion] = (),
        *,
        may_fail: bool = False,
    ) -> SolvedDay | UnsolvedDay:
        """Solve a day.

        Parameters
        ----------
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
        own = self.request.for_day(day)
        if context is None:
            problem = self.food_problem_of(own)
            dosed = problem.with_doses(doses_worth(problem))
            return _solved(day, None, dosed, solve_day)
        options = _options(self, own, start=bool(start), may_fail=may_fail)
        if context.basket is not None and may_fail:
            wide = context.basket.is_wide
            options = for_an_exchange(options) if start else for_a_framed_day(options, wide=wide)
        constraints = day_constraints(self.facts(), context)
        milder = replace(context, make_up=False)
        of_milder = DayContext(self.facts(), milder)
        enough = day_limits(of_milder)
        if constraints.limits == enough:
            return _solve_within(self, context, constraints, options, start)
        last = of_milder.days_left == 1  # nothing but this day can still make up for the others
        asked = options if last else for_what_may_fail(options)
        found: SolvedDay | UnsolvedDay | None = None
        with suppress(SolverError):  # to make up for other days is dropped where it fails
            found = _solve_within(self, context, constraints, asked, start)
        if isinstance(found, SolvedDay):
            return found
        return _solve_within(self, milder, replace(constraints, limits=enough), options, start)

    def food_problem_of(self, own: PlanRequest) -> DayProblem:
        """Return the problem of one day with food alone, under the day's own request."""
        if own.lock:
            return build_day_problem(own, self.at_home)
        return replace(self.food_problem, request=own)

    def reaching(self, solution: DaySolution | None) -> DaySolution | None:
        """Return a solution unless it misses a floor that this person can reach."""
        if solution is None or not solution.out_of_reach:
            return solution
        return solution if solution.out_of_reach <= self.unreachable() else None


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
