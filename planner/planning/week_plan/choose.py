"""Choose the dishes and the basket of a week for a household, and put the dishes on days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.nutrition.foods.bought_forms import BoughtForms, bought_forms
from planner.nutrition.foods.food_table import FoodTable
from planner.nutrition.foods.keeping import LeftOver
from planner.nutrition.foods.variety_levels import variety_level
from planner.optimize.linear_problem import FloatArray
from planner.optimize.model.choices import DISH
from planner.optimize.model.week.open_basket import bought_per_unit
from planner.optimize.model.week_basket.basket import basket_points
from planner.optimize.model.week_basket.dishes import MAIN, DishColumn, Table
from planner.optimize.model.week_basket.eater import Eater
from planner.optimize.model.week_basket.week_model import build_week_model
from planner.planning.diner import Diner
from planner.planning.week_plan.basket_search import BasketSearch, ChosenWeek
from planner.planning.week_plan.day_points import points_of_days
from planner.planning.week_plan.frame import POT_MEALS, WeekFrame
from planner.planning.week_plan.main_table import MainTable
from planner.planning.week_plan.timetable import Served, Slot
from planner.request.plan_request import PlanRequest, shared_catalog
from planner.request.week_rules import all_subjects

LEAST_DAYS = 3  # that are planned as one
VARIED = "varied"  # the level of variety at which every meal may be another dish


def frame_of(diners: Sequence[Diner], days: Sequence[int]) -> WeekFrame | None:
    """Return the frame within which some days are planned.

    Returns
    -------
    WeekFrame or None
        None where the days are few or varied, some days are settled, or no frame is found: then
        every day is planned for itself.
    """
    request = diners[0].request
    settled = any(diner.planned.settled for diner in diners)
    if len(days) < LEAST_DAYS or request.variety == VARIED or settled:
        return None
    catalog = shared_catalog(diner.request for diner in diners)
    forms = bought_forms(catalog)
    level = variety_level(request.variety)
    share = diners[0].facts().basket_share
    points = basket_points(forms, level, _at_home(request, forms, catalog.foods), share)
    eaters = [
        Eater(one.request.name, one.daily_problem().model(), one.facts(), one.at_home)
        for one in diners
    ]
    week = build_week_model(eaters, forms, points, level, days)
    chosen = BasketSearch(week).run()
    if chosen is None:
        return None
    return _scheduled(chosen, diners, days)


def _at_home(request: PlanRequest, forms: BoughtForms, foods: FoodTable) -> FloatArray:
    """Return the grams of every form at home: those with a date, else a pack of each food."""
    home: FloatArray = np.zeros(len(forms))
    place = {name: number for number, name in enumerate(forms.names)}
    for name in request.pantry:
        number = place.get(foods.food(name).bought_as)
        if number is not None:
            home[number] = forms.pack_g[number]
    for item in request.use_by:
        number = place.get(foods.food(item.food).bought_as)
        if number is not None:
            home[number] = item.grams
    return home


def _scheduled(
    chosen: ChosenWeek, diners: Sequence[Diner], days: Sequence[int]
) -> WeekFrame | None:
    """Put the dishes on days; None where they fit no timetable."""
    week = chosen.week
    turns: dict[tuple[str, str], dict[str, int]] = {}
    tables: list[MainTable] = []
    for table in dict.fromkeys(one.table for one in week.dishes):
        own = [
            (one, int(count))
            for one, count in zip(week.dishes, chosen.meals, strict=True)
            if count and one.table == table
        ]
        if table.kind == MAIN:
            eating = [diners[number] for number in table.eaters]
            tables.append(_main_table(chosen, table, own, eating, days))
            continue
        for number in table.eaters:
            for meal in table.meals:
                turns[week.eaters[number].name, meal] = {one.dish.id: n for one, n in own}
    frame = WeekFrame(
        tuple(tables), turns, tuple(days), week.forms, week.basket,
        chosen.packs.astype(np.float64), chosen.used_g, chosen.objective, chosen.bound,
    )  # fmt: skip
    return frame if frame.schedule({}) else None


def _main_table(
    chosen: ChosenWeek,
    table: Table,
    own: Sequence[tuple[DishColumn, int]],
    diners: Sequence[Diner],
    days: Sequence[int],
) -> MainTable:
    """Return the lunches and dinners of one table, before they are put on days."""
    week, request = chosen.week, diners[0].request
    eater = week.eaters[table.eaters[0]]
    choices = eater.model.choices
    is_dish = choices.role_mask(frozenset({DISH}))
    meals = [meal for meal in POT_MEALS if meal in table.meals]
    meals = [meal for meal in meals if (is_dish & (choices.meal_name == meal)).any()]
    bases = [one.dish.id for one, _ in own]
    pairs = points_of_days(diners, bases, chosen) if len(meals) > 1 else {}
    eaters = [week.eaters[number] for number in table.eaters]
    return MainTable(
        names=tuple(one.name for one in eaters),
        request=request,
        served=tuple(_served(eater, one, n, week.forms) for one, n in own),
        slots=tuple((day, meal) for day in days for meal in meals),
        day_points=pairs,
        locked=_locked(request, bases, days),
        grams={
            (base, meal): np.sum([_grams(one, base, meal, week.forms) for one in eaters], axis=0)
            for base in bases
            for meal in meals
        },
    )


def _locked(request: PlanRequest, bases: Sequence[str], days: Sequence[int]) -> dict[Slot, str]:
    """Return the slots that a lock settles with one of some dishes."""
    found: dict[Slot, str] = {}
    for day in days:
        for lock in request.for_day(day).locks:
            dish = request.catalog.dishes.get(lock.item)
            if dish is not None and lock.meal and dish.base in bases:
                found[day, lock.meal] = dish.base
    return found


def _served(eater: Eater, one: DishColumn, count: int, forms: BoughtForms) -> Served:
    """Return what the timetable has to know of a dish."""
    choices, facts, request = eater.model.choices, eater.facts, eater.facts.request
    at: np.ndarray = choices.base_id == one.dish.id
    grams = _grams(eater, one.dish.id, "", forms)
    spoils = [left is not LeftOver.LASTING for left in forms.left_over]
    fish = bool((facts.surely_holding(all_subjects()["fish"]) & at).any())
    holds = frozenset(
        wish.text
        for wish in request.week.read_wishes()
        if not wish.subject.most_minutes and (facts.surely_holding(wish.subject) & at).any()
    )
    last = [item.day for item in request.use_by if _uses(item.food, grams, request, forms)]
    return Served(
        one.dish, count, one.most, fish, float((grams * forms.usd_per_g)[spoils].sum()),
        min(last, default=10_000), holds,
    )  # fmt: skip


def _uses(food: str, grams: FloatArray, request: PlanRequest, forms: BoughtForms) -> bool:
    form = request.catalog.foods.food(food).bought_as
    return form in forms.names and bool(grams[forms.number(form)] > 0)


def _grams(eater: Eater, base: str, meal: str, forms: BoughtForms) -> FloatArray:
    """Return the grams bought of one serving of a base dish, at a meal or (if empty) at any."""
    choices = eater.model.choices
    fits = choices.base_id == base
    if meal:
        fits &= choices.meal_name == meal
    grams: FloatArray = np.zeros(len(forms))
    numbers = np.flatnonzero(fits)
    if len(numbers):
        own = numbers[np.argsort(choices.item_id[numbers] != base, kind="stable")][0]
        choice, form, amount = bought_per_unit(choices, forms)
        part = choice == own
        grams[form[part]] = amount[part]
    return grams
