"""Labels that several forms and views share."""

from __future__ import annotations

from planner.dashboard.wording.i18n import _
from planner.nutrition.foods.availability import REGIONS
from planner.nutrition.foods.catalog import Catalog
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.variety_levels import variety_levels
from planner.nutrition.people.reference_intakes import standard_labels as labels_of_standards
from planner.request.choices import (
    AVAILABILITIES,
    GUIDELINES,
    OBJECTIVES,
    SUPPLEMENT_MODES,
    VERSIONS,
)


def objective_labels() -> dict[str, str]:
    """Return the labels of the objectives by id, in the visitor's language."""
    return {name: _(objective.label) for name, objective in OBJECTIVES.items()}


def standard_labels() -> dict[str, str]:
    """Return the labels of the standards by id, in the visitor's language."""
    return {name: _(label) for name, label in labels_of_standards().items()}


def supplement_labels() -> dict[str, str]:
    """Return the labels of the supplement modes by id, in the visitor's language."""
    return {name: _(mode.label) for name, mode in SUPPLEMENT_MODES.items()}


def availability_labels() -> dict[str, str]:
    """Return the labels of the shops to buy at by id, in the visitor's language."""
    return {name: _(entry.label) for name, entry in AVAILABILITIES.items()}


def guidelines_labels() -> dict[str, str]:
    """Return the labels of how close to the guidelines by id, in the visitor's language."""
    return {name: _(entry.label) for name, entry in GUIDELINES.items()}


def versions_labels() -> dict[str, str]:
    """Return the labels of whom free-from and plant versions are for, by id."""
    return {name: _(entry.label) for name, entry in VERSIONS.items()}


def variety_labels() -> dict[str, str]:
    """Return the labels of how different meals are by id, in the visitor's language."""
    return {
        name: f"{_(level.label)}: {_(level.description)}"
        for name, level in variety_levels().items()
    }


def region_labels() -> dict[str, str]:
    """Return the labels of the regions of shops by id; the first follows the targets."""
    names = {"US": _("the United States"), "UK": _("the United Kingdom"), "EU": _("the EU")}
    return {"": _("as the targets")} | {region: names[region] for region in REGIONS}


def item_label(item: str, catalog: Catalog) -> str:
    """Return the name of a food, subgroup or dish, or the id itself if there is none."""
    if item in catalog.foods:
        return catalog.foods.food(item).name
    if item in subgroup_table().index:
        return str(subgroup_table().loc[item, "label"])
    return catalog.dish_name(item)
