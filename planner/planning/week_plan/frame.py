"""The frame of a week within which days are planned: its dishes by day and meal, its basket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from planner.nutrition.foods.bought_forms import BoughtForms
from planner.nutrition.foods.dishes import Dish
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.week_basket.basket import BasketPoints
from planner.planning.week_plan.main_table import MainTable

_TINY = 1e-6
_LEAST_SERVING = 0.75  # of a lunch or dinner that is chosen for a week

POT_MEALS = ("lunch", "dinner")


class Room(IntEnum):
    """How far a day may leave the frame of its week, where it has no plan within it."""

    POTS = 0  # the dishes of the day from whole pots, and the foods of the basket
    WEEK_DISHES = 1  # any dishes of the week, and the foods of the basket
    OTHER_FOODS = 2  # any food as well, at the price of its pack
    OTHER_DISHES = 3  # any dish as well
    FREE = 4  # as if there were no frame


@dataclass(eq=False)
class WeekFrame:
    """The dishes and the basket of a week.

    Attributes
    ----------
    tables : tuple of MainTable
        The lunches and dinners.
    turns : mapping of (str, str) to dict of str to int
        By person and meal, the breakfasts or snacks and on how many days each is served.
    days : tuple of int
        The days that are planned.
    forms : BoughtForms
        All forms.
    points : BasketPoints
        What buying and leaving them costs.
    packs : ndarray, shape (forms,)
        Packs that are bought; the days may change them.
    used_g : ndarray, shape (forms,)
        Grams of each form that the week planned as one uses.
    objective, bound : float
        Points of the week planned as one, and the least of any week.
    dishes : dict of (str, int, str) to str
        The base dish of a lunch or dinner, by person, day and meal.
    reserved : dict of int to ndarray, shape (forms,)
        Grams that the lunch and dinner of each day use.
    barred : set of int
        Forms that no day may use.
    """

    tables: tuple[MainTable, ...]
    turns: Mapping[tuple[str, str], Mapping[str, int]]
    days: tuple[int, ...]
    forms: BoughtForms
    points: BasketPoints
    packs: FloatArray
    used_g: FloatArray
    objective: float = np.nan
    bound: float = np.nan
    dishes: dict[tuple[str, int, str], str] = field(default_factory=dict)
    reserved: dict[int, FloatArray] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)

    def schedule(self, eaten: Mapping[tuple[str, int, str], str]) -> bool:
        """Put the dishes on the days that are not planned; return whether they fit.

        Parameters
        ----------
        eaten : mapping of (str, int, str) to str
            The base dishes that are planned, by person, day and meal.
        """
        reserved = {day: np.zeros(len(self.forms)) for day in self.days}
        dishes: dict[tuple[str, int, str], str] = {}
        for table in self.tables:
            own = {
                (day, meal): base for (name, day, meal), base in eaten.items()
                if name == table.names[0] and (day, meal) in table.slots
            }  # fmt: skip
            found = table.timetable(own)
            if found is None:
                return False
            for (day, meal), base in found.items():
                dishes |= {(name, day, meal): base for name in table.names}
                reserved[day] += table.grams[base, meal]
        self.dishes, self.reserved = dishes, reserved
        return True

    def served_at(
        self, name: str, day: int, room: Room, eaten: Mapping[str, Sequence[str]]
    ) -> dict[str, frozenset[str]]:
        """Return the base dishes that a person may be served on a day, by meal.

        Parameters
        ----------
        name : str
            The person.
        day : int
            The day.
        room : Room
            How far it may leave the frame.
        eaten : mapping of str to sequence of str
            The base dishes of each meal on the other days.
        """
        if room >= Room.OTHER_DISHES:
            return {}
        framed: dict[str, frozenset[str]] = {}
        for (who, meal), counts in self.turns.items():
            if who == name:
                served = list(eaten.get(meal, ()))
                left = [base for base, most in counts.items() if served.count(base) <= most]
                framed[meal] = frozenset(left or counts)
        for (who, own, meal), base in self.dishes.items():
            if (who, own) == (name, day):
                framed[meal] = frozenset({base})
        if room >= Room.WEEK_DISHES:
            for table in self.tables:
                meals = {meal for _, meal in table.slots if name in table.names}
                framed |= dict.fromkeys(meals, table.bases)
        return framed

    def servings_at(
        self,
        name: str,
        day: int,
        eaten: Mapping[tuple[int, str], float],
        dishes: Mapping[str, Dish],
    ) -> dict[str, frozenset[float]]:
        """Return the servings of each lunch and dinner with which its pot is emptied in the end.

        Parameters
        ----------
        name : str
            The person, who eats alone.
        day : int
            The day.
        eaten : mapping of (int, str) to float
            Servings that the person is served on the other days, by day and meal.
        dishes : mapping of str to Dish
            The dishes by id.
        """
        found: dict[str, frozenset[float]] = {}
        for (who, own, meal), base in self.dishes.items():
            if (who, own) != (name, day):
                continue
            others = [
                (other, at)
                for (one, other, at), served in self.dishes.items()
                if one == name and served == base and (other, at) != (day, meal)
            ]
            served = [eaten[slot] for slot in others if slot in eaten]
            fitting = _emptying(dishes[base], sum(served), len(others) - len(served))
            if fitting:
                found[meal] = fitting
        return found


def _emptying(dish: Dish, eaten: float, left: int) -> frozenset[float]:
    """Return the servings that leave a whole pot, or halves of one, for the meals after.

    Parameters
    ----------
    dish : Dish
        The dish.
    eaten : float
        Servings of it at other meals.
    left : int
        How many meals come after.
    """
    least, most = max(dish.scales[0], _LEAST_SERVING), dish.scales[-1]
    half = dish.servings / 2.0
    pots = [half * count for count in range(1, 1 + int((eaten + (left + 1) * most) / half))]
    return frozenset(
        scale
        for scale in dish.scales
        if scale >= least
        and any(left * least - _TINY <= pot - eaten - scale <= left * most + _TINY for pot in pots)
    )
