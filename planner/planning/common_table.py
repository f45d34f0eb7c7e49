"""The dishes of a day's shared meals, chosen with the needs of everybody in view."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.optimize.linear_problem import IntArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.solve import CommonChoice, choose_in_common
from planner.planning.day import structure_of
from planner.planning.diner import Diner, problem_beside
from planner.planning.shared_meals import NOTHING_CHOSEN, SharedMeals


def choose_dishes(
    meals: SharedMeals, day: int, barred: frozenset[tuple[str, str]] = frozenset()
) -> Mapping[str, str]:
    """Choose the base dish of every shared meal of a day.

    All people's relaxed days are solved as one, so that a dish is chosen for what it costs
    everybody, with the sides that each would need beside it.

    Parameters
    ----------
    meals : SharedMeals
        The people, with nothing planned for the day.
    day : int
        Counts from 1.
    barred : frozenset of (str, str)
        Meal and base dish that were tried and left somebody without a plan.

    Returns
    -------
    mapping of str to str
        The base dish by shared meal; empty where nothing is shared or the relaxation has no
        solution.
    """
    shared = {meal: sorted(common) for meal, common in meals.common.items() if common}
    if not shared:
        return NOTHING_CHOSEN
    for with_demands, may_miss in ((True, False), (False, False), (False, True)):
        models = [
            _model_of(meals, diner, day, with_demands=with_demands, may_miss=may_miss)
            for diner in meals.diners
        ]
        choices = [
            CommonChoice(
                tuple(
                    tuple(
                        _columns(model, meal, base, eats=meal in diner.at_home)
                        for model, diner in zip(models, meals.diners, strict=True)
                    )
                    for base in bases
                ),
                frozenset(place for place, base in enumerate(bases) if (meal, base) in barred),
            )
            for meal, bases in shared.items()
        ]
        places = choose_in_common(
            [model.problem for model in models], [structure_of(model) for model in models], choices
        )
        if places is not None:
            chosen = zip(shared.items(), places, strict=True)
            return {meal: bases[place] for (meal, bases), place in chosen}
    return NOTHING_CHOSEN


def _model_of(
    meals: SharedMeals, diner: Diner, day: int, *, with_demands: bool, may_miss: bool
) -> DayModel:
    """Return the model of one person's day, with all common dishes open."""
    context = meals.context_of(diner, day)
    if context is None:
        raise ValueError("a single day of one person shares no meal")
    problem = problem_beside(diner, context, with_demands=with_demands)
    return problem.model(relaxed=problem.tracked_floors if may_miss else frozenset())


def _columns(model: DayModel, meal: str, base: str, *, eats: bool) -> IntArray:
    """Return the levels that serve a dish or a variant of it at a meal, if the person eats it."""
    if not eats:
        return np.zeros(0, dtype=np.int64)
    choices = model.choices
    is_it = (choices.base_id == base) & (choices.meal_name == meal)
    return np.flatnonzero(is_it[model.levels.choice])
