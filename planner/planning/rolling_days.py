"""Plan days one after the other, each for everybody at the table, given the days planned before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np

from planner.errors import SolverError
from planner.nutrition.foods.shared_scales import TOLERANCE, WIDE_TOLERANCE
from planner.optimize.model.day_model import DayModel
from planner.planning.attempts import SolvedDay, UnsolvedDay
from planner.planning.common_table import choose_dishes
from planner.planning.diner import Diner
from planner.planning.infeasible.diagnosis import NoCertifiedPlanError, diagnose
from planner.planning.infeasible.requirement_model import DayInContext
from planner.planning.other_shops import OtherShopsNeeded, subgroups_needed
from planner.planning.person_day import least_cost, solve_person_day, solve_supplemented
from planner.planning.progress import Course, StoppedError
from planner.planning.shared_meals import SharedMeals
from planner.planning.sharing import SharedDish, sharing_notes, ways_to_share
from planner.planning.supplements import with_needed_doses
from planner.planning.week_plan.frame import Room
from planner.request.variety import judge_variety

# Tables tried: with whole or half recipes, with pots of any size, and then with shares that are
# further from the energy needs, before people get servings of their own.
MOST_TRIES = ((True, TOLERANCE, 3), (False, TOLERANCE, 2), (False, WIDE_TOLERANCE, 2))
ROOMS = (Room.POTS, Room.WEEK_DISHES, Room.OTHER_FOODS, Room.OTHER_DISHES)
ROOMS_OF_SEVERAL = (Room.POTS, Room.OTHER_FOODS)  # a table for several takes long to choose
IMPROVED_DAYS = 3  # days gone on with when the whole week is known


class RollingPlanner:
    """Plans days in order, each for everybody.

    Parameters
    ----------
    meals : SharedMeals
        The people and the meals they share.

    Attributes
    ----------
    tries : int
        How often a day was tried, each with other dishes on the table.
    """

    def __init__(self, meals: SharedMeals) -> None:
        self.meals, self.diners = meals, meals.diners
        self.tries = 0

    def plan_day(self, day: int, course: Course) -> None:
        """Plan a day for everybody.

        Shared dishes are shared out by energy need, from pots of whole or half recipes. Where
        somebody has no plan with the dishes chosen, others are tried; then pots of any size;
        then shares further from the need; then the dishes with which the person who had none has a
        plan; then people eat the same dishes in servings of their own; then who has no plan with
        those eats a dish of their own. The plan says what gave way.

        Raises
        ------
        StoppedError
            If the caller stops the planning; nothing is planned for the day then.
        NoCertifiedPlanError
            If somebody has no plan for the day.
        SolverError
            If the solver failed or ran out of time with no plan.
        """
        if self.meals.frame is not None:
            for room in ROOMS if len(self.diners) == 1 else ROOMS_OF_SEVERAL:
                if self._plan_within(room, day, course):
                    _note_sharing(self.meals, day)
                    break
            else:
                self.meals.room = Room.FREE
                self._plan_by_itself(day, course)
            if self.meals.room > Room.POTS:
                self.meals.reschedule()
            return
        self._plan_by_itself(day, course)

    def _plan_within(self, room: Room, day: int, course: Course) -> bool:
        """Plan a day for everybody within the frame of the week; return whether all have a plan."""
        self._clear(day)
        self.meals.room = room
        table = choose_dishes(self.meals, day)
        if not table and any(map(len, self.meals.common.values())):
            return False
        return self._try_table(day, frozenset(), table, course) is None

    def _plan_by_itself(self, day: int, course: Course) -> None:
        """Plan a day for everybody, whatever the frame of the week; see `plan_day`."""
        failed: list[Diner] = []
        barred = frozenset[tuple[str, str]]()
        written: list[DayModel] = []
        for whole, tolerance, tries in MOST_TRIES:
            barred = frozenset[tuple[str, str]]()
            for _ in range(tries):
                self._clear(day)
                table = choose_dishes(
                    self.meals, day, barred, whole=whole, tolerance=tolerance, written=written
                )
                if not table:
                    break
                diner = self._try_table(day, barred, table, course)
                if diner is None:
                    _note_sharing(self.meals, day)
                    return
                failed.append(diner)
                barred |= {_dearest_dish(self.meals, diner, day, table)}
        self._clear(day)
        if not failed or not self._try_after_first(max(failed, key=failed.count), day, course):
            self._clear(day)
            self._plan_one_after_another(day, barred, course)
        _note_sharing(self.meals, day)

    def _clear(self, day: int) -> None:
        for diner in self.diners:
            diner.planned.discard(day)

    def _begin(self, diner: Diner, day: int, course: Course) -> None:
        """Tell of what comes next; where the caller stops there, nothing is planned for the day."""
        try:
            course.begin(day, diner.request.name)
        except StoppedError:
            self._clear(day)
            raise

    def _try_table(
        self,
        day: int,
        barred: frozenset[tuple[str, str]],
        table: Mapping[str, SharedDish],
        course: Course,
    ) -> Diner | None:
        """Plan a day for everybody with some dishes on the table.

        Returns
        -------
        Diner or None
            The first who has no plan with them; None where everybody has one.
        """
        self.tries += 1
        # Given servings leave least room to who needs least energy: they are planned first.
        left = table
        for diner in self._by_energy():
            if any(row.day == day for row in diner.planned.portions):
                continue
            self._begin(diner, day, course)
            context = self.meals.context_of(diner, day, barred, table=left)
            try:
                attempt = solve_person_day(diner, day, context, may_fail=True)
            except SolverError:  # none was found: with other dishes one may be
                return diner
            if isinstance(attempt, UnsolvedDay):
                return diner
            diner.planned.keep(attempt)
            left = _with_served(left, diner, day)
            course.finish("plan", day, diner.request.name)
        return None

    def _by_energy(self) -> list[Diner]:
        return sorted(self.diners, key=lambda diner: diner.energy_kcal)

    def _try_after_first(self, first: Diner, day: int, course: Course) -> bool:
        """Take the dishes with which one person has a plan, and share them out by energy need.

        Returns
        -------
        bool
            Whether everybody has a plan.
        """
        if not first.at_home or all(
            len(self.meals.eaters_of(meal)) < 2 for meal in self.meals.common
        ):
            return False
        self._begin(first, day, course)
        try:
            attempt = solve_person_day(first, day, self.meals.context_of(first, day))
        except SolverError:
            return False
        if isinstance(attempt, UnsolvedDay):
            return False
        first.planned.keep(attempt)
        table = _table_of(self.meals, first, day)
        if table is None:
            return False
        return self._try_table(day, frozenset(), table, course) is None

    def _plan_one_after_another(
        self, day: int, barred: frozenset[tuple[str, str]], course: Course
    ) -> None:
        """Plan a day for everybody: who has no plan with the dishes of the others eats apart."""
        for diner in self.diners:
            self._begin(diner, day, course)
            attempt = solve_person_day(diner, day, self.meals.context_of(diner, day, barred))
            if isinstance(attempt, UnsolvedDay):
                if diner is self.diners[0]:
                    attempt = _supplemented(diner, attempt)
                else:
                    attempt = _solve_apart(self.meals, diner, attempt, barred)
            diner.planned.keep(attempt)
            course.finish("plan", day, diner.request.name)


def _note_sharing(meals: SharedMeals, day: int) -> None:
    """Tell everybody at a meal what of the sharing gave way."""
    for meal in meals.common:
        eaters = meals.eaters_of(meal)
        notes = sharing_notes(eaters, day, meal) if len(eaters) > 1 else ()
        for diner in eaters:
            diner.notes += notes


def pieces(meals: SharedMeals, days: Sequence[int]) -> int:
    """Return how many solves some days take, with what is improved after them."""
    if meals.frame is not None:
        return 2 * len(days) * len(meals.diners)
    improved = min(IMPROVED_DAYS, len(days)) if _improves(meals) else 0
    return len(days) * len(meals.diners) + improved


def _improves(meals: SharedMeals) -> bool:
    """Tell whether days are gone on with at the end.

    Not for several people: a change for one would change the shared meals. A single day has no
    others around it.
    """
    return len(meals.diners) == 1 and not meals.is_single_day


def improve(meals: SharedMeals, days: Sequence[int], course: Course) -> None:
    """Go on with the days that leave most to gain, now that all the others are known.

    Raises
    ------
    StoppedError
        If the caller stops the planning; the days improved so far stay improved.
    """
    if not _improves(meals):
        return
    (diner,) = meals.diners
    planned = diner.planned
    left = {day: planned.objectives[day] - planned.bounds[day] for day in days}
    for day in sorted(days, key=lambda day: (-left[day], day))[:IMPROVED_DAYS]:
        course.begin(day, diner.request.name)
        before = [row for row in planned.portions if row.day == day]
        context = meals.context_of(diner, day)
        found: SolvedDay | UnsolvedDay | None = None
        with suppress(SolverError):  # where no other plan is found, what is planned stays
            found = solve_person_day(diner, day, context, before, may_fail=True)
        course.finish("improve", day, diner.request.name)
        if not isinstance(found, SolvedDay):
            continue
        better = found.solution.solution.objective < planned.objectives[day]
        if better and not judge_variety(planned.portions_with(found), diner.request):
            planned.keep(found)


def _table_of(meals: SharedMeals, first: Diner, day: int) -> dict[str, SharedDish] | None:
    """Return how the dishes of one person's day are shared out; None where they cannot be."""
    several = [meal for meal in meals.common if len(meals.eaters_of(meal)) > 1]
    served = first.shared_dishes(day)
    for tolerance in (TOLERANCE, WIDE_TOLERANCE):
        ways = {
            meal: ways_to_share(
                served[meal], meals.eaters_of(meal), whole=False, tolerance=tolerance
            )
            for meal in first.at_home & served.keys() & set(several)
        }
        if not all(ways.values()):
            continue
        table = _with_served({meal: found[0] for meal, found in ways.items()}, first, day)
        if all(dish.is_served_as_shared for dish in table.values()):
            return dict(table)
    return None


def _with_served(
    table: Mapping[str, SharedDish], diner: Diner, day: int
) -> Mapping[str, SharedDish]:
    """Return the dishes of a table with the servings that a person is planned to eat."""
    served = {row.meal: row.scale for row in diner.planned.portions if row.day == day and row.dish}
    return {
        meal: dish.with_served(diner.request.name, served[meal]) if meal in diner.at_home else dish
        for meal, dish in table.items()
    }


def _dearest_dish(
    meals: SharedMeals, diner: Diner, day: int, table: Mapping[str, SharedDish]
) -> tuple[str, str]:
    """Return the shared meal and dish without which this person's day costs least, relaxed."""

    def cost_without(meal: str) -> float:
        context = meals.context_of(diner, day, apart=frozenset({meal}), table=table)
        return np.inf if context is None else least_cost(diner, context)

    meal = min(sorted(diner.at_home & table.keys()), key=cost_without)
    return meal, table[meal].base


def _solve_apart(
    meals: SharedMeals,
    diner: Diner,
    attempt: UnsolvedDay,
    barred: frozenset[tuple[str, str]],
) -> SolvedDay:
    """Solve a day with a dish of one's own at as few shared meals as possible."""
    day, last = attempt.day, attempt
    shared = sorted(diner.at_home)
    for apart in (*[frozenset({meal}) for meal in shared], frozenset(shared)):
        found = solve_person_day(diner, day, meals.context_of(diner, day, barred, apart))
        if isinstance(found, SolvedDay):
            diner.notes.append(f"day {day}: a dish of their own at {', '.join(sorted(apart))}")
            return found
        last = found
    return _supplemented(diner, attempt, last)


def _supplemented(
    diner: Diner, attempt: UnsolvedDay, explained: UnsolvedDay | None = None
) -> SolvedDay:
    """Solve a day beside supplements.

    Raises
    ------
    OtherShopsNeeded
        If foods that the person's shops lack may help.
    NoCertifiedPlanError
        If supplements are not allowed or do not help; says why `explained`, or else the attempt
        itself, has no plan.
    """
    found = solve_supplemented(diner, attempt)
    if isinstance(found, UnsolvedDay):
        if subgroups := subgroups_needed(diner.request):
            raise OtherShopsNeeded(
                diner.request.name, subgroups, lambda: _no_plan_error(diner, explained or attempt)
            )
        raise _no_plan_error(diner, explained or attempt)
    return found


def _no_plan_error(diner: Diner, attempt: UnsolvedDay) -> NoCertifiedPlanError:
    """Explain why a day has no plan: which requirements conflict, of whom, on which day."""
    problem, context = attempt.problem, attempt.context
    if context is None and not attempt.missed:
        return diagnose(with_needed_doses(problem))
    # Without a proof no floor may be missed, so a change has to hold them all to be offered.
    required = {
        rule.subject
        for rule in problem.rules
        if rule.key in problem.tracked_floors and rule.subject not in diner.unreachable()
    }
    if context is None:
        return diagnose(with_needed_doses(problem), None, required, missed=attempt.missed)
    in_context = DayInContext(diner.request, context)
    error = diagnose(problem, in_context, required, missed=attempt.missed)
    return error.prefixed(", ".join(filter(None, (diner.request.name, f"day {attempt.day}"))))
