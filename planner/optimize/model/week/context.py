"""The days and people around one day, and the sums over them that its constraints share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.nutrition.foods.cooking_batches import cooking_minutes, cookings
from planner.nutrition.foods.portions import Portion
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.rules import Rule
from planner.optimize.model.week.facts import DayFacts
from planner.request.variety import dish_days, kinds_eaten, meals_holding
from planner.request.week_rules import Subject

PROJECT = "project choice"


@dataclass(frozen=True)
class WeekContext:
    """The days and people around one day of one person.

    Attributes
    ----------
    day : int
        The day to plan; counts from 1.
    portions : tuple of Portion
        The person's portions on other days.
    dishes : Mapping of str to frozenset of str
        Base dishes that a meal's dish has to be one of, by shared meal.
    cooked_minutes : float
        Minutes of work that others at the table already spend on this day.
    on_table : frozenset of str
        Dishes, variants told apart, that others at the table are served on this day.
    in_house : frozenset of str
        Foods that anybody at the table is served alone on any planned day.
    barred : frozenset of (str, str)
        Meal and base dish that left somebody without a plan.
    """

    day: int
    portions: tuple[Portion, ...] = ()
    dishes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cooked_minutes: float = 0.0
    on_table: frozenset[str] = frozenset()
    in_house: frozenset[str] = frozenset()
    barred: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, eq=False)
class DayContext:
    """One day of a request in its week; every sum over the other days is made once.

    Attributes
    ----------
    facts : DayFacts
        What is the same on every day.
    week : WeekContext
        The other days and people.
    """

    facts: DayFacts
    week: WeekContext
    _meals_holding: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The day's number; counts from 1."""
        return self.week.day

    @cached_property
    def portions_by_day(self) -> Mapping[int, list[Portion]]:
        """The portions of every planned day."""
        days: dict[int, list[Portion]] = defaultdict(list)
        for row in self.week.portions:
            days[row.day].append(row)
        return dict(days)

    @property
    def days_left(self) -> int:
        """How many days are not planned yet, this one among them."""
        return max(self.facts.request.days - len(self.portions_by_day), 1)

    @cached_property
    def dish_days(self) -> Mapping[str, list[int]]:
        """The planned days that serve each base dish."""
        return dish_days(self.week.portions, self.facts.dishes)

    @cached_property
    def kinds_eaten(self) -> Mapping[str, set[str]]:
        """The kinds of food on the planned days, by the id of `all_kinds`."""
        return kinds_eaten(self.week.portions, self.facts.foods)

    def meals_holding(self, subject: Subject) -> list[tuple[int, str]]:
        """Return the (day, meal) of the planned days that hold a subject."""
        if subject.id not in self._meals_holding:
            found = meals_holding(self.week.portions, subject, self.facts.foods)
            self._meals_holding[subject.id] = found
        return self._meals_holding[subject.id]

    @property
    def cook_day(self) -> int:
        """The day of the plan on which the dishes of this day are cooked."""
        return self.facts.cook_day_of(self.number)

    @cached_property
    def minutes_on_cook_day(self) -> float:
        """Minutes of work that the planned days ask of the day on which this one is cooked.

        0 where every day is a cooking day.
        """
        request = self.facts.request
        if not request.week.cook_days:
            return 0.0
        ahead = {self.facts.cook_day_of(day) for day in range(1, request.days + 1)}
        minutes = cooking_minutes(cookings(self.week.portions, self.facts.dishes, ahead))
        return float(minutes.get(self.cook_day, 0))


def week_rule(
    family: str,
    subject: str,
    counted: FloatArray | BoolArray,
    limits: tuple[float, float],
    sentence: str,
) -> Rule:
    """Write a rule on one day that counts the choices taken, whatever their size.

    Parameters
    ----------
    counted : ndarray, shape (choices,)
        What each choice counts.
    limits : (float, float)
        Lower and upper limit of the count.
    """
    taken = np.asarray(counted, dtype=np.float64)
    source = PROJECT if family == "variety" else "the request"
    return Rule(
        family, subject, "day", taken, np.zeros_like(taken), *limits, "times", sentence, source
    )
