"""The part of the form about food: days, diet, exclusions, health, tastes, more choices."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from planner.dashboard.forms import own_limits
from planner.dashboard.session import state
from planner.dashboard.views.choices import choose, choose_by_search, choose_side_by_side
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.labels import (
    availability_labels,
    guidelines_labels,
    item_label,
    objective_labels,
    region_labels,
    standard_labels,
    supplement_labels,
    versions_labels,
)
from planner.dashboard.wording.text import capitalised
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.meal_patterns import SNACKS
from planner.nutrition.people.conditions import HealthFactor, load_conditions, load_medications
from planner.nutrition.people.diets import all_avoidances, all_diets


def show() -> None:
    """Draw this part of the form; rarely changed settings are collapsed."""
    _food_choices()
    _health()
    _tastes()
    _more_choices()


def _food_choices() -> None:
    """Draw days, diet, avoidances and excluded foods."""
    spans = {1: _("One day"), 7: _("A week")}
    days = int(state.get("days"))
    if days not in spans:
        spans[days] = _("{days} days").format(days=days)
    choose_side_by_side(_("Plan for"), spans, "plan_days")
    diets, avoidances = all_diets(), all_avoidances()
    choose(
        _("Diet"),
        {name: diet.label for name, diet in diets.items()},
        "plan_diet",
        help="\n".join(f"- **{diet.label}**: {diet.description}" for diet in diets.values()),
    )
    choose_by_search(
        _("Allergies and things to avoid"),
        {name: avoidance.label for name, avoidance in avoidances.items()},
        "plan_avoid",
        help=_(
            "The allergens of the US and EU lists come first, then other things, then whole groups "
            "of foods."
        ),
    )
    labels = foods_to_leave_out(state.get("exclude"))
    choose_by_search(_("Foods to leave out"), labels, "plan_exclude")


def foods_to_leave_out(chosen: Iterable[str]) -> dict[str, str]:
    """Return the labels of all foods, and of the items already left out."""
    catalog = state.asked().request.catalog
    return _foods() | {item: item_label(item, catalog) for item in chosen}


def _foods() -> dict[str, str]:
    foods = sorted(state.asked().request.catalog.foods.foods, key=lambda food: food.name)
    return {food.id: food.name for food in foods}


def _chosen(*names: str) -> dict[str, str]:
    """Return the labels of items already chosen on cards or by a link."""
    ids = [item for name in names for item in state.get(name)]
    return {item: item_label(item, state.asked().request.catalog) for item in ids}


def _health() -> None:
    """Draw conditions and medicines, collapsed."""
    with st.expander(_("Conditions and medicines")):
        choose_by_search(
            _("Conditions"),
            {name: capitalised(row.label) for name, row in load_conditions().items()},
            "plan_conditions",
        )
        choose_by_search(
            _("Medicines"),
            {name: medicine_label(row) for name, row in load_medications().items()},
            "plan_medications",
            help=_("Targets, foods and cautions follow them, each with its source."),
        )
        own_limits.show()
        st.checkbox(
            _("Weight was lost without wanting"),
            key="plan_unintended_weight_loss",
            persist_state="session",
        )


def medicine_label(row: HealthFactor) -> str:
    """Return the label of a kind of medicine with names it is known by."""
    return f"{capitalised(row.label)} ({row.examples})" if row.examples else capitalised(row.label)


def _tastes() -> None:
    """Draw likes and dislikes, collapsed."""
    with st.expander(_("Tastes")):
        table = subgroup_table()
        kinds = {str(name): str(label) for name, label in table["label"].items()}
        dishes = {dish.id: dish.name for dish in load_dishes().values() if dish.id == dish.base}
        names = kinds | dishes | _chosen("more", "less")
        choose_by_search(_("More of"), names, "plan_more")
        choose_by_search(_("Less of"), names, "plan_less")


def fiber_now(key: str) -> None:
    """Draw the fiber that a person who eats little of it eats now."""
    st.number_input(
        _("I eat little fiber: grams a day now"),
        min_value=0.0,
        value=None,
        step=1.0,
        format="%.0f",
        placeholder=_("none: no building up"),
        key=key,
        persist_state="session",
        help=_(
            "The plan then builds up from it, by about 5 g a week, since much fiber at once may "
            "bring wind and cramps. People in the US eat about 16 g a day."
        ),
    )


def _more_choices() -> None:
    """Draw rarely changed settings, collapsed."""
    with st.expander(_("More choices")):
        st.number_input(
            _("Own energy target (kcal a day)"),
            min_value=0.0,
            value=None,
            step=50.0,
            format="%.0f",
            placeholder=_("none: estimated"),
            key="plan_energy_kcal",
            persist_state="session",
        )
        fiber_now("plan_fiber_now_g")
        st.number_input(
            _("Snacks a day"),
            min_value=SNACKS[0],
            max_value=SNACKS[1],
            step=1,
            key="plan_snacks",
            persist_state="session",
        )
        choose(_("Among good plans, choose"), objective_labels(), "plan_objective")
        choose(
            _("How close to the guidelines"),
            guidelines_labels(),
            "plan_guidelines",
            help=_("Beyond that aim, taste, cost and ease decide."),
        )
        choose(_("Supplements"), supplement_labels(), "plan_supplements")
        st.checkbox(
            _("I get sun most days"),
            key="plan_sun",
            persist_state="session",
            help=_("The plan explains it but never counts it as vitamin D."),
        )
        choose(_("Targets of"), standard_labels(), "plan_standard")
        choose(
            _("Buy the food at"),
            availability_labels(),
            "plan_availability",
            help=_(
                "Food of other shops is taken only where no plan is found without, and you are "
                "asked."
            ),
        )
        choose(_("Shops of"), region_labels(), "plan_region")
        choose(
            _("Gluten-free, plant and other versions"),
            versions_labels(),
            "plan_versions",
            help=_("Such as gluten-free bread, where the ordinary food is not left out."),
        )
