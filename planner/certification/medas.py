"""The points of a plan on the Mediterranean diet adherence screener."""

from __future__ import annotations

from collections.abc import Sequence

from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.medas import MedasCondition, medas_questions
from planner.nutrition.foods.portions import Portion


def medas(catalog: Catalog, portions: Sequence[Portion]) -> dict[int, bool]:
    """Return which of the 14 questions a plan answers as the screener wishes.

    What is asked of a week is asked of the days of the plan as their share of it. Wine is not
    asked for, so that the most is 13.

    Returns
    -------
    dict of int to bool
        Whether the question with that number has its point.
    """
    return {
        question[0].item: all(_holds(one, catalog, portions) for one in question)
        for question in medas_questions()
    }


def _holds(one: MedasCondition, catalog: Catalog, portions: Sequence[Portion]) -> bool:
    days = max(len({row.day for row in portions}), 1)
    if one.holds == "not_asked":
        return False
    if one.holds == "dishes":
        served = {(row.day, row.meal, row.dish) for row in portions if row.dish}
        dishes = catalog.items.dishes_by_id
        counted = sum(one.counts(dishes[dish], catalog.foods) for _, _, dish in served)
        return counted / days >= one.a_day
    grams = sum(one.share_of(catalog.foods.food(row.food_id)) * row.grams for row in portions)
    if one.holds == "not_less":
        return grams >= 0
    return grams / days < one.a_day if one.holds == "below" else grams / days >= one.a_day
