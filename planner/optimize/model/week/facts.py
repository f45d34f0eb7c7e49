"""Facts about the choices of a request that are the same on each of its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.rules import Rule
from planner.request.plan_request import PlanRequest
from planner.request.variety import kind_of
from planner.request.week_rules import WEEK, WEEKDAYS, Subject, all_kinds, least_grams


@dataclass(frozen=True, eq=False)
class DayFacts:
    """What is the same on every day of a request; arrays have the shape (choices,).

    Attributes
    ----------
    request : PlanRequest
        The request for all days.
    choices : Choices
        The choices of any day.
    rules : sequence of Rule
        The rules of any day, whose limits the other days may change.
    """

    request: PlanRequest
    choices: Choices
    rules: Sequence[Rule]

    @property
    def foods(self) -> FoodTable:
        """The foods that the choices are made of."""
        return self.choices.items.foods

    @property
    def dishes(self) -> Mapping[str, Dish]:
        """Dishes by id."""
        return self.choices.items.dishes_by_id

    @cached_property
    def is_dish(self) -> BoolArray:
        """Whether a choice is a dish."""
        is_dish: BoolArray = self.choices.base_id != ""
        return is_dish

    @cached_property
    def keeps_days(self) -> IntArray:
        """Days that a dish keeps; 0 for a food."""
        dishes = map(self.choices.dish, range(len(self.choices)))
        return np.array([dish.keeps_days if dish else 0 for dish in dishes], dtype=np.int64)

    @cached_property
    def active_minutes(self) -> FloatArray:
        """Minutes of work for a dish; 0 for a food."""
        dishes = map(self.choices.dish, range(len(self.choices)))
        return np.array([dish.active_minutes if dish else 0.0 for dish in dishes], dtype=np.float64)

    @cached_property
    def total_minutes(self) -> IntArray:
        """Minutes until a dish is ready; 0 for a food."""
        dishes = map(self.choices.dish, range(len(self.choices)))
        return np.array([dish.total_minutes if dish else 0 for dish in dishes], dtype=np.int64)

    @cached_property
    def kinds(self) -> Mapping[str, Mapping[str, BoolArray]]:
        """Choices that hold enough of a kind of food even in the smallest portion.

        By the id of `all_kinds`, then by kind.
        """
        choices = self.choices
        grams = choices.items.grams[choices.item] * choices.least[:, None]
        found: dict[str, dict[str, BoolArray]] = {name: {} for name in all_kinds()}
        for column, food in enumerate(self.foods.foods):
            held = grams[:, column] >= least_grams()
            if not held.any():
                continue
            for name, kinds in all_kinds().items():
                if food.group in kinds.groups:
                    old = found[name].get(kind_of(food), np.zeros(len(choices), dtype=np.bool_))
                    found[name][kind_of(food)] = old | held
        return found

    def surely_holding(self, subject: Subject) -> BoolArray:
        """Mark the choices that hold enough of a subject even in the smallest portion."""
        held: BoolArray = self._grams_per_unit(subject) * self.choices.least >= least_grams()
        return held

    def possibly_holding(self, subject: Subject) -> BoolArray:
        """Mark the choices that hold at least half of what counts in the largest portion.

        Two such choices of one meal can together hold enough of the subject.
        """
        choices = self.choices
        most_units = choices.least + choices.step * (choices.usual_steps + choices.extra_steps)
        held: BoolArray = self._grams_per_unit(subject) * most_units >= least_grams() / 2
        return held

    def _grams_per_unit(self, subject: Subject) -> FloatArray:
        """Return the grams of a subject in one unit of every choice."""
        grams = self.choices.marked("group", subject.groups)
        return grams + self.choices.marked("subgroup", subject.subgroups)

    def days_since_cooking(self, day: int) -> int:
        """Return the days since the last cooking day; 0 on one, or where every day is one."""
        weekday = self.request.weekday(day)
        cook_days = [WEEKDAYS.index(name) for name in self.request.week.cook_days]
        return min(((weekday - cook_day) % WEEK for cook_day in cook_days), default=0)

    def cook_day_of(self, day: int) -> int:
        """Return the day of the plan on which the dishes of a day are cooked.

        The last cooking day; the day itself where that lies before the plan.
        """
        cook_day = day - self.days_since_cooking(day)
        return cook_day if cook_day >= 1 else day
