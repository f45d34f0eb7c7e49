"""The people at a table while the days are planned, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from planner.errors import SolverError
from planner.nutrition.foods.dishes import get_dish
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.supplements import Dose
from planner.optimize.model.choices import DISH
from planner.optimize.model.day_terms import DayShaper
from planner.optimize.model.repetition_costs import WeekContext
from planner.planning.day import (
    DayProblem,
    DaySolution,
    build_day_problem,
    read_portions,
    solve_day,
    unreachable_floors,
)
from planner.planning.infeasible.diagnosis import diagnose
from planner.planning.infeasible.requirement_model import DayInContext
from planner.planning.infeasible.shared_meals import no_common_dish
from planner.planning.progress import Progress, Step
from planner.planning.supplements import least_doses, solve_day_supplemented
from planner.request.household import SHARED_MEALS
from planner.request.plan_request import PlanRequest
from planner.request.variety import judge_variety

MOST_TRIES = 5  # other dishes for a table before somebody eats apart
IMPROVED_DAYS = 2  # days solved once more when the whole week is known


@dataclass
class Diner:
    """One person at the table while the days are planned.

    Attributes
    ----------
    request : PlanRequest
        Their question; `name` tells them apart.
    at_home : frozenset of str
        Meals eaten at the shared table.
    portions : list of Portion
        What stands so far.
    doses : list of Dose
        Supplements beside it.
    settled : frozenset of int
        Days that stand from the start, eaten or kept, and are not planned anew.
    """

    request: PlanRequest
    at_home: frozenset[str]
    portions: list[Portion]
    doses: list[Dose] = field(default_factory=list)
    food_alone: DayProblem = field(init=False)
    question: DayProblem = field(init=False)
    shaper: DayShaper = field(init=False)
    settled: frozenset[int] = field(init=False)
    out_of_reach: set[str] = field(default_factory=set)
    objectives: dict[int, float] = field(default_factory=dict)
    bounds: dict[int, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    daily: tuple[Dose, ...] = field(init=False, default=())
    _unreachable: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.settled = frozenset(row.day for row in self.portions)
        self.food_alone = build_day_problem(self.request.changed(lock=()))
        if self.request.supplements != "none" and unreachable_floors(self.food_alone) is None:
            self.daily, _ = least_doses(self.food_alone) or ((), 0.0)
        self.question = self.food_alone.with_doses(self.daily)
        self.shaper = DayShaper(self.request, self.question.context.choices, self.question.rules)

    @property
    def dishes(self) -> dict[str, frozenset[str]]:
        """Base dishes that this person may be served, by meal."""
        is_dish = self.question.context.choices.role_mask(frozenset({DISH}))
        return {
            meal: frozenset(self.shaper.base[is_dish & (self.shaper.meal == meal)])
            for meal in SHARED_MEALS
        }

    def unreachable(self) -> frozenset[str]:
        """Return the nutrients that no day of this person reaches, by the relaxation."""
        if self._unreachable is None:
            short = unreachable_floors(self.question) or frozenset()
            self._unreachable = frozenset(key.subject for key in short)
        return self._unreachable

    def standing(self, day: int) -> tuple[Portion, ...]:
        """Return the portions of all other days."""
        return tuple(row for row in self.portions if row.day != day)

    def solve(self, around: WeekContext) -> DaySolution | None:
        """Solve a day; what another day may take over is dropped if the day cannot bring it.

        None when the day cannot be had, or only by missing what this person can reach.
        """
        self.around = around
        terms = self.shaper.terms(around)
        own = self.request.for_day(around.day)
        question = self.question
        if own.lock:
            question = build_day_problem(own).with_doses(self.daily)
        tries = [terms.demands, ()] if terms.demands else [()]
        for demands in tries:
            self.asked = question.within_days(terms, demands, own)
            try:
                found = solve_day(self.asked)
            except SolverError:
                if demands:
                    continue
                raise
            if found is not None and (
                not found.out_of_reach or found.out_of_reach <= self.unreachable()
            ):
                return found
        return None

    def solve_supplemented(self, around: WeekContext) -> DaySolution | None:
        """Solve a day that the food left by the others cannot make, with the least doses that do.

        None where supplements are not wanted or do not help.
        """
        if self.request.supplements == "none":
            return None
        own = self.request.for_day(around.day)
        question = build_day_problem(own) if own.lock else self.food_alone
        terms = DayShaper(own, question.context.choices, question.rules).terms(around)
        answer = solve_day_supplemented(question.within_days(terms, (), own))
        if answer is None or not answer[1].out_of_reach <= self.unreachable():
            return None
        self.asked, found = answer
        return found

    def keep(self, day: int, found: DaySolution) -> None:
        """Put a solved day among the standing ones."""
        self.seconds += found.solution.seconds
        self.objectives[day] = found.solution.objective
        self.bounds[day] = found.bound
        self.out_of_reach |= found.out_of_reach
        new = read_portions(self.asked, found, day)
        self.portions = sorted([*self.standing(day), *new], key=lambda row: row.day)
        taken = [replace(dose, day=day) for dose in self.asked.doses]
        others = [dose for dose in self.doses if dose.day != day]
        self.doses = sorted([*others, *taken], key=lambda dose: dose.day)

    def served(self, day: int) -> dict[str, str]:
        """Return the base dish of every shared meal of a day."""
        return {
            row.meal: get_dish(row.dish).base
            for row in self.portions
            if row.day == day and row.dish and row.meal in SHARED_MEALS
        }


class RollingPlanner:
    """The people who eat together, the one with the fewest dishes to choose from first."""

    def __init__(self, seats: Sequence[Diner]) -> None:
        self.seats = sorted(
            seats, key=lambda seat: sum(len(found) for found in seat.dishes.values())
        )
        self.order = list(seats)
        self.days = max(seat.request.days for seat in seats)
        self.common = {meal: self._common(meal) for meal in SHARED_MEALS}

    def _common(self, meal: str) -> frozenset[str]:
        """Return the base dishes that suit everybody at a meal.

        Raises
        ------
        NoCertifiedPlanError
            If there is none; names whose rules clash.
        """
        eating = [seat for seat in self.seats if meal in seat.at_home]
        if len(eating) < 2:
            return frozenset()
        common = frozenset.intersection(*(seat.dishes[meal] for seat in eating))
        if not common:
            raise no_common_dish(meal, [seat.request for seat in eating])
        return common

    def around(
        self, seat: Diner, day: int, barred: frozenset[tuple[str, str]], apart: frozenset[str]
    ) -> WeekContext:
        """Return what stands around a person's day: their days, and the dishes on the table."""
        dishes: dict[str, frozenset[str]] = {}
        minutes = 0.0
        for meal in seat.at_home - apart:
            others = [other for other in self.seats if other is not seat and meal in other.at_home]
            if not others:
                continue
            served = {other.served(day).get(meal, "") for other in others} - {""}
            dishes[meal] = frozenset(served) if served else self.common[meal]
            minutes += sum(float(get_dish(base).active_minutes) for base in served)
        on_table = frozenset(
            row.dish
            for other in self.seats
            for row in other.portions
            if other is not seat and row.day == day and row.dish and row.meal in dishes
        )
        in_house = frozenset(
            row.food_id for other in self.seats for row in other.portions if not row.dish
        )
        return WeekContext(day, seat.standing(day), dishes, minutes, on_table, in_house, barred)

    def plan_day(self, day: int, progress: Progress) -> bool:
        """Plan a day for everybody; False when it was stopped."""
        barred: set[tuple[str, str]] = set()
        for tries in range(MOST_TRIES):
            blamed = self._try_day(day, frozenset(barred), progress, last=tries == MOST_TRIES - 1)
            if blamed is None:
                return True
            if blamed == _STOPPED:
                return False
            barred |= blamed
        raise AssertionError("the last try blames nobody")

    def _try_day(
        self, day: int, barred: frozenset[tuple[str, str]], progress: Progress, *, last: bool
    ) -> frozenset[tuple[str, str]] | None:
        """Plan a day; return the dishes to blame if somebody's day could not be had with them."""
        for seat in self.seats:
            seat.portions = list(seat.standing(day))
        for place, seat in enumerate(self.seats):
            if not progress(Step(day, self.days, seat.request.name)):
                for other in self.seats:
                    other.portions = list(other.standing(day))
                return _STOPPED
            around = self.around(seat, day, barred, frozenset())
            found = seat.solve(around)
            if found is None and place == 0:
                found = seat.solve_supplemented(around) or _raise_no_day(seat, day)
            if found is not None:
                seat.keep(day, found)
                continue
            meal = self._to_blame(seat, day, barred)
            if meal is not None and not last:
                return frozenset({(meal, self.seats[0].served(day)[meal])})
            self._eat_apart(seat, day, barred)
        return None

    def _to_blame(self, seat: Diner, day: int, barred: frozenset[tuple[str, str]]) -> str | None:
        """Return the first meal whose dish, taken from the table, gives this person a day."""
        shared = self.around(seat, day, barred, frozenset()).dishes
        first = self.seats[0].served(day)
        for meal in sorted(meal for meal in shared if meal in first):
            if seat.solve(self.around(seat, day, barred, frozenset({meal}))) is not None:
                return meal
        return None

    def _eat_apart(self, seat: Diner, day: int, barred: frozenset[tuple[str, str]]) -> None:
        """Give a person dishes of their own at the fewest meals; raises if even that fails."""
        meals = sorted(seat.at_home)
        for apart in (*[frozenset({meal}) for meal in meals], frozenset(meals)):
            found = seat.solve(self.around(seat, day, barred, apart))
            if found is not None:
                seat.keep(day, found)
                words = ", ".join(sorted(apart))
                seat.notes.append(f"day {day}: a dish of their own at {words}")
                return
        around = self.around(seat, day, barred, frozenset())
        seat.keep(day, seat.solve_supplemented(around) or _raise_no_day(seat, day))

    def improve(self, days: Sequence[int], progress: Progress) -> None:
        """Solve the days that cost most once more, when all the others are known."""
        if len(self.seats) > 1:
            return  # a change for one would move the whole table
        seat = self.seats[0]
        worst = sorted(days, key=lambda day: (-seat.objectives[day], day))[:IMPROVED_DAYS]
        for day in worst:
            if not progress(Step(day, self.days, seat.request.name)):
                return
            before, old = list(seat.portions), seat.objectives[day]
            found = seat.solve(self.around(seat, day, frozenset(), frozenset()))
            if found is None or found.solution.objective >= old:
                continue
            seat.keep(day, found)
            if judge_variety(seat.portions, seat.request):
                seat.portions, seat.objectives[day] = before, old


_STOPPED: frozenset[tuple[str, str]] = frozenset({("", "")})


def _raise_no_day(seat: Diner, day: int) -> NoReturn:
    """Say why a day cannot be had, and whose rules clash."""
    must = {
        rule.subject
        for rule in seat.asked.rules
        if rule.key in seat.asked.tracked_floors and rule.subject not in seat.unreachable()
    }
    error = diagnose(seat.asked, DayInContext(seat.request, seat.around), must)
    raise error.prefixed(", ".join(filter(None, (seat.request.name, f"day {day}"))))
