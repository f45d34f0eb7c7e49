"""Which dish of a week is served at which meal of which day, and on which day it is cooked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.optimize.solve import solve_subproblem
from planner.planning.week_plan.timetable import Served, Slot, Timetable
from planner.planning.week_plan.timetable_points import (
    keep_wishes,
    limit_fish,
    limit_work,
    price_days,
)
from planner.request.plan_request import PlanRequest

_NODES = 20
_OTHER_COUNT = 1.5  # points for a meal more or less with a dish than the week as one has
_COOKED_AGAIN = 4.0  # points for cooking a dish a second time


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

    def solve(self, given: Mapping[Slot, str]) -> dict[Slot, str] | None:
        """Return the base dish of every slot; None where the dishes fit no timetable.

        Parameters
        ----------
        given : mapping of (int, str) to str
            Slots whose base dish is settled.
        """
        table = Timetable(self.request, self.served, self.slots)
        _fill_slots(table, given)
        for place, one in enumerate(self.served):
            _cook(table, place, one)
        limit_work(table)
        limit_fish(table)
        keep_wishes(table)
        price_days(table, self.day_points)
        answer = solve_subproblem(table.writer.freeze(), node_limit=_NODES, relative_gap=0.05)
        if not answer.found:
            return None
        return {
            slot: self.served[int(np.argmax(answer.x[table.eaten[:, place]]))].dish.id
            for place, slot in enumerate(self.slots)
        }


def _fill_slots(table: Timetable, given: Mapping[Slot, str]) -> None:
    """Serve one dish at every slot, each dish as often as it should be, once a day."""
    ones = np.ones(len(table.served))
    for place, slot in enumerate(table.slots):
        columns = table.eaten[:, place]
        table.writer.add_row(f"slot:{slot}", columns, ones, 1.0, 1.0)
        if slot in given:
            own = [one.dish.id == given[slot] for one in table.served]
            table.writer.add_row(f"given:{slot}", columns[own], ones[own], 1.0, 1.0)
    for place, one in enumerate(table.served):
        columns, count = table.eaten[place], float(one.meals)
        room = np.array([count, min(one.most - count, 1.0)])
        points = np.full(2, _OTHER_COUNT)
        fewer, more = table.writer.add_columns(points, room, integer=False)
        columns_, values = np.append(columns, [fewer, more]), np.ones(len(columns) + 2)
        values[-1] = -1.0
        table.writer.add_row(f"meals:{place}", columns_, values, count, count)
        for day in table.days:
            at = columns[[slot[0] == day for slot in table.slots]]
            table.writer.add_row(f"once:{place}:{day}", at, np.ones(len(at)), -np.inf, 1.0)


def _cook(table: Timetable, place: int, one: Served) -> None:
    """Cook a dish on the day it is first eaten, and eat it within the days it keeps."""
    batches = 1.0 if one.dish.keeps_days else float(one.meals)
    again = table.writer.add_columns(np.array([_COOKED_AGAIN]), np.ones(1), integer=False)
    columns = np.append(table.cooked[place], again)
    values = np.append(np.ones(len(columns) - 1), -1.0)
    table.writer.add_row(f"batches:{place}", columns, values, 0.0, batches)
    for number, day in enumerate(table.days):
        kept = [0 <= day - other <= one.dish.keeps_days for other in table.days]
        at = table.eaten[place][[slot[0] == day for slot in table.slots]]
        columns = np.concatenate([at, table.cooked[place][kept]])
        values = np.concatenate([np.ones(len(at)), -np.ones(sum(kept))])
        table.writer.add_row(f"kept:{place}:{day}", columns, values, -np.inf, 0.0)
        if not table.request.week.cook_days:
            columns = np.append(at, table.cooked[place][number])
            values = np.append(np.ones(len(at)), -1.0)
            table.writer.add_row(f"fresh:{place}:{day}", columns, values, 0.0, np.inf)
