"""The dishes of a day's shared meals and how they are shared out, for everybody's needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.nutrition.foods.shared_scales import TOLERANCE
from planner.optimize.linear_problem import IntArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.solve import CommonChoice, choose_in_common
from planner.planning.day import structure_of
from planner.planning.diner import Diner, problem_beside
from planner.planning.shared_meals import NOTHING_CHOSEN, SharedMeals
from planner.planning.sharing import SharedDish, ways_to_share


def choose_dishes(
    meals: SharedMeals,
    day: int,
    barred: frozenset[tuple[str, str]] = frozenset(),
    *,
    whole: bool = True,
    tolerance: float = TOLERANCE,
) -> Mapping[str, SharedDish]:
    """Choose the base dish of every shared meal of a day, and everybody's servings of it.

    All people's relaxed days are solved as one, so that a dish and the size of its pot are chosen
    for what they cost everybody, with the sides that each would need beside it. Every pot is shared
    out by energy need; a dish that cannot be is none for this table.

    Parameters
    ----------
    meals : SharedMeals
        The people, with nothing planned for the day.
    day : int
        Counts from 1.
    barred : frozenset of (str, str)
        Meal and base dish that were tried and left somebody without a plan.
    whole : bool
        Cook whole recipes or halves of one only.
    tolerance : float
        By which a share of a pot may differ from that of the energy needed.

    Returns
    -------
    mapping of str to SharedDish
        The dish by shared meal; empty where nothing is shared or the relaxation has no
        solution.
    """
    shared = {
        meal: [
            way
            for base in sorted(common)
            for way in ways_to_share(base, meals.eaters_of(meal), whole=whole, tolerance=tolerance)
        ]
        for meal, common in meals.common.items()
        if common
    }
    if not shared or not all(shared.values()):
        return NOTHING_CHOSEN
    for with_demands, may_miss in ((True, False), (False, False), (False, True)):
        models = [
            _model_of(meals, diner, day, with_demands=with_demands, may_miss=may_miss)
            for diner in meals.diners
        ]
        choices = [_choice(meals, models, meal, ways, barred) for meal, ways in shared.items()]
        places = choose_in_common(
            [model.problem for model in models], [structure_of(model) for model in models], choices
        )
        if places is not None:
            chosen = zip(shared.items(), places, strict=True)
            return {meal: ways[place] for (meal, ways), place in chosen}
    return NOTHING_CHOSEN


def _choice(
    meals: SharedMeals,
    models: Sequence[DayModel],
    meal: str,
    ways: Sequence[SharedDish],
    barred: frozenset[tuple[str, str]],
) -> CommonChoice:
    """Return the choice of the dish of one meal; no servings but these are open."""
    alternatives = [
        tuple(
            _columns(model, meal, way, diner.request.name)
            for model, diner in zip(models, meals.diners, strict=True)
        )
        for way in ways
    ]
    taken = [np.concatenate(columns) for columns in zip(*alternatives, strict=True)]
    others = tuple(
        np.setdiff1d(_dish_columns(model, meal), own)
        if meal in diner.at_home
        else np.zeros(0, dtype=np.int64)
        for model, diner, own in zip(models, meals.diners, taken, strict=True)
    )
    not_open = {place for place, way in enumerate(ways) if (meal, way.base) in barred}
    return CommonChoice((*alternatives, others), frozenset({*not_open, len(ways)}))


def _model_of(
    meals: SharedMeals, diner: Diner, day: int, *, with_demands: bool, may_miss: bool
) -> DayModel:
    """Return the model of one person's day, with all common dishes open."""
    context = meals.context_of(diner, day)
    if context is None:
        raise ValueError("a single day of one person shares no meal")
    undecided = replace(context, servings=dict.fromkeys(context.dishes))
    problem = problem_beside(diner, undecided, with_demands=with_demands)
    return problem.model(relaxed=problem.tracked_floors if may_miss else frozenset())


def _columns(model: DayModel, meal: str, way: SharedDish, name: str) -> IntArray:
    """Return the levels that serve a person's share of a dish, or of a variant, at a meal."""
    if name not in way.servings:
        return np.zeros(0, dtype=np.int64)
    choices, levels = model.choices, model.levels
    is_it = (choices.base_id == way.base) & (choices.meal_name == meal)
    servings = levels.units(choices)
    return np.flatnonzero(is_it[levels.choice] & np.isclose(servings, way.servings[name]))


def _dish_columns(model: DayModel, meal: str) -> IntArray:
    """Return the levels that serve any dish at a meal."""
    choices = model.choices
    is_dish = (choices.base_id != "") & (choices.meal_name == meal)
    return np.flatnonzero(is_dish[model.levels.choice])
