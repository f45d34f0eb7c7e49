"""People who share meals: the dishes that suit everybody, and the context of each one's days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planner.nutrition.foods.one_sort import needs_its_sort
from planner.optimize.model.week.context import WeekContext
from planner.planning.diner import Diner
from planner.planning.framed_days import basket_left, framed_dishes, pot_servings
from planner.planning.infeasible.shared_meals import no_common_dish
from planner.planning.sharing import SharedDish
from planner.planning.week_plan.frame import Room, WeekFrame
from planner.request.household import SHARED_MEALS

NOTHING_CHOSEN: Mapping[str, SharedDish] = MappingProxyType({})


class _Beside(NamedTuple):
    """What the others at the table leave open to a person on a day.

    Attributes
    ----------
    dishes : dict of str to frozenset of str
        The base dishes of each shared meal.
    servings : dict of str to (frozenset of float or None)
        The servings of each meal whose dish is chosen; None for any.
    minutes : float
        Active minutes of what is cooked for the others already.
    """

    dishes: dict[str, frozenset[str]]
    servings: dict[str, frozenset[float] | None]
    minutes: float


class SharedMeals:
    """The people who plan together, whether or not they share meals.

    Attributes
    ----------
    diners : list of Diner
        Those with the fewest dishes to choose from first.
    in_order : tuple of Diner
        The same, in the order in which they were given.
    days : int
        How many days the requests ask for.
    common : dict of str to frozenset of str
        Base dishes that suit everybody, by shared meal; empty where fewer than two people eat.
    frame : WeekFrame or None
        The dishes and the basket of all days; None where every day is planned for itself.
    room : Room
        How far the day at hand may leave the frame.

    Raises
    ------
    NoCertifiedPlanError
        If no dish suits everybody at a shared meal; names the people whose rules conflict.
    """

    def __init__(self, diners: Sequence[Diner]) -> None:
        self.diners = sorted(
            diners, key=lambda diner: sum(len(found) for found in diner.dishes().values())
        )
        self.in_order = tuple(diners)
        self.days = max(diner.request.days for diner in diners)
        self.common = {meal: self._common_dishes(meal) for meal in SHARED_MEALS}
        self.frame: WeekFrame | None = None
        self.room = Room.FREE

    @property
    def is_single_day(self) -> bool:
        """Whether this is one day of one person, with no other day or person around it."""
        first = self.diners[0]
        alone = len(self.diners) == 1 and not first.at_home
        return alone and self.days == 1 and not first.planned.settled

    def eaters_of(self, meal: str) -> list[Diner]:
        """Return who eats a meal at the table, those with the fewest dishes first."""
        return [diner for diner in self.diners if meal in diner.at_home]

    def reschedule(self) -> None:
        """Put the dishes of the frame anew on the days that are not planned, where they fit."""
        if self.frame is not None:
            eaten = {
                (row.person, row.day, row.meal): other.request.catalog.dish(row.dish).base
                for other in self.diners
                for row in other.planned.portions
                if row.dish
            }
            self.frame.schedule(eaten)

    def common_on(self, day: int, meal: str) -> frozenset[str]:
        """Return the base dishes that suit everybody at a shared meal and the frame of the day."""
        common, eaters = self.common[meal], self.eaters_of(meal)
        if self.frame is None or not eaters:
            return common
        framed = framed_dishes(self.frame, self.room, eaters[0], day, frozenset())
        return common & framed.get(meal, common)

    def _common_dishes(self, meal: str) -> frozenset[str]:
        eating = self.eaters_of(meal)
        if len(eating) < 2:
            return frozenset()
        common = frozenset.intersection(*(diner.dishes()[meal] for diner in eating))
        if not common:
            raise no_common_dish(meal, [diner.request for diner in eating])
        return common

    def context_of(
        self,
        diner: Diner,
        day: int,
        barred: frozenset[tuple[str, str]] = frozenset(),
        apart: frozenset[str] = frozenset(),
        table: Mapping[str, SharedDish] = NOTHING_CHOSEN,
    ) -> WeekContext | None:
        """Return the other days of a person, and the dishes of the others on this day.

        Parameters
        ----------
        barred : frozenset of (str, str)
            Meal and base dish that were tried and left somebody without a plan.
        apart : frozenset of str
            Meals at which this person eats a dish of their own.
        table : mapping of str to SharedDish
            The dish that is chosen for everybody and how it is shared out, by shared meal.

        Returns
        -------
        WeekContext or None
            None for a single day of one person.
        """
        if self.is_single_day:
            return None
        others = [other for other in self.diners if other is not diner]
        pots = pot_servings(self.frame, self.room, diner, day) if not others else {}
        dishes, servings, minutes = self._beside(others, diner, day, apart, table)
        on_table = frozenset(
            row.dish
            for other in others
            for row in other.planned.portions
            if row.day == day and row.dish and row.meal in dishes
        )
        return WeekContext(
            day,
            diner.planned.except_day(day),
            dishes,
            {**pots, **servings},
            minutes,
            on_table,
            _in_house(others),
            barred,
            diner.planned.settled,
            framed=framed_dishes(self.frame, self.room, diner, day, apart),
            basket=basket_left(self.frame, self.room, self.diners, diner, day),
        )

    def _beside(
        self,
        others: Sequence[Diner],
        diner: Diner,
        day: int,
        apart: frozenset[str],
        table: Mapping[str, SharedDish],
    ) -> _Beside:
        """Return what the others at the table leave open to a person on a day."""
        found = _Beside({}, {}, 0.0)
        for meal in diner.at_home - apart:
            beside = [other for other in others if meal in other.at_home]
            if not beside:
                continue
            served = {base: other.request.catalog.dish(base) for other in beside
                      if (base := other.shared_dishes(day).get(meal))}  # fmt: skip
            if meal in table:
                found.dishes[meal] = frozenset({table[meal].base})
                found.servings[meal] = table[meal].open_to(diner.request.name)
            else:
                found.dishes[meal] = frozenset(served) if served else self.common_on(day, meal)
            minutes = sum(float(dish.active_minutes) for dish in served.values())
            found = found._replace(minutes=found.minutes + minutes)
        return found


def _in_house(others: Sequence[Diner]) -> frozenset[str]:
    """Return the foods that the others eat by themselves, and their milks and breads."""
    return frozenset(
        row.food_id
        for other in others
        for row in other.planned.portions
        if not row.dish or needs_its_sort(other.request.catalog.foods, row)
    )
