"""The dishes of a day's shared meals and how they are shared out, for everybody's needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.nutrition.foods.shared_scales import TOLERANCE
from planner.optimize.linear_problem import FloatArray, IntArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.solve import CommonChoice, choose_in_common
from planner.planning.day import structure_of
from planner.planning.diner import Diner
from planner.planning.person_day import problem_beside
from planner.planning.shared_meals import NOTHING_CHOSEN, SharedMeals
from planner.planning.sharing import SharedDish, ways_to_share

SAME_SERVINGS = 1e-5  # apart from rounding; servings differ by a quarter at least
NONE: IntArray = np.zeros(0, dtype=np.int64)


def choose_dishes(
    meals: SharedMeals,
    day: int,
    barred: frozenset[tuple[str, str]] = frozenset(),
    *,
    whole: bool = True,
    tolerance: float = TOLERANCE,
    written: list[DayModel] | None = None,
) -> Mapping[str, SharedDish]:
    """Choose the base dish of every shared meal of a day, and everybody's servings of it.

    All people's relaxed days are solved as one. A dish not shared out by energy need is left out.

    Parameters
    ----------
    meals : SharedMeals
        The people, with nothing planned for the day.
    day : int
        Counts from 1.
    barred : frozenset of (str, str)
        Meal and base dish that left somebody without a plan.
    whole : bool
        Cook whole recipes or halves of one only.
    tolerance : float
        By which a share of a pot may differ from that of the energy needed.
    written : list of DayModel, optional
        Everybody's models of the day for further tables; written here where it is empty.

    Returns
    -------
    mapping of str to SharedDish
        By shared meal; empty where nothing is shared or the relaxation has no solution.
    """
    shared = _ways(meals, day, whole=whole, tolerance=tolerance)
    if not shared or not all(shared.values()):
        return NOTHING_CHOSEN
    written = [] if written is None else written
    for with_demands, may_miss in ((True, False), (False, False), (False, True)):
        models = written if with_demands else []
        if not models:
            models += [
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


def _ways(
    meals: SharedMeals, day: int, *, whole: bool, tolerance: float
) -> dict[str, list[SharedDish]]:
    """Return all ways to share out a base dish by energy need, by shared meal."""
    return {
        meal: [
            way
            for base in sorted(meals.common_on(day, meal))
            for way in ways_to_share(base, meals.eaters_of(meal), whole=whole, tolerance=tolerance)
        ]
        for meal, common in meals.common.items()
        if common
    }


def _choice(
    meals: SharedMeals,
    models: Sequence[DayModel],
    meal: str,
    ways: Sequence[SharedDish],
    barred: frozenset[tuple[str, str]],
) -> CommonChoice:
    """Return the choice of the dish of one meal; no servings but these are open."""
    levels = [_dish_levels(model, meal) for model in models]
    alternatives = [
        tuple(
            _columns(of_dish.get(way.base), way.servings.get(diner.request.name))
            for of_dish, diner in zip(levels, meals.diners, strict=True)
        )
        for way in ways
    ]
    taken = [np.concatenate(columns) for columns in zip(*alternatives, strict=True)]
    others = tuple(
        np.setdiff1d(np.concatenate([NONE, *(at for at, _ in of_dish.values())]), own)
        if meal in diner.at_home
        else NONE
        for of_dish, diner, own in zip(levels, meals.diners, taken, strict=True)
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


def _dish_levels(model: DayModel, meal: str) -> dict[str, tuple[IntArray, FloatArray]]:
    """Return the levels that serve each base dish, or a variant, at a meal, and their servings."""
    servings = model.levels.units(model.choices)
    found = model.levels.by_base(model.choices, (meal,))
    return {base: (at, servings[at]) for base, at in found.items()}


def _columns(levels: tuple[IntArray, FloatArray] | None, servings: float | None) -> IntArray:
    """Return the levels of a dish that serve so much; none where a person eats none of it."""
    if levels is None or servings is None:
        return NONE
    at, served = levels
    return at[np.abs(served - servings) < SAME_SERVINGS]
