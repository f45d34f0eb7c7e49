"""Labels that several forms and views share."""

from __future__ import annotations

from planner.dashboard.wording.i18n import _
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.people.reference_intakes import standard_labels as labels_of_standards
from planner.request.choices import OBJECTIVES, SUPPLEMENT_MODES


def objective_labels() -> dict[str, str]:
    """Return what each objective chooses, in the visitor's language, by id."""
    return {name: _(objective.label) for name, objective in OBJECTIVES.items()}


def standard_labels() -> dict[str, str]:
    """Return whose reference intakes each standard holds, in the visitor's language, by id."""
    return {name: _(label) for name, label in labels_of_standards().items()}


def supplement_labels() -> dict[str, str]:
    """Return what each use of supplements means, in the visitor's language, by id."""
    return {name: _(mode.label) for name, mode in SUPPLEMENT_MODES.items()}


def item_label(item: str, catalog: Catalog) -> str:
    """Name a food, a dish or a kind of food; what is none of them stays as it is."""
    if item in catalog.foods:
        return catalog.foods.food(item).name
    if item in subgroup_table().index:
        return str(subgroup_table().loc[item, "label"])
    return catalog.dish_name(item)
