"""The servings that a dish may have at a shared table, and away from it."""

from __future__ import annotations

import numpy as np

from planner.optimize.linear_problem import BoolArray
from planner.optimize.model.levels import UnitRange
from planner.optimize.model.week.context import DayContext

_CLOSE = 0.01  # servings: far less than a step of any dish


def servings_allowed(day: DayContext) -> UnitRange | None:
    """Return the fewest and the most units in which each choice may be served on this day.

    Where a pot is shared out, the servings of the dish are given. Elsewhere the smaller and larger
    servings that only a shared pot offers are left out.

    Returns
    -------
    UnitRange or None
        None where every level of every choice may be served.
    """
    facts, choices, given = day.facts, day.facts.choices, day.week.servings
    least, most = facts.own_servings
    largest = choices.least + choices.step * (choices.usual_steps + choices.extra_steps)
    is_wider = facts.is_dish & ((choices.least < least) | (largest > most))
    if not is_wider.any() and not given:
        return None
    low = np.where(is_wider, least, 0.0)
    high = np.where(is_wider, most, np.inf)
    only = []
    for meal, servings in given.items():
        here: BoolArray = facts.is_dish & (choices.meal_name == meal)
        low[here], high[here] = 0.0, np.inf
        if servings is not None:
            only.append((here, np.array(sorted(servings))))
    return UnitRange(low - _CLOSE, high + _CLOSE, tuple(only))
