"""Shares of the five core nutrients that a meal, dish or food supplies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from planner.dashboard.wording.text import plain
from planner.nutrition.foods.credited_intake import credited_intake
from planner.nutrition.foods.portions import Portion, supplied, total
from planner.nutrition.foods.supplements import credited
from planner.nutrition.nutrients import core_nutrients, nutrient, nutrient_index
from planner.planning.make import Plan

MOST_SOURCES = 3
_BAR = "#0072b2"  # color of met floors in the charts, visible on light and dark pages
# Short names for narrow places; a test compares them with the core nutrients.
SHORT = {
    "magnesium_mg": "Mg",
    "calcium_mg": "Ca",
    "potassium_mg": "K",
    "vitamin_d_ug": "D",
    "vitamin_b12_ug": "B12",
}


def core_percents(plan: Plan, portions: Sequence[Portion]) -> dict[str, float]:
    """Return what counts of a day's meals in percent of each core nutrient's target.

    Food and the supplements taken with these meals are credited by the rules of the certificate,
    so that the meals of a day add up to its figure.
    """
    found, foods = {}, plan.request.catalog.foods
    meals = {(portion.day, portion.meal) for portion in portions}
    doses = [dose for dose in plan.doses if (dose.day, dose.meal) in meals]
    for name in core_nutrients():
        column, by_meal = nutrient_index()[name], defaultdict[str, float](float)
        for portion in portions:
            by_meal[portion.meal] += float(np.nan_to_num(supplied(foods, portion)[column]))
        amount = credited_intake(name, portions, foods, plain=plan.request.plain_totals)
        percent = plan.targets[name].percent(amount + credited(name, doses, by_meal))
        if percent is not None:
            found[name] = percent
    return found


def sources(plan: Plan, name: str, day: int) -> list[tuple[str, float]]:
    """Return the dishes, foods and supplements that supply most of a nutrient on a day.

    With the percent of all that is taken in.
    """
    catalog = plan.request.catalog
    grouped: dict[str, list[Portion]] = defaultdict(list)
    for row in plan.portions:
        if row.day == day:
            food = catalog.foods.food(row.food_id)
            label = catalog.dish_name(row.dish) if row.dish else food.name
            grouped[label].append(row)
    place = nutrient_index()[name]
    given = {label: float(total(catalog.foods, rows)[place]) for label, rows in grouped.items()}
    for dose in plan.doses:
        if dose.day == day and dose.supplement.nutrient == name:
            label = dose.supplement.name
            given[label] = given.get(label, 0.0) + dose.amount
    whole = sum(given.values())
    if whole <= 0:
        return []
    ranked = sorted(given.items(), key=lambda pair: -pair[1])[:MOST_SOURCES]
    return [(label, 100.0 * amount / whole) for label, amount in ranked if amount > 0]


def bars_html(plan: Plan, portions: Sequence[Portion]) -> str:
    """Return small bars of `core_percents` with numbers, as HTML."""
    cells = []
    for name, percent in core_percents(plan, portions).items():
        cells.append(
            '<div style="flex:1 1 3.2rem;min-width:3.2rem;font-size:0.8rem">'
            f'<div title="{nutrient(name).name}">{SHORT[name]} {percent:.0f}&nbsp;%</div>'
            '<div aria-hidden="true" style="height:6px;border:1px solid currentColor;'
            'border-radius:3px;overflow:hidden">'
            f'<div style="width:{min(percent, 100.0):.0f}%;height:100%;'
            f'background:{_BAR}"></div></div></div>'
        )
    return f'<div style="display:flex;flex-wrap:wrap;gap:0.4rem">{"".join(cells)}</div>'


def sources_words(plan: Plan, name: str, day: int) -> str:
    """Return the main sources of a nutrient on a day as Markdown."""
    found = sources(plan, name, day)
    return "; ".join(f"{plain(label)} {percent:.0f} %" for label, percent in found)
