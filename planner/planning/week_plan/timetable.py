"""The columns of a week's timetable: which dish is served at which meal and cooked on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.nutrition.foods.dishes import Dish
from planner.optimize.linear_problem import IntArray, ProblemWriter
from planner.optimize.model.week.repeats import FRESH_MINUTES
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WEEKDAYS

Slot = tuple[int, str]


@dataclass(frozen=True)
class Served:
    """A dish of the week on one table.

    Attributes
    ----------
    dish : Dish
        The base dish.
    meals : int
        Meals at which it is served, in the week planned as one.
    most : int
        The most meals at which it may be served.
    fish : bool
        Whether it holds fish.
    spoils : float
        How much of it spoils soon once bought, in points: it is better cooked early.
    last_day : int
        The last day for what it uses up of the food at home; a large number without any.
    holds : frozenset of str
        Wishes whose food it holds.
    """

    dish: Dish
    meals: int
    most: int
    fish: bool = False
    spoils: float = 0.0
    last_day: int = 10_000
    holds: frozenset[str] = frozenset()


@dataclass
class Timetable:
    """The columns of the timetable of one table; building one writes them.

    Attributes
    ----------
    request : PlanRequest
        Whose days they are.
    served : sequence of Served
        The dishes.
    slots : sequence of (int, str)
        Days and meals to fill.
    writer : ProblemWriter
        The problem of the timetable.
    days : list of int
        The days of the slots, ascending.
    eaten : ndarray of int, shape (dishes, slots)
        Columns that tell whether a dish is served at a slot.
    cooked : ndarray of int, shape (dishes, days)
        Columns that tell whether a dish is cooked on a day.
    """

    request: PlanRequest
    served: Sequence[Served]
    slots: Sequence[Slot]
    writer: ProblemWriter = field(init=False, default_factory=ProblemWriter)
    days: list[int] = field(init=False)
    eaten: IntArray = field(init=False)
    cooked: IntArray = field(init=False)

    def __post_init__(self) -> None:
        self.days = sorted({day for day, _ in self.slots})
        count = len(self.served)
        costs = np.array([[self._slot_points(one, slot) for slot in self.slots]
                          for one in self.served])  # fmt: skip
        upper = (costs < np.inf).astype(np.float64)
        costs = np.where(upper > 0, costs, 0.0)
        columns = self.writer.add_columns(costs.ravel(), upper.ravel(), integer=True)
        self.eaten = columns.reshape(count, len(self.slots))
        may_cook = np.array([[self._may_cook(one, day) for day in self.days]
                             for one in self.served], dtype=np.float64)  # fmt: skip
        size = count * len(self.days)
        columns = self.writer.add_columns(np.zeros(size), may_cook.ravel(), integer=True)
        self.cooked = columns.reshape(count, len(self.days))

    def _slot_points(self, one: Served, slot: Slot) -> float:
        """Return the points of serving a dish at a slot; infinite where it may not be."""
        day, meal = slot
        if meal not in one.dish.meals:
            return float("inf")
        for wish in self.request.week.read_wishes():
            minutes = wish.subject.most_minutes
            on_day = wish.sense == "@" and self.request.weekday(day) in wish.days
            if on_day and minutes and one.dish.total_minutes > minutes:
                return float("inf")
        late = 5.0 * (day > one.last_day)
        return late + 0.05 * one.spoils * (day - self.days[0])

    def _may_cook(self, one: Served, day: int) -> bool:
        names = self.request.week.cook_days
        is_cook_day = not names or WEEKDAYS[self.request.weekday(day)] in names
        return is_cook_day or one.dish.active_minutes <= FRESH_MINUTES
