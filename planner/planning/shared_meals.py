"""People who share meals: the dishes that suit everybody, and the context of each one's days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from planner.nutrition.foods.one_sort import needs_its_sort
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.open_basket import OpenBasket, grams_bought
from planner.planning.diner import Diner
from planner.planning.infeasible.shared_meals import no_common_dish
from planner.planning.sharing import SharedDish
from planner.planning.week_plan.frame import POT_MEALS, Room, WeekFrame
from planner.request.household import SHARED_MEALS

NOTHING_CHOSEN: Mapping[str, SharedDish] = MappingProxyType({})


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
        return common & self._framed(eaters[0], day, frozenset()).get(meal, common)

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
        dishes: dict[str, frozenset[str]] = {}
        servings: dict[str, frozenset[float] | None] = {**self._pots(diner, day)}
        minutes = 0.0
        others = [other for other in self.diners if other is not diner]
        for meal in diner.at_home - apart:
            beside = [other for other in others if meal in other.at_home]
            if not beside:
                continue
            served = {base: other.request.catalog.dish(base) for other in beside
                      if (base := other.shared_dishes(day).get(meal))}  # fmt: skip
            if meal in table:
                dishes[meal] = frozenset({table[meal].base})
                servings[meal] = table[meal].open_to(diner.request.name)
            else:
                dishes[meal] = frozenset(served) if served else self.common_on(day, meal)
            minutes += sum(float(dish.active_minutes) for dish in served.values())
        on_table = frozenset(
            row.dish
            for other in others
            for row in other.planned.portions
            if row.day == day and row.dish and row.meal in dishes
        )
        others_days = diner.planned.except_day(day)
        return WeekContext(
            day,
            others_days,
            dishes,
            servings,
            minutes,
            on_table,
            _in_house(others),
            barred,
            diner.planned.settled,
            framed=self._framed(diner, day, apart),
            basket=self._basket(diner, day),
        )

    def _framed(
        self, diner: Diner, day: int, apart: frozenset[str]
    ) -> Mapping[str, frozenset[str]]:
        """Return the base dishes that the frame allows a person on a day, by meal.

        A day that is planned already keeps its lunch and dinner.
        """
        if self.frame is None:
            return {}
        catalog, now = diner.request.catalog, dict[str, str]()
        eaten: dict[str, dict[int, str]] = {}
        for row in diner.planned.portions:
            if row.dish and row.day == day:
                now[row.meal] = catalog.dish(row.dish).base
            elif row.dish:
                eaten.setdefault(row.meal, {})[row.day] = catalog.dish(row.dish).base
        by_meal = {meal: tuple(days.values()) for meal, days in eaten.items()}
        framed = self.frame.served_at(diner.request.name, day, self.room, by_meal)
        for meal, base in now.items():
            own = frozenset({base})
            framed[meal] = own if meal in POT_MEALS else framed.get(meal, own) | own
        return {meal: bases for meal, bases in framed.items() if meal not in apart}

    def _pots(self, diner: Diner, day: int) -> Mapping[str, frozenset[float]]:
        """Return the servings that empty the pots of a person who eats alone, by meal."""
        if self.frame is None or len(self.diners) > 1 or self.room is not Room.POTS:
            return {}
        rows = [row for row in diner.planned.portions if row.dish]
        eaten = {(row.day, row.meal): row.scale for row in rows if row.day != day}
        now = {row.meal: row.scale for row in rows if row.day == day}
        dishes = diner.request.catalog.dishes
        found = self.frame.servings_at(diner.request.name, day, eaten, dishes)
        return {
            meal: servings | ({now[meal]} if meal in now else set())
            for meal, servings in found.items()
        }

    def _basket(self, diner: Diner, day: int) -> OpenBasket | None:
        """Return what of the basket a person may use on a day."""
        if self.frame is None:
            return None
        choices = diner.facts().choices
        rows = [row for other in self.diners for row in other.planned.portions]
        now = [row for row in diner.planned.portions if row.day == day]
        own = (diner.request.name, day)
        others = [row for row in rows if (row.person, row.day) != own]
        kept = grams_bought(now, choices, self.frame.forms) > 0
        return self.frame.basket_on(day, self.room, others, choices, kept)


def _in_house(others: Sequence[Diner]) -> frozenset[str]:
    """Return the foods that the others eat by themselves, and their milks and breads."""
    return frozenset(
        row.food_id
        for other in others
        for row in other.planned.portions
        if not row.dish or needs_its_sort(other.request.catalog.foods, row)
    )
