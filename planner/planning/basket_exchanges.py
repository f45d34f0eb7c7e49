"""Exchanges within a planned week: a day is planned anew for what it makes people buy.

When all days are planned, what each of them costs the basket is known: the packs that only it
needs, and what it leaves over of the others. A day is solved again under these prices, and a food
that is bought for little use is left out of all days; what makes the week better is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from planner.errors import SolverError
from planner.optimize.model.week.open_basket import grams_bought
from planner.planning.attempts import SolvedDay
from planner.planning.basket_value import WeekValue
from planner.planning.diner import Diner
from planner.planning.person_day import solve_person_day
from planner.planning.planned_days import PlannedDays
from planner.planning.progress import Course
from planner.planning.served_tables import served_table
from planner.planning.shared_meals import SharedMeals
from planner.planning.week_plan.frame import Room, WeekFrame
from planner.request.variety import judge_variety

FORMS_LEFT_OUT = 4  # foods of little use that are tried to be left out
_LEAST_GAIN = 0.05  # points


@dataclass
class Exchanges:
    """The week of a household and its points while days are exchanged.

    Attributes
    ----------
    meals : SharedMeals
        The people, with all days planned.
    frame : WeekFrame
        The frame of the week.
    days : sequence of int
        The days that may be planned anew.
    course : Course
        Told of every solve.
    value : WeekValue
        The points of the week as it is planned now.
    """

    meals: SharedMeals
    frame: WeekFrame
    days: Sequence[int]
    course: Course
    value: WeekValue = field(init=False)

    def __post_init__(self) -> None:
        self.value = WeekValue(self.meals.diners, self.frame, self.days)

    def run(self) -> None:
        """Plan each day anew, the one that costs the basket most first; then leave foods out.

        Raises
        ------
        StoppedError
            If the caller stops the planning; what is better so far stays.
        """
        self._mend_variety()
        self.meals.room = Room.POTS
        order = [(diner, day) for day in self.days for diner in self.meals.diners]
        order.sort(key=lambda one: (-self.value.burden(*one), one[1]))
        for diner, day in order:
            self._exchange_day(diner, day)
        for form in self.value.of_little_use()[:FORMS_LEFT_OUT]:
            self._leave_out(form)

    def _mend_variety(self) -> None:
        """Plan days anew with any food, the last ones first, until the days keep their rules."""
        self.meals.room = Room.OTHER_FOODS
        for diner in self.meals.diners:
            faults = len(judge_variety(diner.planned.portions, diner.request))
            for day in reversed(self.days):
                if not faults:
                    break
                self.course.begin(day, diner.request.name)
                found = self._solve(diner, day, anew=True)
                if found is None:
                    continue
                left = len(judge_variety(diner.planned.portions_with(found), diner.request))
                if left < faults:
                    diner.planned.keep(found)
                    faults = left

    def _exchange_day(self, diner: Diner, day: int) -> bool:
        """Plan a day of one person anew and keep it where the week is better; tell whether."""
        self.course.begin(day, diner.request.name)
        found = self._solve(diner, day)
        self.course.finish("exchange", day, diner.request.name)
        if found is None or judge_variety(diner.planned.portions_with(found), diner.request):
            return False
        before = self.value.with_day(diner, day, None)
        if self.value.with_day(diner, day, found) > before - _LEAST_GAIN:
            return False
        diner.planned.keep(found)
        return True

    def _solve(self, diner: Diner, day: int, *, anew: bool = False) -> SolvedDay | None:
        """Solve a day of one person beside all others; None where no plan is found."""
        start = [row for row in diner.planned.portions if row.day == day and not anew]
        context = self.meals.context_of(diner, day, table=served_table(self.meals, day))
        with suppress(SolverError):  # where no other plan is found, what is planned stays
            found = solve_person_day(diner, day, context, start, may_fail=True)
            return found if isinstance(found, SolvedDay) else None
        return None

    def _leave_out(self, form: int) -> None:
        """Leave a form out of all days that use it, where the week is better without."""
        reserved = any(grams[form] > 0 for grams in self.frame.reserved.values())
        if reserved:
            return
        saved = [(diner, diner.planned.copy()) for diner in self.meals.diners]
        before = self.value.total()
        self.frame.barred.add(form)
        choices = self.meals.diners[0].facts().choices
        for day in self.days:
            for diner in self.meals.diners:
                rows = [row for row in diner.planned.portions if row.day == day]
                if grams_bought(rows, choices, self.frame.forms)[form] <= 0:
                    continue
                self.course.begin(day, diner.request.name)
                found = self._solve(diner, day)
                if found is None or judge_variety(
                    diner.planned.portions_with(found), diner.request
                ):
                    self._restore(saved, form)
                    return
                diner.planned.keep(found)
        if self.value.total() > before - _LEAST_GAIN:
            self._restore(saved, form)

    def _restore(self, saved: Sequence[tuple[Diner, PlannedDays]], form: int) -> None:
        for diner, planned in saved:
            diner.planned = planned
        self.frame.barred.discard(form)
