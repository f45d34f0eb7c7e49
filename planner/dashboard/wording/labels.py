"""Labels that several forms and views share."""

from __future__ import annotations

from planner.dashboard.wording.i18n import N_
from planner.nutrition.foods.dishes import dish_name
from planner.nutrition.foods.food_table import known_foods, subgroup_table

STANDARDS = {
    "nasem": N_("the US and Canada (NASEM)"),
    "efsa": N_("Europe (EFSA)"),
    "uk": N_("the United Kingdom"),
}


def item_label(item: str) -> str:
    """Name a food, a dish or a kind of food."""
    if item in known_foods():
        return known_foods().food(item).name
    if item in subgroup_table().index:
        return str(subgroup_table().loc[item, "label"])
    return dish_name(item)
