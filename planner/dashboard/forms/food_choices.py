"""The part of the form about food: days, diet, what to leave out, health, tastes, more choices."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session import state
from planner.dashboard.wording.i18n import _
from planner.dashboard.wording.labels import (
    item_label,
    objective_labels,
    standard_labels,
    supplement_labels,
)
from planner.dashboard.wording.text import capitalised
from planner.nutrition.foods.dishes import load_dishes
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.meal_patterns import SNACKS
from planner.nutrition.people.conditions import HealthFactor, load_conditions, load_medications
from planner.nutrition.people.diets import all_avoidances, all_diets


def show() -> None:
    """Draw all of it; what most people leave as it is stands folded away."""
    _food_choices()
    _health()
    _tastes()
    _more_choices()


def _food_choices() -> None:
    """Draw how many days, the diet, and things and foods to leave out."""
    spans = {1: _("One day"), 7: _("A week")}
    days = int(state.get("days"))
    if days not in spans:
        spans[days] = _("{days} days").format(days=days)
    st.radio(
        _("Plan for"),
        list(spans),
        format_func=spans.__getitem__,
        key="plan_days",
        persist_state="session",
        horizontal=True,
    )
    diets, avoidances = all_diets(), all_avoidances()
    st.selectbox(
        _("Diet"),
        list(diets),
        format_func=lambda name: diets[name].label,
        key="plan_diet",
        persist_state="session",
        help="\n".join(f"- **{diet.label}**: {diet.description}" for diet in diets.values()),
    )
    _several(
        _("Allergies and things to avoid"),
        "plan_avoid",
        {name: avoidance.label for name, avoidance in avoidances.items()},
        _(
            "The allergens of the US and EU lists come first, then other things, then whole groups "
            "of foods."
        ),
    )
    _several(_("Foods to leave out"), "plan_exclude", _foods() | _chosen("exclude"))


def _foods() -> dict[str, str]:
    foods = sorted(state.asked().request.catalog.foods.foods, key=lambda food: food.name)
    return {food.id: food.name for food in foods}


def _chosen(*names: str) -> dict[str, str]:
    """Return the labels of what is chosen already: dishes and foods named on cards or in links."""
    ids = [item for name in names for item in state.get(name)]
    return {item: item_label(item, state.asked().request.catalog) for item in ids}


def _health() -> None:
    """Draw conditions and medicines, folded away, and own energy."""
    with st.expander(_("Conditions and medicines")):
        _several(
            _("Conditions"),
            "plan_conditions",
            {name: capitalised(row.label) for name, row in load_conditions().items()},
        )
        _several(
            _("Medicines"),
            "plan_medications",
            {name: _medicine(row) for name, row in load_medications().items()},
            _("Targets, foods and cautions follow them, each with its source."),
        )


def _medicine(row: HealthFactor) -> str:
    return f"{capitalised(row.label)} ({row.examples})" if row.examples else capitalised(row.label)


def _tastes() -> None:
    """Draw likes and dislikes, folded away."""
    with st.expander(_("Tastes")):
        table = subgroup_table()
        kinds = {str(name): str(label) for name, label in table["label"].items()}
        dishes = {dish.id: dish.name for dish in load_dishes().values() if dish.id == dish.base}
        names = kinds | dishes | _chosen("more", "less")
        _several(_("More of"), "plan_more", names)
        _several(_("Less of"), "plan_less", names)


def _more_choices() -> None:
    """Draw what most people leave as it is, folded away."""
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
        st.number_input(
            _("Snacks a day"),
            min_value=SNACKS[0],
            max_value=SNACKS[1],
            step=1,
            key="plan_snacks",
            persist_state="session",
        )
        _labelled(_("Among good plans, choose"), "plan_objective", objective_labels())
        _labelled(_("Supplements"), "plan_supplements", supplement_labels())
        st.checkbox(
            _("I get sun most days"),
            key="plan_sun",
            persist_state="session",
            help=_("Explained with the plan, never counted as vitamin D."),
        )
        _labelled(_("Targets of"), "plan_standard", standard_labels())


def _labelled(label: str, key: str, names: dict[str, str]) -> None:
    """Draw a choice of one entry of a registry."""
    st.selectbox(
        label, list(names), format_func=names.__getitem__, key=key, persist_state="session"
    )


def _several(label: str, key: str, names: dict[str, str], words: str | None = None) -> None:
    """Draw a choice of several by name; Enter takes the first match, never all of them."""
    st.multiselect(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        persist_state="session",
        placeholder=_("None: type to search"),
        filter_mode="contains",
        select_all=False,
        help=words,
    )
