"""The points of a planned week: of its days, and of the basket that they need together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.week.open_basket import grams_bought
from planner.planning.attempts import SolvedDay
from planner.planning.diner import Diner
from planner.planning.planned_days import basket_part
from planner.planning.week_plan.frame import WeekFrame

_LITTLE = 0.5  # share of a pack that is used, below which a food is of little use


@dataclass(frozen=True)
class WeekValue:
    """The points of a week as it is planned now.

    Attributes
    ----------
    people : sequence of Diner
        Everybody, with all days planned.
    frame : WeekFrame
        The frame of the week.
    days : sequence of int
        The days whose points count.
    """

    people: Sequence[Diner]
    frame: WeekFrame
    days: Sequence[int]

    def used(self, without: tuple[Diner, int] | None = None) -> FloatArray:
        """Return the grams bought of every form, shape (forms,), for all days but one."""
        choices = self.people[0].facts().choices
        rows = [
            row
            for diner in self.people
            for row in diner.planned.portions
            if without is None or (diner, row.day) != without
        ]
        return grams_bought(rows, choices, self.frame.forms)

    def burden(self, diner: Diner, day: int) -> float:
        """Return the points of the basket that one day of one person causes."""
        points = self.frame.points
        return float((points.points(self.used()) - points.points(self.used((diner, day)))).sum())

    def with_day(self, diner: Diner, day: int, found: SolvedDay | None) -> float:
        """Return the points of a day and of the basket, as planned or with the day found."""
        if found is None:
            own = diner.planned.points_beside_basket(day)
            return own + float(self.frame.points.points(self.used()).sum())
        own = found.solution.solution.objective - basket_part(found)
        rows = [row for row in diner.planned.portions_with(found) if row.day == day]
        used = self.used((diner, day))
        used = used + grams_bought(rows, diner.facts().choices, self.frame.forms)
        return own + float(self.frame.points.points(used).sum())

    def total(self) -> float:
        """Return the points of all days and of the basket."""
        days = sum(
            diner.planned.points_beside_basket(day) for diner in self.people for day in self.days
        )
        return days + float(self.frame.points.points(self.used()).sum())

    def of_little_use(self) -> list[int]:
        """Return the forms bought of whose packs little is used, those that cost most first."""
        points, used = self.frame.points, self.used()
        packs = points.packs(used)
        share = used / np.maximum(packs * points.pack_g, 1.0)
        saved = points.points(used)
        forms = np.flatnonzero((packs > 0) & (share < _LITTLE))
        return [int(form) for form in forms[np.argsort(-saved[forms], kind="stable")]]
