"""One person while their days are planned: the request, the problem of any day, the plan so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.optimize.model.choices import DISH
from planner.optimize.model.week.facts import DayFacts
from planner.planning.day import (
    DayProblem,
    DaySolution,
    build_day_problem,
    unreachable_floors,
)
from planner.planning.planned_days import PlannedDays
from planner.planning.supplements import doses_worth, least_doses
from planner.request.household import SHARED_MEALS
from planner.request.plan_request import PlanRequest


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
