"""The other days and people that constrain one day, and the sums that its constraints share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.nutrition.foods.cooking_batches import cooking_minutes, cookings
from planner.nutrition.foods.portions import Portion
from planner.nutrition.foods.preparation import preparation
from planner.optimize.linear_problem import BoolArray, FloatArray
from planner.optimize.model.rules import Rule
from planner.optimize.model.week.facts import DayFacts
from planner.optimize.model.week.open_basket import OpenBasket
from planner.request.variety import dish_days, kinds_eaten, meals_holding
from planner.request.week_rules import Subject

PROJECT = "project choice"


@dataclass(frozen=True)
class WeekContext:
    """The other days and people that constrain one day of one person.

    Attributes
    ----------
    day : int
        The day to plan; counts from 1.
    portions : tuple of Portion
        The person's portions on other days.
    dishes : Mapping of str to frozenset of str
        The only base dishes allowed at each shared meal.
    servings : Mapping of str to frozenset of float, or None
        The servings that the dish at each shared meal may have, as the pot is shared out; None
        where that is not yet decided. At other meals a dish has servings of its own scales.
    cooked_minutes : float
        Minutes of active work for the dishes of the other people on this day.
    on_table : frozenset of str
        Ids of the dishes or variants that the other people are served on this day.
    in_house : frozenset of str
        Foods that any person is served alone on any planned day, and milks and breads of dishes.
    barred : frozenset of (str, str)
        Meals with the base dishes that left somebody without a plan.
    settled : frozenset of int
        Planned days that stand as they were eaten or kept: what they lack, no plan has to supply.
    make_up : bool
        Whether to ask for more than a floor to make up for what settled days lack.
    framed : Mapping of str to frozenset of str
        The only base dishes at some meals, as they are chosen for all days together.
    basket : OpenBasket or None
        What of the week's basket the day may use; None where any food may be bought.
    """

    day: int
    portions: tuple[Portion, ...] = ()
    dishes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    servings: Mapping[str, frozenset[float] | None] = field(default_factory=dict)
    cooked_minutes: float = 0.0
    on_table: frozenset[str] = frozenset()
    in_house: frozenset[str] = frozenset()
    barred: frozenset[tuple[str, str]] = frozenset()
    settled: frozenset[int] = frozenset()
    make_up: bool = True
    framed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    basket: OpenBasket | None = None


@dataclass(frozen=True, eq=False)
class DayContext:
    """One day with its context; every sum over the other days is computed once.

    Attributes
    ----------
    facts : DayFacts
        Facts that are the same on every day.
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
        """Number of days that are not planned yet, including this one."""
        return max(self.facts.request.days - len(self.portions_by_day), 1)

    @cached_property
    def dish_days(self) -> Mapping[str, list[int]]:
        """The planned days with each base dish."""
        return dish_days(self.week.portions, self.facts.dishes)

    @cached_property
    def kinds_eaten(self) -> Mapping[str, set[str]]:
        """The kinds of food on the planned days, by the id of `all_kinds`."""
        return kinds_eaten(self.week.portions, self.facts.foods)

    def meals_holding(self, subject: Subject) -> list[tuple[int, str]]:
        """Return the (day, meal) pairs of the planned days with enough of a subject's foods."""
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
        """Minutes of work for the planned days on the cooking day of this day.

        0 if every day is a cooking day.
        """
        request = self.facts.request
        if not request.week.cook_days:
            return 0.0
        ahead = {self.facts.cook_day_of(day) for day in range(1, request.days + 1)}
        minutes = cooking_minutes(cookings(self.week.portions, self.facts.dishes, ahead))
        alone = {
            (row.meal, row.food_id)
            for row in self.portions_by_day.get(self.cook_day, [])
            if not row.dish and self.cook_day != self.number
        }
        foods = [self.facts.foods.food(food_id) for _, food_id in sorted(alone)]
        by_themselves = sum(preparation(food).active_minutes for food in foods if not food.is_water)
        return float(minutes.get(self.cook_day, 0) + by_themselves)


def week_rule(
    family: str,
    subject: str,
    counted: FloatArray | BoolArray,
    limits: tuple[float, float],
    sentence: str,
) -> Rule:
    """Return a rule on one day that counts choices, regardless of their amounts.

    Parameters
    ----------
    counted : ndarray, shape (choices,)
        Coefficient of each choice.
    limits : (float, float)
        Lower and upper limit of the sum.
    """
    taken = np.asarray(counted, dtype=np.float64)
    source = PROJECT if family == "variety" else "the request"
    return Rule(
        family, subject, "day", taken, np.zeros_like(taken), *limits, "times", sentence, source
    )
