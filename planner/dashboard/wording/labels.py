"""Labels that several forms and views share."""

from __future__ import annotations

from planner.dashboard.wording.i18n import N_
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_table import subgroup_table

STANDARDS = {
    "nasem": N_("the US and Canada (NASEM)"),
    "efsa": N_("Europe (EFSA)"),
    "uk": N_("the United Kingdom"),
}


def item_label(item: str, catalog: Catalog) -> str:
    """Name a food, a dish or a kind of food; what is none of them stays as it is."""
    if item in catalog.foods:
        return catalog.foods.food(item).name
    if item in subgroup_table().index:
        return str(subgroup_table().loc[item, "label"])
    return catalog.dish_name(item)
