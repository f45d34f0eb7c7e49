"""What a day costs with one dish for lunch and another for dinner, by the relaxation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.optimize.linear_problem import IntArray
from planner.optimize.model.day_model import DayModel
from planner.optimize.model.week.context import WeekContext
from planner.optimize.model.week.open_basket import OpenBasket
from planner.optimize.solve import Relaxation
from planner.planning.diner import Diner
from planner.planning.person_day import problem_beside
from planner.planning.week_plan.basket_search import ChosenWeek

LUNCH, DINNER = "lunch", "dinner"


def points_of_days(
    diners: Sequence[Diner], bases: Sequence[str], chosen: ChosenWeek
) -> dict[tuple[str, str], float]:
    """Return the points of a day of all people for each lunch and dinner of some dishes.

    Their days are relaxed, with the foods of the basket. Floors other than those of the core
    nutrients may be missed at a price, since other days make up for them.

    Returns
    -------
    dict of (str, str) to float
        By the base dishes of lunch and dinner; infinite where somebody has no such day.
    """
    points = dict.fromkeys(
        ((lunch, dinner) for lunch in bases for dinner in bases if lunch != dinner), 0.0
    )
    for diner in diners:
        model = _model_of(diner, bases, chosen)
        columns = {
            (meal, base): _levels(model, meal, base) for meal in (LUNCH, DINNER) for base in bases
        }
        of_dishes = np.concatenate(list(columns.values()))
        relaxation, none = Relaxation(model.problem), np.zeros(len(of_dishes))
        for lunch, dinner in points:
            own = np.concatenate([columns[LUNCH, lunch], columns[DINNER, dinner]])
            upper = np.isin(of_dishes, own).astype(np.float64)
            relaxation.set_column_bounds(of_dishes, none, upper)
            answer = relaxation.solve()
            points[lunch, dinner] += answer.objective if answer.found else np.inf
    return points


def _model_of(diner: Diner, bases: Sequence[str], chosen: ChosenWeek) -> DayModel:
    """Return the model of a day with any of some dishes for lunch and dinner."""
    forms = chosen.week.forms
    is_open = forms.is_staple | (chosen.packs > 0) | (chosen.week.basket.home_g > 0)
    none = np.zeros(len(forms))
    basket = OpenBasket(forms, is_open, none, none, none, none)
    others = {
        table.meals: frozenset(
            one.dish.id
            for one, count in zip(chosen.week.dishes, chosen.meals, strict=True)
            if count and one.table == table
        )
        for table in dict.fromkeys(one.table for one in chosen.week.dishes)
    }
    framed = {meal: served for meals, served in others.items() for meal in meals}
    framed |= dict.fromkeys((LUNCH, DINNER), frozenset(bases))
    problem = problem_beside(
        diner, WeekContext(1, framed=framed, basket=basket), with_demands=False
    )
    return problem.model(relaxed=problem.tracked_floors)


def _levels(model: DayModel, meal: str, base: str) -> IntArray:
    choices = model.choices
    here = (choices.base_id == base) & (choices.meal_name == meal)
    return np.flatnonzero(here[model.levels.choice])
