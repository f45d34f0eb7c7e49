"""Exchanges within a planned week: a day is planned anew for what it makes people buy.

When all days are planned, what each of them costs the basket is known: the packs that only it
needs, and what it leaves over of the others. A day is solved again under these prices, and a food
that is bought for little use is left out of all days; what makes the week better is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from planner.errors import SolverError
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.week.open_basket import grams_bought
from planner.planning.attempts import SolvedDay
from planner.planning.diner import Diner
from planner.planning.person_day import solve_person_day
from planner.planning.planned_days import PlannedDays, basket_part
from planner.planning.progress import Course
from planner.planning.shared_meals import SharedMeals
from planner.planning.sharing import SharedDish
from planner.planning.week_plan.frame import Room, WeekFrame
from planner.request.variety import judge_variety

FORMS_LEFT_OUT = 4  # foods of little use that are tried to be left out
_LEAST_GAIN = 0.05  # points
_LITTLE = 0.5  # share of a pack that is used, below which a food is of little use


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
    """

    meals: SharedMeals
    frame: WeekFrame
    days: Sequence[int]
    course: Course

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
        order.sort(key=lambda one: (-self._burden(*one), one[1]))
        for diner, day in order:
            self._exchange_day(diner, day)
        for form in self._of_little_use()[:FORMS_LEFT_OUT]:
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

    def _used(self, without: tuple[Diner, int] | None = None) -> FloatArray:
        """Return the grams bought of every form, shape (forms,), for all days but one."""
        choices = self.meals.diners[0].facts().choices
        rows = [
            row
            for diner in self.meals.diners
            for row in diner.planned.portions
            if without is None or (diner, row.day) != without
        ]
        return grams_bought(rows, choices, self.frame.forms)

    def _burden(self, diner: Diner, day: int) -> float:
        """Return the points of the basket that one day of one person causes."""
        points = self.frame.points
        return float((points.points(self._used()) - points.points(self._used((diner, day)))).sum())

    def _exchange_day(self, diner: Diner, day: int) -> bool:
        """Plan a day of one person anew and keep it where the week is better; tell whether."""
        self.course.begin(day, diner.request.name)
        found = self._solve(diner, day)
        self.course.finish("exchange", day, diner.request.name)
        if found is None or judge_variety(diner.planned.portions_with(found), diner.request):
            return False
        before = self._value(diner, day, None)
        if self._value(diner, day, found) > before - _LEAST_GAIN:
            return False
        diner.planned.keep(found)
        return True

    def _solve(self, diner: Diner, day: int, *, anew: bool = False) -> SolvedDay | None:
        """Solve a day of one person beside all others; None where no plan is found."""
        start = [row for row in diner.planned.portions if row.day == day and not anew]
        context = self.meals.context_of(diner, day, table=self._table(day))
        with suppress(SolverError):  # where no other plan is found, what is planned stays
            found = solve_person_day(diner, day, context, start, may_fail=True)
            return found if isinstance(found, SolvedDay) else None
        return None

    def _table(self, day: int) -> Mapping[str, SharedDish]:
        """Return the shared dishes of a day as they are served."""
        found: dict[str, SharedDish] = {}
        for meal in self.meals.common:
            eaters = self.meals.eaters_of(meal)
            served = {
                eater.request.name: row.scale
                for eater in eaters
                for row in eater.planned.portions
                if (row.day, row.meal) == (day, meal) and row.dish
            }
            bases = {eater.shared_dishes(day).get(meal) for eater in eaters}
            if len(eaters) > 1 and len(bases) == 1 and len(served) == len(eaters):
                (base,) = bases
                if base:
                    found[meal] = SharedDish(base, served)
        return found

    def _value(self, diner: Diner, day: int, found: SolvedDay | None) -> float:
        """Return the points of a day and of the basket, as planned or with the day found."""
        if found is None:
            own = diner.planned.points_beside_basket(day)
            return own + float(self.frame.points.points(self._used()).sum())
        own = found.solution.solution.objective - basket_part(found)
        rows = [row for row in diner.planned.portions_with(found) if row.day == day]
        used = self._used((diner, day))
        used = used + grams_bought(rows, diner.facts().choices, self.frame.forms)
        return own + float(self.frame.points.points(used).sum())

    def _of_little_use(self) -> list[int]:
        """Return the forms bought of whose packs little is used, those that cost most first."""
        points, used = self.frame.points, self._used()
        packs = points.packs(used)
        share = used / np.maximum(packs * points.pack_g, 1.0)
        saved = points.points(used)
        forms = np.flatnonzero((packs > 0) & (share < _LITTLE))
        return [int(form) for form in forms[np.argsort(-saved[forms], kind="stable")]]

    def _leave_out(self, form: int) -> None:
        """Leave a form out of all days that use it, where the week is better without."""
        reserved = any(grams[form] > 0 for grams in self.frame.reserved.values())
        if reserved:
            return
        saved = [(diner, diner.planned.copy()) for diner in self.meals.diners]
        before = self._total()
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
        if self._total() > before - _LEAST_GAIN:
            self._restore(saved, form)

    def _restore(self, saved: Sequence[tuple[Diner, PlannedDays]], form: int) -> None:
        for diner, planned in saved:
            diner.planned = planned
        self.frame.barred.discard(form)

    def _total(self) -> float:
        """Return the points of all days and of the basket."""
        days = sum(
            diner.planned.points_beside_basket(day)
            for diner in self.meals.diners
            for day in self.days
        )
        return days + float(self.frame.points.points(self._used()).sum())
