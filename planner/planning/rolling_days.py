"""Plan days one after the other, each for everybody at the table, given the days planned before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from planner.errors import SolverError
from planner.nutrition.foods.shared_scales import TOLERANCE, WIDE_TOLERANCE
from planner.optimize.model.day_model import DayModel
from planner.planning.attempts import SolvedDay, UnsolvedDay
from planner.planning.common_table import choose_dishes
from planner.planning.diner import Diner
from planner.planning.one_after_another import begin_day, clear_day, plan_one_after_another
from planner.planning.person_day import solve_person_day
from planner.planning.progress import Course
from planner.planning.served_tables import dearest_dish, table_after, with_served
from planner.planning.shared_meals import SharedMeals
from planner.planning.sharing import SharedDish, sharing_notes
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
        clear_day(self.meals, day)
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
                clear_day(self.meals, day)
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
                barred |= {dearest_dish(self.meals, diner, day, table)}
        clear_day(self.meals, day)
        if not failed or not self._try_after_first(max(failed, key=failed.count), day, course):
            clear_day(self.meals, day)
            plan_one_after_another(self.meals, day, barred, course)
        _note_sharing(self.meals, day)

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
            begin_day(self.meals, diner, day, course)
            context = self.meals.context_of(diner, day, barred, table=left)
            try:
                attempt = solve_person_day(diner, day, context, may_fail=True)
            except SolverError:  # none was found: with other dishes one may be
                return diner
            if isinstance(attempt, UnsolvedDay):
                return diner
            diner.planned.keep(attempt)
            left = with_served(left, diner, day)
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
        begin_day(self.meals, first, day, course)
        try:
            attempt = solve_person_day(first, day, self.meals.context_of(first, day))
        except SolverError:
            return False
        if isinstance(attempt, UnsolvedDay):
            return False
        first.planned.keep(attempt)
        table = table_after(self.meals, first, day)
        if table is None:
            return False
        return self._try_table(day, frozenset(), table, course) is None


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
