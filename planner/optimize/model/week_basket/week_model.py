"""The problem of a week as one: the mean days of all people, their dishes and their basket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.nutrition.foods.bought_forms import BoughtForms
from planner.nutrition.foods.variety_levels import VarietyLevel
from planner.optimize.linear_problem import FloatArray, IntArray, LinearProblem, ProblemWriter
from planner.optimize.model.week_basket.basket import BasketPoints, write_use_columns
from planner.optimize.model.week_basket.dishes import (
    DishColumn,
    cooking_points,
    write_dish_columns,
)
from planner.optimize.model.week_basket.eater import Eater, mean_days
from planner.optimize.model.week_basket.variety import write_variety_rows


@dataclass(frozen=True, eq=False)
class WeekModel:
    """The problem of some days of a household, as if all days were the mean of them.

    What costs for being there at all (a dish cooked, a food bought, a pack begun) has no column:
    a search prices meals and grams for it, by `sloped`.

    Attributes
    ----------
    problem : LinearProblem
        Columns: the mean days of each person, a count of meals for each dish and table, grams used
        of each form, and kinds of food.
    eaters : tuple of Eater
        The people.
    first : tuple of int
        First column of each person.
    dishes : tuple of DishColumn
        The dishes on each table.
    used, use_column : ndarray of int, shape (forms used,)
        Forms that somebody may be served, and the columns of their grams.
    forms : BoughtForms
        All forms.
    basket : BasketPoints
        What the use of each form costs.
    level : VarietyLevel
        How varied the days are.
    days : int
        How many days are planned.
    """

    problem: LinearProblem
    eaters: tuple[Eater, ...]
    first: tuple[int, ...]
    dishes: tuple[DishColumn, ...]
    used: IntArray
    use_column: IntArray
    forms: BoughtForms
    basket: BasketPoints
    level: VarietyLevel
    days: int

    @property
    def cooking(self) -> FloatArray:
        """Points for cooking each dish, shape (dishes,)."""
        share = self.eaters[0].facts.basket_share
        return share * np.array([cooking_points(one.dish, self.level) for one in self.dishes])

    @property
    def dish_column(self) -> IntArray:
        """Column that counts the meals with each dish, shape (dishes,)."""
        return np.array([one.column for one in self.dishes], dtype=np.int64)

    def grams(self, x: FloatArray) -> FloatArray:
        """Return the grams used of every form, shape (forms,)."""
        used: FloatArray = np.zeros(len(self.forms))
        used[self.used] = x[self.use_column]
        return used


def build_week_model(
    eaters: Sequence[Eater],
    forms: BoughtForms,
    basket: BasketPoints,
    level: VarietyLevel,
    open_days: Sequence[int],
) -> WeekModel:
    """Write the problem of some days of a household; see `WeekModel`."""
    writer, days = ProblemWriter(), len(open_days)
    first = tuple(writer.add_problem(mean_days(eater, days)) for eater in eaters)
    dishes = write_dish_columns(writer, eaters, first, level, days)
    used, use_column = write_use_columns(writer, eaters, first, forms)
    for eater, start in zip(eaters, first, strict=True):
        write_variety_rows(writer, eater, start, open_days)
    return WeekModel(
        writer.freeze(), tuple(eaters), first, dishes, used, use_column, forms, basket, level, days
    )


def kept_columns(week: WeekModel, dishes: IntArray, forms: IntArray) -> IntArray:
    """Return the columns that need no other dish and no other form, ascending.

    Parameters
    ----------
    week : WeekModel
        The week.
    dishes : ndarray of int
        Numbers of the dishes that may be cooked.
    forms : ndarray of int
        Forms that may be bought.
    """
    problem = week.problem
    is_kept = np.ones(problem.columns, dtype=np.bool_)
    others = np.setdiff1d(np.arange(len(week.dishes)), dishes)
    for number in others.tolist():
        one = week.dishes[number]
        is_kept[one.column] = False
        for at in one.levels:
            is_kept[at] = False
    closed = week.use_column[~np.isin(week.used, forms)]
    rows = problem.row[np.isin(problem.column, closed)]
    using = np.isin(problem.row, rows)
    is_kept[problem.column[using]] = False
    return np.flatnonzero(is_kept)


def sloped(week: WeekModel, of_dish: FloatArray, of_form: FloatArray) -> LinearProblem:
    """Return the week with a price for each meal with a dish and each gram of a form.

    Parameters
    ----------
    week : WeekModel
        The week.
    of_dish : ndarray, shape (dishes,)
        Points for each meal with a dish.
    of_form : ndarray, shape (forms,)
        Points for each gram bought of a form.
    """
    cost = week.problem.cost.copy()
    cost[week.dish_column] = of_dish
    cost[week.use_column] = of_form[week.used]
    return replace(week.problem, cost=cost)
