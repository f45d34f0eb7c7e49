"""One day from a request to portions: build the problem, solve it, read the solution."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from planner.errors import SolverError
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.meal_patterns import day_pattern
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.nutrition.nutrients import core_nutrients
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.any_day import AnyDay
from planner.optimize.model.choices import build_choices, items_for
from planner.optimize.model.day_model import DayModel, assemble
from planner.optimize.model.families import build_rules
from planner.optimize.model.families.requested import LOCK
from planner.optimize.model.levels import UnitRange
from planner.optimize.model.rules import Context, Rule, RuleKey
from planner.optimize.model.served_levels import served_levels
from planner.optimize.model.supplement_columns import rules_with_doses
from planner.optimize.model.week.constraints import DayConstraints
from planner.optimize.solve import (
    SearchOptions,
    Solution,
    Status,
    Structure,
    search_levels,
    search_options,
    seconds_left,
    solve_relaxation,
)
from planner.planning.nothing_found import NothingFoundError, nothing_found
from planner.request.availability import foods_at_hand
from planner.request.plan_request import PlanRequest, targets_of
from planner.request.versions import versions_asked_for


@dataclass(frozen=True)
class DayProblem:
    """The optimization problem of one day, before it is written as a linear problem.

    Attributes
    ----------
    request : PlanRequest
        The day's own request; see `PlanRequest.for_day`.
    foods : FoodTable
        The foods that the choices are made of.
    context : Context
        Request, targets and choices, as the rules were built from them.
    rules : tuple of Rule
        Hard and soft rules over the choices.
    points : ndarray, shape (choices,), optional
        Added to the objective for taking a choice.
    doses : tuple of Dose
        Supplements of the day; the rules hold what they leave to the food.
    is_open : ndarray of bool, shape (choices,), optional
        The choices that may be served on the day; all where it is left out.
    units : UnitRange, optional
        How much of each choice may be served; any of its levels where it is left out.
    any_day : AnyDay, optional
        The model that the day has in common with other days.
    """

    request: PlanRequest
    foods: FoodTable
    context: Context
    rules: tuple[Rule, ...]
    points: FloatArray | None = None
    doses: tuple[Dose, ...] = ()
    is_open: BoolArray | None = None
    units: UnitRange | None = None
    any_day: AnyDay | None = field(default=None, repr=False, compare=False)

    @property
    def tracked_floors(self) -> frozenset[RuleKey]:
        """The floors, and what is only advice, that may be missed where no plan can meet them."""
        core = core_nutrients()
        return frozenset(
            rule.key
            for rule in self.rules
            if rule.advice or (rule.family == "nutrient_floor" and rule.subject not in core)
        )

    def model(
        self,
        *,
        relaxed: frozenset[RuleKey] = frozenset(),
        only_relaxed: bool = False,
        reduced: bool = True,
    ) -> DayModel:
        """Write the day's model, or restate that of any day; options as `assemble` takes them."""
        anew = only_relaxed or not reduced
        if self.any_day is not None and not anew and self.any_day.can_state(self.rules):
            return self.any_day.model(
                self.rules,
                self.request,
                points=self.points,
                is_open=self.is_open,
                units=self.units,
                relaxed=relaxed,
            )
        return assemble(
            self.context.choices,
            self.rules,
            self.request,
            relaxed=relaxed,
            only_relaxed=only_relaxed,
            points=self.points,
            is_open=self.is_open,
            units=self.units,
            reduced=reduced,
        )

    def as_any_day(self) -> DayProblem:
        """Return the problem with a model that the problems made from it have in common."""
        if self.any_day is not None:
            return self
        any_day = AnyDay(self.context.choices, self.rules, self.request)
        return replace(self, any_day=any_day)

    def locked_as(self, request: PlanRequest) -> DayProblem:
        """Return the problem of any day under the locks of one day's own request."""
        context = replace(self.context, request=request)
        rules = (*self.rules, *LOCK.build(context))
        return replace(self, request=request, context=context, rules=rules)

    def with_doses(self, doses: Sequence[Dose]) -> DayProblem:
        """Return the problem of food alone beside a day's doses."""
        if not doses:
            return replace(self, doses=())
        rules = rules_with_doses(self.rules, self.context.choices, doses)
        return replace(self, rules=rules, doses=tuple(doses), any_day=None)

    def within_days(
        self, constraints: DayConstraints, request: PlanRequest, *, with_demands: bool = False
    ) -> DayProblem:
        """Return the problem of one day under the constraints of the other days and people.

        Parameters
        ----------
        constraints : DayConstraints
            What the other days and people put on the day.
        request : PlanRequest
            The day's own request; see `PlanRequest.for_day`.
        with_demands : bool
            Add the rules that another day may take over.
        """
        demands = constraints.demands if with_demands else ()
        rules = (*map(constraints.limited, self.rules), *constraints.rules, *demands)
        return replace(
            self,
            request=request,
            context=replace(self.context, request=request),
            rules=rules,
            points=constraints.points,
            is_open=constraints.keep,
            units=constraints.units,
        )


@dataclass
class DaySolution:
    """One solve: the model, its values, and the floors that were left out of reach."""

    model: DayModel
    solution: Solution
    bound: float
    out_of_reach: frozenset[str] = field(default_factory=frozenset)


def build_day_problem(
    request: PlanRequest, shared: frozenset[str] = frozenset(), *, with_locks: bool = True
) -> DayProblem:
    """Build the choices and rules of a request, or take those of a request alike.

    Another seed, solver or taste changes what is sought, not what may be chosen; a lock only adds
    a rule. Only free-from and plant versions and food that the person's shops lack are open to
    those who ask for them.

    Parameters
    ----------
    request : PlanRequest
        The request.
    shared : frozenset of str
        Meals at a table with others; see `build_choices`.
    with_locks : bool
        Add the rules of its locks; what is locked may be chosen either way.
    """
    plain = PlanRequest(person=request.person)
    only_sought = {name: getattr(plain, name) for name in _ONLY_SOUGHT}
    only_sought["tastes"] = tuple((name, 1.0) for name in versions_asked_for(request))
    alike = request.changed(**only_sought, can_get=foods_at_hand(request))
    built = _built(alike, shared)
    own = request if with_locks else request.changed(lock=())
    context = Context(own, built.context.targets, built.context.choices)
    locks = tuple(LOCK.build(context))
    if locks:
        return DayProblem(own, built.foods, context, (*built.rules, *locks))
    any_day = _any_day(alike, shared)
    return DayProblem(own, built.foods, context, built.rules, any_day=any_day)


_ONLY_SOUGHT = (
    "seed", "solver", "effort", "time_limit_seconds", "tastes", "cuisine", "pantry", "name", "days",
    "start", "week", "lock", "supplements", "sun", "units", "use_by", "staples",
    "variety", "week_budget_usd",
)  # fmt: skip


@lru_cache(maxsize=16)  # some 5 MB each
def _built(request: PlanRequest, shared: frozenset[str]) -> DayProblem:
    pattern = day_pattern(frozenset(request.simple), request.snacks)
    items = items_for(request)
    choices = build_choices(items, pattern, request, shared)
    context = Context(request, targets_of(request), choices)
    return DayProblem(request, items.foods, context, build_rules(context))


@lru_cache(maxsize=2)  # some 20 MB each: for those who ask for day after day
def _any_day(request: PlanRequest, shared: frozenset[str]) -> AnyDay:
    built = _built(request, shared)
    return AnyDay(built.context.choices, built.rules, built.request)


def unreachable_floors(problem: DayProblem) -> frozenset[RuleKey] | None:
    """Return the tracked floors that no plan can reach together, by the relaxation.

    Returns
    -------
    frozenset of RuleKey or None
        Empty when all can be reached; None when the hard rules alone conflict.
    """
    relaxed = problem.tracked_floors
    model = problem.model(relaxed=relaxed, only_relaxed=True)
    limit = seconds_left(problem.request.time_limit_seconds)
    solution = solve_relaxation(model.problem, limit)
    if solution.status is Status.INFEASIBLE:
        return None
    if not solution.found:
        raise SolverError(f"the solver ended with: {solution.status.value}")
    limits = {rule.key: rule.bound for rule in problem.rules}
    return frozenset(
        key for key in relaxed if model.violation(key, solution.x) > 1e-6 * (1 + limits[key])
    )


def provable_shortfalls(request: PlanRequest, doses: Sequence[Dose] = ()) -> frozenset[str]:
    """Return the nutrients whose floor no plan for this request can reach, by the relaxation.

    With doses, the nutrients that are out of reach on every day that has doses.
    """
    problem = build_day_problem(request)
    daily = {
        tuple(replace(dose, day=1) for dose in doses if dose.day == day)
        for day in {dose.day for dose in doses}
    } or {()}
    found = []
    for own in daily:
        short = unreachable_floors(problem.with_doses(own)) or frozenset()
        found.append(frozenset(key.subject for key in short))
    return frozenset.intersection(*found)


def structure_of(model: DayModel) -> Structure:
    """Return which columns belong together for the solver: every meal is a block."""
    level = np.append(model.levels.steps, np.zeros(len(model.choice) - len(model.levels)))
    return Structure(
        model.choice, level.astype(np.int64), model.bucket, model.choices.meal, model.leading
    )


def options_of(request: PlanRequest) -> SearchOptions:
    """Return the options of the search that a request's effort and what is left of its time ask."""
    return search_options(request.effort, seconds_left(request.time_limit_seconds))


def solve_day(
    problem: DayProblem,
    options: SearchOptions | None = None,
    start: Sequence[Portion] = (),
) -> DaySolution | None:
    """Solve a day; None when the hard rules alone conflict.

    All floors are hard at first. Those that the relaxation proves to be out of reach may then be
    missed, as little as possible; so may all tracked floors where no plan in whole portions is
    found. A search that ends without a plan is begun again with another seed, which draws other
    tastes and so takes another way.

    Parameters
    ----------
    problem : DayProblem
        The problem.
    options : SearchOptions, optional
        Limits of the search; those of the request by default.
    start : sequence of Portion
        A plan of the day to go on from, where it is still one; none by default.

    Raises
    ------
    NothingFoundError
        If the search ended without a plan, and without a proof that there is none.
    SolverError
        If the solver failed or ran out of time with no plan.
    """
    options = options or options_of(problem.request)
    end = time.perf_counter() + options.time_limit_seconds
    try:
        return _search_day(problem, options, start)
    except NothingFoundError as error:
        first = error
    own = problem.request
    for another in range(1, 1 + options.other_seeds):
        left = end - time.perf_counter()
        if left <= 0:
            break
        tried = replace(problem, request=own.changed(seed=own.seed + another))
        try:
            return _search_day(tried, replace(options, time_limit_seconds=left))
        except SolverError:
            continue  # the first search tells what is missed
    raise first


def _search_day(
    problem: DayProblem, options: SearchOptions, start: Sequence[Portion] = ()
) -> DaySolution | None:
    """Search a day once; see `solve_day`. A strict search tells nothing by finding none."""
    loosened: frozenset[RuleKey] = frozenset()
    for step in range(3):
        model = problem.model(relaxed=loosened)
        solution, bound = search_levels(
            model.problem,
            structure_of(model),
            problem.request.solver,
            options,
            served_levels(model, start),
        )
        if solution.found:
            missed = frozenset(
                rule.subject
                for rule in problem.rules
                if rule.key in loosened and model.violation(rule.key, solution.x) > 1e-9
            )
            return DaySolution(model, solution, bound.objective, missed)
        if options.strict:
            return None
        if solution.status is not Status.INFEASIBLE:
            break  # out of time: nothing is proven, so no floor may be called out of reach
        if step == 0 and not bound.found:
            short = unreachable_floors(problem)
            if short is None:
                return None
            loosened = short
        elif loosened == problem.tracked_floors:
            return None
        else:
            loosened = problem.tracked_floors
    own = problem.request
    raise nothing_found(model, solution, own.solver, own.time_limit_seconds)


def read_portions(problem: DayProblem, found: DaySolution, day: int = 1) -> tuple[Portion, ...]:
    """Turn the solver's values into portions: meals in order, dishes first, water last."""
    person = problem.request.name
    choices = problem.context.choices
    units = found.model.units(found.solution.x)
    taken = [number for number in range(len(choices)) if units[number] > 0]

    def place(number: int) -> tuple[int, bool, bool, float]:
        food = choices.food(number)
        wet = food is not None and food.is_water
        return int(choices.meal[number]), wet, food is not None, -float(units[number])

    portions: list[Portion] = []
    for number in sorted(taken, key=place):
        meal = choices.pattern.meals[choices.meal[number]].name
        dish, food = choices.dish(number), choices.food(number)
        amount = float(units[number])
        if dish is not None:
            portions += [
                Portion(day, meal, food_id, round(grams * amount, 3), dish.id, person, amount)
                for food_id, grams in dish.ingredients
            ]
        elif food is not None:
            portions.append(Portion(day, meal, food.id, round(amount, 3), person=person))
    return tuple(portions)
