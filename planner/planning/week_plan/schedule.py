"""Which dish of a week is served at which meal of which day, and on which day it is cooked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.nutrition.foods.dishes import Dish
from planner.optimize.linear_problem import ProblemWriter
from planner.optimize.model.week.repeats import FRESH_MINUTES
from planner.optimize.solve import solve_subproblem
from planner.request.plan_request import PlanRequest
from planner.request.week_rules import WEEKDAYS

WEEKDAY_MINUTES = 45.0  # of work on a weekday, beyond which another day is better
_NODES = 20
_OTHER_COUNT = 1.5  # points for a meal more or less with a dish than the week as one has
_NO_DAY = 60.0  # points for a day whose lunch and dinner have no plan together
_COOKED_AGAIN = 4.0  # points for cooking a dish a second time
_MEAL_ORDER = ("lunch", "dinner")

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
class Scheduler:
    """Writes and solves the timetable of one table.

    Attributes
    ----------
    request : PlanRequest
        Whose days they are.
    served : sequence of Served
        The dishes; their meals fill the slots.
    slots : sequence of (int, str)
        Days and meals to fill.
    day_points : mapping of (str, str) to float
        Points of a day with one dish for lunch and another for dinner; infinite where such a day
        has no plan. Pairs that are left out cost nothing.
    """

    request: PlanRequest
    served: Sequence[Served]
    slots: Sequence[Slot]
    day_points: Mapping[tuple[str, str], float] = field(default_factory=dict)
    writer: ProblemWriter = field(init=False, default_factory=ProblemWriter)

    def solve(self, given: Mapping[Slot, str]) -> dict[Slot, str] | None:
        """Return the base dish of every slot; None where the dishes fit no timetable.

        Parameters
        ----------
        given : mapping of (int, str) to str
            Slots whose base dish is settled.
        """
        self._add_columns()
        self._fill_slots(given)
        for place, one in enumerate(self.served):
            self._cook(place, one)
        self._limit_work()
        self._limit_fish()
        self._keep_wishes()
        self._price_days()
        answer = solve_subproblem(self.writer.freeze(), node_limit=_NODES, relative_gap=0.05)
        if not answer.found:
            return None
        return {
            slot: self.served[int(np.argmax(answer.x[self.eaten[:, place]]))].dish.id
            for place, slot in enumerate(self.slots)
        }

    def _add_columns(self) -> None:
        """Add columns: whether a dish is served at a slot, and cooked on a day."""
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

    def _fill_slots(self, given: Mapping[Slot, str]) -> None:
        """Serve one dish at every slot, each dish as often as it should be, once a day."""
        ones = np.ones(len(self.served))
        for place, slot in enumerate(self.slots):
            columns = self.eaten[:, place]
            self.writer.add_row(f"slot:{slot}", columns, ones, 1.0, 1.0)
            if slot in given:
                own = [one.dish.id == given[slot] for one in self.served]
                self.writer.add_row(f"given:{slot}", columns[own], ones[own], 1.0, 1.0)
        for place, one in enumerate(self.served):
            columns, count = self.eaten[place], float(one.meals)
            room = np.array([count, min(one.most - count, 1.0)])
            points = np.full(2, _OTHER_COUNT)
            fewer, more = self.writer.add_columns(points, room, integer=False)
            columns_, values = np.append(columns, [fewer, more]), np.ones(len(columns) + 2)
            values[-1] = -1.0
            self.writer.add_row(f"meals:{place}", columns_, values, count, count)
            for day in self.days:
                at = columns[[slot[0] == day for slot in self.slots]]
                self.writer.add_row(f"once:{place}:{day}", at, np.ones(len(at)), -np.inf, 1.0)

    def _cook(self, place: int, one: Served) -> None:
        """Cook a dish on the day it is first eaten, and eat it within the days it keeps."""
        batches = 1.0 if one.dish.keeps_days else float(one.meals)
        again = self.writer.add_columns(np.array([_COOKED_AGAIN]), np.ones(1), integer=False)
        columns = np.append(self.cooked[place], again)
        values = np.append(np.ones(len(columns) - 1), -1.0)
        self.writer.add_row(f"batches:{place}", columns, values, 0.0, batches)
        for number, day in enumerate(self.days):
            kept = [0 <= day - other <= one.dish.keeps_days for other in self.days]
            at = self.eaten[place][[slot[0] == day for slot in self.slots]]
            columns = np.concatenate([at, self.cooked[place][kept]])
            values = np.concatenate([np.ones(len(at)), -np.ones(sum(kept))])
            self.writer.add_row(f"kept:{place}:{day}", columns, values, -np.inf, 0.0)
            if not self.request.week.cook_days:
                columns = np.append(at, self.cooked[place][number])
                values = np.append(np.ones(len(at)), -1.0)
                self.writer.add_row(f"fresh:{place}:{day}", columns, values, 0.0, np.inf)

    def _limit_work(self) -> None:
        """Limit the work of a day, and leave cooking to the evening of a weekday."""
        minutes = np.array([float(one.dish.active_minutes) for one in self.served])
        for number, day in enumerate(self.days):
            weekday = self.request.weekday(day)
            asked = self.request.week.most_minutes(weekday)
            usual = WEEKDAY_MINUTES if weekday < 5 else 2 * WEEKDAY_MINUTES
            most = min(asked, usual)
            above = self.writer.add_columns(np.array([0.5]), np.array([np.inf]), integer=False)
            columns = np.append(self.cooked[:, number], above)
            self.writer.add_row(f"work:{day}", columns, np.append(minutes, -1.0), -np.inf, most)
            if weekday >= 5 or (day, "lunch") not in self.slots:
                continue
            lunch = self.slots.index((day, "lunch"))
            for place, one in enumerate(self.served):
                points = np.array([0.1 * one.dish.active_minutes])
                both = self.writer.add_columns(points, np.ones(1), integer=False)
                columns = np.array([self.eaten[place, lunch], self.cooked[place, number], both[0]])
                self.writer.add_row(
                    f"lunch:{place}:{day}", columns, np.array([1.0, 1.0, -1.0]), -np.inf, 1.0
                )

    def _price_days(self) -> None:
        """Price each day by its pair of lunch and dinner: exactly one pair is served."""
        count = len(self.served)
        ids = [one.dish.id for one in self.served]
        points = np.array([[self.day_points.get((a, b), 0.0) for b in ids] for a in ids])
        np.fill_diagonal(points, np.inf)
        if not self.day_points:
            return
        upper = np.where(np.isfinite(points), 1.0, 0.0)
        costs = np.where(np.isfinite(points), points, 0.0).ravel()
        for day in self.days:
            if not {(day, "lunch"), (day, "dinner")} <= set(self.slots):
                continue
            pairs = self.writer.add_columns(costs, upper.ravel(), integer=True)
            self.writer.add_row(f"pair:{day}", pairs, np.ones(len(pairs)), -np.inf, 1.0)
            grid = pairs.reshape(count, count)
            misfit = self.writer.add_columns(np.array([_NO_DAY]), np.ones(1), integer=False)
            for meal, lines in (("lunch", grid), ("dinner", grid.T)):
                slot = self.slots.index((day, meal))
                for place, own in enumerate(lines):
                    columns = np.concatenate([own, [self.eaten[place, slot]], misfit])
                    values = np.concatenate([np.ones(count), [-1.0, 1.0]])
                    self.writer.add_row(f"{meal}:{day}:{place}", columns, values, 0.0, np.inf)

    def _limit_fish(self) -> None:
        """Serve fish at one meal of a day and not on two days in succession, where that goes."""
        fish = [one.fish for one in self.served]
        if not any(fish):
            return
        for day in self.days:
            for last, points in ((day, 4.0), (day + 1, 0.5)):
                at = self.eaten[fish][:, [day <= slot[0] <= last for slot in self.slots]].ravel()
                above = self.writer.add_columns(np.array([points]), np.array([9.0]), integer=False)
                values = np.append(np.ones(len(at)), -1.0)
                name = f"fish:{day}:{last}"
                self.writer.add_row(name, np.append(at, above), values, -np.inf, 1.0)

    def _keep_wishes(self) -> None:
        """Serve what is wished for on a weekday on that day."""
        for wish in self.request.week.read_wishes():
            if wish.sense != "@" or wish.subject.most_minutes:
                continue
            holding = [wish.text in one.holds for one in self.served]
            for day in self.days:
                if not any(holding) or self.request.weekday(day) not in wish.days:
                    continue
                at = self.eaten[holding][:, [slot[0] == day for slot in self.slots]].ravel()
                short = self.writer.add_columns(np.array([20.0]), np.ones(1), integer=False)
                columns, values = np.append(at, short), np.ones(len(at) + 1)
                self.writer.add_row(f"wish:{wish.text}:{day}", columns, values, 1.0, np.inf)
