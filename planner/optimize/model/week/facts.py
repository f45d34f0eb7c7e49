"""Facts about the choices of a request that are the same on each of its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.portions import Portion
from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray
from planner.optimize.model.choices import Choices
from planner.optimize.model.day_model import costs_of
from planner.optimize.model.objectives import TIE_WEIGHT
from planner.optimize.model.rules import Rule
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WEEK, WEEKDAYS, Subject, all_kinds, least_grams

LEAST_OF_BASKET = 0.1  # of its points under an objective in dollars, kilograms or minutes


@dataclass(frozen=True, eq=False)
class DayFacts:
    """Facts about the choices that are the same on every day; arrays have the shape (choices,).

    Attributes
    ----------
    request : PlanRequest
        The request for all days.
    choices : Choices
        The choices of any day.
    rules : sequence of Rule
        The rules of any day, before the other days change their limits.
    """

    request: PlanRequest
    choices: Choices
    rules: Sequence[Rule]
    _credited: dict[tuple[str, tuple[Portion, ...]], float] = field(
        default_factory=dict, repr=False
    )

    def credited(self, nutrient_id: str, portions: tuple[Portion, ...]) -> float:
        """Return the credited intake of a nutrient from the portions of one day.

        Figured once for the same portions: every day asks for the days around it.
        """
        key = (nutrient_id, portions)
        if key not in self._credited:
            plain = self.request.plain_totals
            found = credited_intake(nutrient_id, portions, self.foods, plain=plain)
            self._credited[key] = found
        return self._credited[key]

    @property
    def foods(self) -> FoodTable:
        """The foods that the choices are made of."""
        return self.choices.items.foods

    @property
    def dishes(self) -> Mapping[str, Dish]:
        """Dishes by id."""
        return self.choices.items.dishes_by_id

    @cached_property
    def points_scale(self) -> float:
        """What a point for taking a choice counts in the objective of the request."""
        return max(costs_of(self.choices, self.request).pattern_weight, TIE_WEIGHT)

    @property
    def basket_share(self) -> float:
        """What a point of the basket counts in the objective: less where it has its own unit."""
        return max(self.points_scale, LEAST_OF_BASKET)

    @cached_property
    def is_dish(self) -> BoolArray:
        """Whether a choice is a dish."""
        is_dish: BoolArray = self.choices.base_id != ""
        return is_dish

    @cached_property
    def own_servings(self) -> tuple[FloatArray, FloatArray]:
        """The least and the most servings of a dish where no pot is shared out; 0 for a food."""
        dishes = [self.choices.dish(number) for number in range(len(self.choices))]
        least = np.array([dish.scales[0] if dish else 0.0 for dish in dishes])
        most = np.array([dish.scales[-1] if dish else 0.0 for dish in dishes])
        return least, most

    @cached_property
    def keeps_days(self) -> IntArray:
        """Number of days that a dish keeps; 0 for a food."""
        dishes = map(self.choices.dish, range(len(self.choices)))
        return np.array([dish.keeps_days if dish else 0 for dish in dishes], dtype=np.int64)

    @cached_property
    def active_minutes(self) -> FloatArray:
        """Minutes of work for a dish or a food served alone; 0 for water."""
        choices = self.choices
        minutes: FloatArray = np.where(choices.is_water, 0.0, choices.work_minutes)
        return minutes

    @property
    def total_minutes(self) -> FloatArray:
        """Minutes until a dish or food is on the table."""
        return self.choices.total_minutes

    @cached_property
    def kinds(self) -> Mapping[str, Mapping[str, BoolArray]]:
        """Masks of the choices whose smallest portion has enough of a kind of food to count.

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
                    old = found[name].get(food.kind, np.zeros(len(choices), dtype=np.bool_))
                    found[name][food.kind] = old | held
        return found

    def surely_holding(self, subject: Subject) -> BoolArray:
        """Return the mask of choices whose smallest portion has enough of a subject to count."""
        held: BoolArray = self._grams_per_unit(subject) * self.choices.least >= least_grams()
        return held

    def possibly_holding(self, subject: Subject) -> BoolArray:
        """Return the mask of choices whose largest portion has half of the amount that counts.

        Two such choices in one meal can have enough of the subject together.
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
        """Return the days since the last cooking day; 0 on a cooking day."""
        weekday = self.request.weekday(day)
        cook_days = [WEEKDAYS.index(name) for name in self.request.week.cook_days]
        return min(((weekday - cook_day) % WEEK for cook_day in cook_days), default=0)

    def cook_day_of(self, day: int) -> int:
        """Return the last cooking day up to a day; the day itself if that is before the plan."""
        cook_day = day - self.days_since_cooking(day)
        return cook_day if cook_day >= 1 else day
