"""The part of the form for limits that a clinician has set: potassium, fluid, carbohydrate ..."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.session import form_values
from planner.dashboard.views.choices import choose_by_search
from planner.dashboard.wording.i18n import N_, _
from planner.nutrition.nutrients import nutrient
from planner.request.food_weight import FOOD_WEIGHT
from planner.request.limit_names import LimitKind, LimitName, read_limit_name
from planner.request.own_limits import caps, limit_unit

# What clinicians set most; the command line takes every other limit as well.
OFFERED = (
    "max_potassium_mg", "min_potassium_mg", "max_phosphorus_mg", "max_sodium_mg", "max_protein_g",
    "min_protein_g", "cap_fluid_heart_failure", "meal_aim_carbohydrate_g",
    "meal_max_carbohydrate_g", "max_carbohydrate_g", "max_calcium_mg", "min_calcium_mg",
)  # fmt: skip
_WORDS: dict[LimitKind, str] = {
    LimitKind.LEAST: N_("{what}, at least ({unit} a day)"),
    LimitKind.MOST: N_("{what}, at most ({unit} a day)"),
    LimitKind.CAP: N_("{what}, at most ({unit} a day)"),
    LimitKind.MEAL_MOST: N_("{what} in a main meal, at most ({unit})"),
    LimitKind.MEAL_AIM: N_("{what} in a main meal, about ({unit})"),
}


def show() -> None:
    """Draw the choice of limits, and a field for the figure of each that is chosen."""
    chosen = form_values.limit_fields()
    names = {name: limit_label(name) for name in dict.fromkeys((*OFFERED, *chosen))}
    choose_by_search(
        _("Limits my clinician has set"),
        names,
        "plan_limits",
        help=_("They go before the figures of the planner, higher or lower."),
    )
    for name in form_values.limit_fields():
        st.number_input(
            names.get(name, name),
            min_value=0.0,
            value=None,
            format="%g",
            key=form_values.limit_key(name),
            persist_state="session",
        )


def limit_label(name: str) -> str:
    """Return what a limit bounds, and in what unit.

    Raises
    ------
    KeyError
        If no limit has this name.
    """
    limit = read_limit_name(name)
    if limit is None:
        raise KeyError(name)
    return _(_WORDS[limit.kind]).format(what=_what(limit), unit=limit_unit(limit))


def _what(limit: LimitName) -> str:
    if limit.kind is LimitKind.CAP:
        words = caps()[limit.subject].label
        return words[:1].upper() + words[1:]
    if limit.subject == FOOD_WEIGHT:
        return _("Food and drink, without water")
    return nutrient(limit.subject).name
