"""The form of a visitor's own food; values that its label does not state are unknown."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.dashboard.actions import own_items
from planner.dashboard.forms import food_contents
from planner.dashboard.session import state, visitor_items
from planner.dashboard.views.item_card import draw_food
from planner.dashboard.wording.i18n import N_, _, translated
from planner.dashboard.wording.text import plain
from planner.errors import PlannerError
from planner.nutrition.foods.food_table import subgroup_table
from planner.nutrition.foods.meal_patterns import meal_labels
from planner.nutrition.nutrients import nutrient
from planner.nutrition.people.diets import all_avoidances
from planner.request.declared_contents import declared
from planner.request.label_plausibility import questions_about
from planner.request.own_catalog import catalog_of
from planner.request.own_foods import SODIUM_MG_PER_G_OF_SALT, OwnFood
from planner.request.plan_request import targets_of

# In the order of European and US labels; European labels state salt instead of sodium.
FIRST = (
    "energy_kcal", "fat_g", "saturated_fat_g", "carbohydrate_g", "sugars_g", "fiber_g", "protein_g",
)  # fmt: skip
MORE = (
    "added_sugars_g", "calcium_mg", "iron_mg", "magnesium_mg", "potassium_mg", "zinc_mg",
    "vitamin_d_ug", "vitamin_b12_ug", "vitamin_c_mg", "folic_acid_ug",
)  # fmt: skip
PER = {"100g": N_("100 g"), "serving": N_("one serving")}
COLUMNS = 3
_KEY = "foods_own"


def show() -> None:
    """Draw the saved foods and the form for a new one."""
    own_items.report()
    foods = visitor_items.own_foods()
    _show_kept(foods)
    st.header(_("From a label"), anchor=False)
    st.markdown(
        _(
            "Leave fields empty that the label does not state; these values are "
            "unknown: they count as zero toward a target, and toward a limit as the most that "
            "such a food can hold. Declare what the food contains and its animal "
            "origin: diets and allergies depend on it."
        )
    )
    with st.form("foods_own_form"):
        raw = _fields()
        sent = st.form_submit_button(_("Save this food"), icon=":material/save:", type="primary")
    if sent:
        _keep(raw)


def _show_kept(foods: tuple[OwnFood, ...]) -> None:
    names = {food.name: food for food in foods}
    if not names:
        return
    chosen = st.selectbox(
        _("My foods"),
        list(names),
        index=None,
        key="foods_own_shown",
        placeholder=_("Choose one to show"),
    )
    if chosen is None:
        return
    food = names[chosen]
    _draw(food)
    food_contents.show(food)
    st.button(
        _("Plan with it"),
        key="foods_own_plan",
        icon=":material/add_circle:",
        disabled=not food.meals,
        on_click=own_items.plan_with,
        args=((food,), (), food.id),
        help=_("Make a plan that serves it. A food without a meal is served only in dishes."),
    )


def _fields() -> dict[str, Any]:
    """Draw the fields and return their values."""
    name = st.text_input(_("Name"), key=f"{_KEY}_name", max_chars=80)
    table = subgroup_table()
    kinds = {str(key): str(label) for key, label in table["label"].items()}
    subgroup = st.selectbox(
        _("Most similar to"),
        list(kinds),
        index=None,
        format_func=kinds.__getitem__,
        key=f"{_KEY}_kind",
        placeholder=_("Type to search"),
        filter_mode="contains",
    )
    serving, plural, grams = _serving()
    bases = translated(PER)
    per = st.radio(
        _("The values of the label are per"),
        list(bases),
        format_func=bases.__getitem__,
        key=f"{_KEY}_per",
        horizontal=True,
    )
    label = _label(FIRST, salt=True)
    with st.expander(_("More of the label")):
        label |= _label(MORE, salt=False)
    meals = meal_labels()
    return {
        "name": name.strip(),
        "subgroup": subgroup or "",
        "per": per,
        "serving": serving.strip(),
        "serving_plural": plural.strip(),
        "serving_g": grams or 0.0,
        "label": tuple(label.items()),
        "contains": _several(_("Contains"), "contains", _allergens()),
        "animal": _several(_("From animals"), "animal", _words("animal")),
        "fortified": _several(_("Added to it"), "fortified", _words("fortified")),
        "flags": _several(_("Other marks"), "flags", _words("flags")),
        "checked": st.checkbox(food_contents.checked_label(), key=f"{_KEY}_checked"),
        "meals": _several(_("Served on its own at"), "meals", dict(meals)),
    }


def _serving() -> tuple[str, str, float | None]:
    """Draw the name of a serving and its weight; return singular, plural and grams."""
    left, middle, right = st.columns(COLUMNS)
    with left:
        serving = st.text_input(
            _("One serving is called"), value=_("serving"), key=f"{_KEY}_serving", max_chars=40
        )
    with middle:
        plural = st.text_input(
            _("Several are called"), value=_("servings"), key=f"{_KEY}_plural", max_chars=40
        )
    with right:
        grams = st.number_input(
            _("Grams of one serving"), 0.0, 2000.0, value=None, key=f"{_KEY}_grams", format="%g"
        )
    return serving, plural, grams


def _label(names: tuple[str, ...], *, salt: bool) -> dict[str, float]:
    """Draw a field for each value of a label, and return the values entered."""
    columns = st.columns(COLUMNS)
    found: dict[str, float] = {}
    for place, name in enumerate((*names, *(("salt",) if salt else ()))):
        with columns[place % COLUMNS]:
            is_salt = name == "salt"
            label = _("Salt, g") if is_salt else f"{nutrient(name).name}, {nutrient(name).unit}"
            value = st.number_input(
                label, min_value=0.0, value=None, key=f"{_KEY}_{name}", format="%g"
            )
        if value is not None and is_salt:
            found["sodium_mg"] = value * SODIUM_MG_PER_G_OF_SALT
        elif value is not None:
            found[name] = value
    return found


def _allergens() -> dict[str, str]:
    avoidances = all_avoidances()
    return {
        name: avoidances[name].label if name in avoidances else name.replace("_", " ")
        for name in declared("contains")
    }


def _words(attribute: Any) -> dict[str, str]:
    return {name: name.replace("_", " ") for name in declared(attribute)}


def _several(label: str, name: str, labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            label,
            list(labels),
            format_func=labels.__getitem__,
            key=f"{_KEY}_{name}",
            placeholder=_("None: type to search"),
            filter_mode="contains",
            select_all=False,
        )
    )


def _keep(raw: dict[str, Any]) -> None:
    """Validate and save the food, or show all faults."""
    missing = [
        words
        for lacks, words in (
            (not raw["name"], _("Enter a name.")),
            (not raw["subgroup"], _("Choose the most similar kind.")),
            (not raw["serving_g"], _("Enter the grams of one serving.")),
            (not raw["label"], _("Enter at least one value of the label.")),
        )
        if lacks
    ]
    if missing:
        own_items.say("\n".join(missing))
        return
    try:
        food = OwnFood.from_raw(raw, raw["name"])
        visitor_items.keep_food(food)
    except PlannerError as error:
        own_items.say(str(error))
        return
    known = len(food.label)
    words = _("**{name}** is saved with {known} values of its label; all others are unknown.")
    st.success(words.format(name=plain(food.name), known=known), icon=":material/check:")
    for question in questions_about(food):
        st.warning(plain(question), icon=":material/help:")
    if not food.is_declared:
        st.warning(food_contents.undeclared_words(food), icon=":material/help:")
    _draw(food)


def _draw(food: OwnFood) -> None:
    foods = catalog_of((food,)).foods
    draw_food(foods.food(food.id), foods, targets_of(state.asked().request))
