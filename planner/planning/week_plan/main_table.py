"""The lunches and dinners of people who eat the same dishes, put on the days of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.optimize.linear_problem import FloatArray
from planner.planning.week_plan.schedule import Scheduler
from planner.planning.week_plan.timetable import Served, Slot
from planner.request.plan_request import PlanRequest


@dataclass(frozen=True, eq=False)
class MainTable:
    """The lunches and dinners of one table.

    Attributes
    ----------
    names : tuple of str
        Who eats there.
    request : PlanRequest
        The request of one of them, for the rules on cooking.
    served : tuple of Served
        The dishes of the week.
    slots : tuple of (int, str)
        Days and meals.
    day_points : mapping of (str, str) to float
        Points of a day by its lunch and dinner.
    locked : mapping of (int, str) to str
        Base dishes that the person settled.
    grams : mapping of (str, str) to ndarray, shape (forms,)
        Grams bought for a serving for everybody, by base dish and meal.
    """

    names: tuple[str, ...]
    request: PlanRequest
    served: tuple[Served, ...]
    slots: tuple[Slot, ...]
    day_points: Mapping[tuple[str, str], float]
    locked: Mapping[Slot, str]
    grams: Mapping[tuple[str, str], FloatArray]

    @property
    def bases(self) -> frozenset[str]:
        """The base dishes of the week."""
        return frozenset(one.dish.id for one in self.served)

    def timetable(self, eaten: Mapping[Slot, str]) -> dict[Slot, str] | None:
        """Return the base dish of every slot; None where the dishes fit no timetable.

        Parameters
        ----------
        eaten : mapping of (int, str) to str
            The base dishes of the days that are planned.
        """
        others = {slot for slot, base in eaten.items() if base not in self.bases}
        slots = [slot for slot in self.slots if slot not in others]
        given = {**self.locked, **{slot: eaten[slot] for slot in slots if slot in eaten}}
        scheduler = Scheduler(self.request, self.served, slots, self.day_points)
        return scheduler.solve({slot: base for slot, base in given.items() if slot in slots})
