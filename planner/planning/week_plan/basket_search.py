"""The search for the dishes and the basket of a week.

What is paid once (a dish cooked, a food bought, a pack begun) makes the problem hard. It is solved
by dynamic slope scaling: the relaxation gets a price for each meal and each gram by which the
answer before would have paid for itself, again and again (Kim and Pardalos 1999). Dishes are then
rounded one after another, packs follow from what is used, and packs are left out or added as long
as that gains something. Every step re-solves a relaxation from the one before.

References
----------
D. Kim and P. M. Pardalos, "A solution approach to the fixed charge network flow problem using a
dynamic slope scaling procedure", Operations Research Letters 24 (1999) 195-203.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.optimize.linear_problem import BoolArray, FloatArray, IntArray, LinearProblem
from planner.optimize.model.week.one_form import beyond_first
from planner.optimize.model.week_basket.dishes import most_dishes
from planner.optimize.model.week_basket.week_model import WeekModel, kept_columns, sloped
from planner.optimize.solve import Relaxation, Solution

_TINY = 1e-6
_SLOPES = 8  # relaxations with other prices
_LEVELS = 2500  # of each person that the prices are scaled with
_MORE_DISHES = (0, 2, 4)  # than a table should have, where no week has so few
_TRIES = 60  # packs left out, at most
_LEAST_GAIN = 0.05  # points


@dataclass(frozen=True, eq=False)
class ChosenWeek:
    """The dishes and the basket of a week.

    Attributes
    ----------
    week : WeekModel
        The problem.
    meals : ndarray of int, shape (dishes,)
        Meals with each dish.
    packs : ndarray of int, shape (forms,)
        Packs of each form that are bought.
    used_g : ndarray, shape (forms,)
        Grams of each form that the mean days use.
    objective, bound : float
        Points of the week, days and basket together, and a lower bound on those of any week.
    """

    week: WeekModel
    meals: IntArray
    packs: IntArray
    used_g: FloatArray
    objective: float
    bound: float


class BasketSearch:
    """Searches the dishes and packs of a week."""

    def __init__(self, week: WeekModel) -> None:
        self.week = week
        self.cooking = week.cooking
        self.most = np.array([float(one.most) for one in week.dishes])
        self.least = np.array([float(one.least) for one in week.dishes])

    def run(self) -> ChosenWeek | None:
        """Search; None where the relaxation has no solution."""
        whole = self._priced_at_least()
        least = Relaxation(whole).solve()
        if not least.found:
            return None
        dishes, forms = self._scale_slopes(_cheapest(whole, least, self.week))
        part = _Part(self, dishes, forms)
        rounded = (part.round_dishes(more) for more in _MORE_DISHES)
        meals = next((found for found in rounded if found is not None), None)
        if meals is None:
            return None
        chosen = part.choose_packs(meals)
        if chosen is None:
            return None
        packs, used, objective = chosen
        return ChosenWeek(self.week, meals, packs, used, objective, least.objective)

    def _priced_at_least(self) -> LinearProblem:
        """Return the relaxation at prices that no whole number of packs or batches undercuts."""
        week, points = self.week, self.week.basket
        most_packs = 40.0
        of_form = (points.thing + points.pack * (most_packs - 1.0)) / (most_packs * points.pack_g)
        return sloped(week, self.cooking / self.most, of_form)

    def _scale_slopes(self, kept: IntArray) -> tuple[BoolArray, BoolArray]:
        """Scale the slopes; return the dishes and forms that some relaxation used.

        Parameters
        ----------
        kept : ndarray of int
            The columns that are open, ascending.
        """
        week, points = self.week, self.week.basket
        relaxation = Relaxation(week.problem.restricted_to(kept))
        of_dish = self.cooking / self.least
        of_form = points.points(points.home_g + points.pack_g) / points.pack_g
        dishes = np.zeros(len(self.cooking), dtype=np.bool_)
        forms = np.zeros(len(week.forms), dtype=np.bool_)
        for _ in range(_SLOPES):
            relaxation.set_costs(sloped(week, of_dish, of_form).cost[kept])
            answer = relaxation.solve()
            x: FloatArray = np.zeros(week.problem.columns)
            x[kept] = answer.x
            meals, used = x[week.dish_column], week.grams(x)
            on, in_use = meals > _TINY, used > _TINY
            dishes |= on
            forms |= in_use
            of_dish = np.where(on, self.cooking / np.maximum(meals, _TINY), of_dish)
            of_form = np.where(in_use, points.points(used) / np.maximum(used, _TINY), of_form)
        self.of_dish, self.of_form = of_dish, of_form
        return dishes, forms


def _cheapest(whole: LinearProblem, answer: Solution, week: WeekModel) -> IntArray:
    """Return the levels that the relaxation ranks best, with all columns of other kinds."""
    is_level = np.zeros(whole.columns, dtype=np.bool_)
    for eater, first in zip(week.eaters, week.first, strict=True):
        is_level[first : first + eater.levels] = True
    price = np.where(is_level, answer.reduced_cost, -np.inf)
    order = np.argsort(price, kind="stable")
    others = int((~is_level).sum())
    return np.sort(order[: others + _LEVELS * len(week.eaters)])


class _Part:
    """The week over the dishes and forms that some relaxation used."""

    def __init__(self, search: BasketSearch, dishes: BoolArray, forms: BoolArray) -> None:
        self.search, self.week = search, search.week
        self.kept = kept_columns(self.week, np.flatnonzero(dishes), np.flatnonzero(forms))
        self.is_open = dishes
        problem = sloped(self.week, search.of_dish, search.of_form).restricted_to(self.kept)
        self.problem = replace(problem, integer=np.zeros(problem.columns, dtype=np.bool_))
        self.relaxation = Relaxation(self.problem)
        self.dishes = np.flatnonzero(dishes)
        self.meal_column = np.searchsorted(self.kept, self.week.dish_column[dishes])
        self.forms = self.week.used[np.isin(self.week.used, np.flatnonzero(forms))]
        columns = self.week.use_column[np.isin(self.week.used, self.forms)]
        self.use_column = np.searchsorted(self.kept, columns)

    def used_g(self, answer: Solution) -> FloatArray:
        """Return the grams used of every form, shape (forms,)."""
        used: FloatArray = np.zeros(len(self.week.forms))
        used[self.forms] = answer.x[self.use_column]
        return used

    def round_dishes(self, more: int) -> IntArray | None:
        """Round the meals with each dish, the one that is served most first.

        Parameters
        ----------
        more : int
            How many dishes more than it should have a table may have.

        Returns
        -------
        ndarray of int, shape (dishes,), or None
            None where the relaxation has no solution in the end.
        """
        fixed: dict[int, int] = {}
        most = self.search.most[self.dishes]
        self.relaxation.set_column_bounds(self.meal_column, np.zeros(len(most)), most)
        answer = self.relaxation.solve()
        while answer.found:
            left = [place for place in range(len(self.dishes)) if place not in fixed]
            meals = answer.x[self.meal_column]
            left = [place for place in left if meals[place] > _TINY]
            if not left:
                break
            place = max(left, key=lambda one: (round(float(meals[one]), 6), -one))
            answer = self._fix_one(place, float(meals[place]), fixed, more)
        if not answer.found:
            return None
        found: IntArray = np.zeros(len(self.week.dishes), dtype=np.int64)
        for place, count in fixed.items():
            found[self.dishes[place]] = count
        return found

    def _fix_one(self, place: int, meals: float, fixed: dict[int, int], more: int) -> Solution:
        """Fix the meals with one dish at the nearest number that leaves a solution."""
        number = self.dishes[place]
        least, most = int(self.search.least[number]), int(self.search.most[number])
        allowed = [0, *range(least, most + 1)]
        if self._is_full(number, fixed, more):
            allowed = [0]
        fixed[place] = 0
        for count in sorted(allowed, key=lambda one: abs(one - meals - 0.2 * bool(one))):
            at = np.array([self.meal_column[place]])
            bound = np.array([float(count)])
            self.relaxation.set_column_bounds(at, bound, bound)
            answer = self.relaxation.solve()
            if answer.found:
                fixed[place] = count
                return answer
        return answer

    def _is_full(self, number: int, fixed: dict[int, int], more: int) -> bool:
        """Tell whether a table has as many dishes as it may have without one."""
        week, table = self.week, self.week.dishes[number].table
        taken = sum(
            count > 0 and week.dishes[self.dishes[place]].table == table
            for place, count in fixed.items()
        )
        return bool(taken >= most_dishes(week.level, table.kind, week.days) + more)

    def choose_packs(self, meals: IntArray) -> tuple[IntArray, FloatArray, float] | None:
        """Return packs, grams used, and the points of the week, for some meals with each dish.

        None where the solver finds no solution.
        """
        self._fix_meals(meals)
        answer = self.relaxation.solve()
        packs = self.week.basket.packs(self.used_g(answer))
        state = self._with_packs(packs)
        if state is None:
            return None
        for _ in range(2):
            better = self._leave_out(packs, state)
            packs, state, gained = better
            if gained < _LEAST_GAIN:
                break
        answer, objective = state
        objective += float(self.search.cooking[meals > 0].sum())
        return packs.astype(np.int64), self.used_g(answer), objective

    def _fix_meals(self, meals: IntArray) -> None:
        bounds = meals[self.dishes].astype(np.float64)
        self.relaxation.set_column_bounds(self.meal_column, bounds, bounds)

    def _with_packs(self, packs: FloatArray) -> tuple[Solution, float] | None:
        """Solve with given packs: what is left of them costs; more of them is not to be had."""
        points = self.week.basket
        at_hand = points.home_g + packs * points.pack_g
        cost = self.problem.cost.copy()
        cost[self.meal_column] = 0.0
        cost[self.use_column] = -points.left[self.forms]
        self.relaxation.set_costs(cost)
        upper = at_hand[self.forms]
        self.relaxation.set_column_bounds(self.use_column, np.zeros(len(upper)), upper)
        answer = self.relaxation.solve()
        if not answer.found:
            return None
        constant = float(points.paid(packs).sum() + (points.left * at_hand).sum())
        return answer, answer.objective + constant

    def _leave_out(
        self, packs: FloatArray, state: tuple[Solution, float]
    ) -> tuple[FloatArray, tuple[Solution, float], float]:
        """Leave out one pack after the other where that gains, those mostly left over first."""
        points, before = self.week.basket, state[1]
        used = self.used_g(state[0])
        last = np.minimum(used - (packs - 1) * points.pack_g - points.home_g, points.pack_g)
        beyond = beyond_first(points.use, packs * points.pack_g)
        second = np.where(beyond, points.second, 0.0)
        saved = np.where(packs > 1, points.pack, points.thing + second)
        saved = saved + points.left * (points.pack_g - np.maximum(last, 0.0))
        bought = np.flatnonzero(packs > 0)
        order = bought[np.argsort(-saved[bought], kind="stable")]
        for form in order[:_TRIES].tolist():
            fewer = packs.copy()
            fewer[form] -= 1.0
            tried = self._with_packs(fewer)
            if tried is not None and tried[1] < state[1] - _LEAST_GAIN:
                packs, state = fewer, tried
        return packs, state, before - state[1]
