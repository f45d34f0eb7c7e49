"""The levels of a model that serve the portions of a day."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from planner.errors import InputError
from planner.nutrition.foods.portions import Portion
from planner.optimize.linear_problem import IntArray
from planner.optimize.model.day_model import DayModel


def served_levels(model: DayModel, portions: Iterable[Portion]) -> IntArray:
    """Return the columns of the levels that serve portions, ascending.

    Parameters
    ----------
    model : DayModel
        The model of the day.
    portions : iterable of Portion
        The portions of one day.

    Raises
    ------
    InputError
        If a portion is no choice of the model, or far from every amount that is: edited, or planned
        for another person or by other rules.
    """
    choices = model.choices
    units: dict[tuple[str, str], float] = {}
    for row in portions:
        key = (row.meal, row.dish or row.food_id)
        units[key] = row.scale if row.dish else units.get(key, 0.0) + row.grams
    columns: list[int] = []
    for number in range(len(choices)):
        key = (str(choices.meal_name[number]), str(choices.item_id[number]))
        amount = units.pop(key, 0.0)
        if amount <= 0:
            continue
        steps = round((amount - choices.least[number]) / choices.step[number])
        column = model.column_at(number, steps)
        if column >= 0:
            columns.append(column)
            served = model.levels.units(choices)[column]
            if abs(served - amount) > choices.step[number]:
                raise InputError(
                    f"{key[1]} in {key[0]}: no plan for this request serves so much or so little "
                    "of it in a meal; plan the day anew, or change the amount and certify the plan"
                )
    if units:
        meal, item = next(iter(units))
        raise InputError(f"{item} in {meal} is no choice for this request; certify the plan first")
    return np.array(sorted(columns), dtype=np.int64)
