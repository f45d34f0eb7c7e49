"""The details of a food or dish: description, diets, and share of a person's targets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from planner.dashboard.session.form_values import recipe_units
from planner.dashboard.wording.i18n import _, ngettext
from planner.dashboard.wording.text import amount, plain, small
from planner.nutrition.foods.catalog import load_catalog
from planner.nutrition.foods.dishes import Dish
from planner.nutrition.foods.food_table import (
    FloatArray,
    Food,
    FoodTable,
    load_foods,
    subgroup_table,
)
from planner.nutrition.foods.portions import Portion, total
from planner.nutrition.foods.recipe_text import ingredient_lines, steps_of
from planner.nutrition.knowledge.search import diets_of
from planner.nutrition.nutrients import all_nutrients
from planner.nutrition.people.diets import all_diets, get_avoidance
from planner.nutrition.people.targets import Targets


def show_food(food_id: str, targets: Targets) -> None:
    """Draw a food of the table."""
    foods = load_foods()
    draw_food(foods.food(food_id), foods, targets)


def draw_food(food: Food, foods: FoodTable, targets: Targets) -> None:
    """Draw a food of a table from its attributes and its composition."""
    row = foods.row(food.id)
    st.header(plain(food.name), anchor=False)
    serving_g = food.usual * food.measure_g
    diets = [diet.label for diet in all_diets().values() if not diet.rule.forbids(food)]
    source = f"{food.source.upper()} {food.source_id}"
    lines = [
        _("Kind: {kind}").format(kind=str(subgroup_table().loc[food.subgroup, "label"])),
        _("Usual serving: {serving}, {grams:.0f} g").format(
            serving=food.write_grams(serving_g), grams=serving_g
        ),
        _("Contains: {things}").format(things=_contents(food)),
        _("Diets: {diets}").format(diets=", ".join(diets) or _("none")),
        _("Source: {source}.").format(source=source),
    ]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    servings = serving_g / 100.0
    _show_amounts(foods.composition[row] * servings, foods.at_most[row] * servings, targets)


def show_dish(dish_id: str, targets: Targets) -> None:
    """Draw a dish of the catalogue."""
    catalog = load_catalog()
    draw_dish(catalog.dish(dish_id), catalog.foods, targets)


def draw_dish(dish: Dish, foods: FoodTable, targets: Targets) -> None:
    """Draw a dish with the ingredients and nutrients of a serving."""
    st.header(plain(dish.name), anchor=False)
    labels = [all_diets()[name].label for name in diets_of(dish, foods)]
    lines = [
        _("{minutes} minutes, {work} of them active work").format(
            minutes=dish.total_minutes, work=dish.active_minutes
        ),
        _("Contains: {things}").format(
            things=_labels(dish.contains(foods)) or _("no declared allergen")
        ),
        _("Diets: {diets}").format(diets=", ".join(labels) or _("none")),
    ]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    portions = [Portion(1, "", food, grams, dish.id) for food, grams in dish.ingredients]
    units = recipe_units()
    left, right = st.columns(2)
    with left:
        title = ngettext("For {count} serving", "For {count} servings", dish.servings)
        st.subheader(title.format(count=dish.servings), anchor=False)
        used = ingredient_lines(dish, foods, units=units)
        st.markdown("\n".join(f"- {plain(line)}" for line in used))
    with right:
        st.subheader(_("Steps"), anchor=False)
        steps = enumerate(steps_of(dish, foods, units=units), start=1)
        numbered = "\n".join(f"{number}. {plain(step)}" for number, step in steps)
        st.markdown(numbered or "–")
    unknown = _unknown(portions, foods)
    known = total(foods, portions)
    _show_amounts(known, known, targets)
    if unknown:
        words = _(
            "Values missing from a food's source count as zero toward a target, and as the worst "
            "of their kind toward a limit: {names}."
        )
        st.markdown(small(plain(words.format(names=", ".join(unknown)))))


def _unknown(portions: Sequence[Portion], foods: FoodTable) -> list[str]:
    """Return the nutrients for which the source of some food has no value."""
    rows = foods.composition[[foods.row(portion.food_id) for portion in portions]]
    return [
        known.name
        for known, values in zip(all_nutrients(), rows.T, strict=True)
        if np.isnan(values).any()
    ]


def _contents(food: Food) -> str:
    """Return the allergens of a food, or that it has none, or that nobody declared them."""
    labels = _labels(food.contains)
    if not food.is_declared:
        return _("{things}; the rest is not declared").format(things=labels or "–")
    return labels or _("no declared allergen")


def _labels(allergens: frozenset[str]) -> str:
    return ", ".join(get_avoidance(name).label.lower() for name in sorted(allergens))


def _show_amounts(amounts: FloatArray, most: FloatArray, targets: Targets) -> None:
    """Draw the nutrients of a serving with percent of the person's targets."""
    st.subheader(_("Nutrients in a serving"), anchor=False)
    st.dataframe(amounts_frame(amounts, most, targets), hide_index=True, placeholder="–")


def amounts_frame(amounts: FloatArray, most: FloatArray, targets: Targets) -> pd.DataFrame:
    """Return the nutrients of a serving as a table; unknown percentages are empty.

    Parameters
    ----------
    amounts, most : ndarray, shape (nutrients,)
        In a serving: NaN where not known, and what counts toward a limit instead.
    targets : Targets
        The person's targets.
    """
    rows = []
    for known, value, top in zip(all_nutrients(), amounts, most, strict=True):
        target = targets.get(known.id)
        lacks = bool(np.isnan(value))
        text = f"{amount(float(top if lacks else value))} {known.unit}"
        if lacks:
            text = _("not known, at most {amount}").format(amount=text)
        percent = None if lacks or target is None else target.percent(float(value))
        rows.append(
            {
                _("Nutrient"): known.name,
                _("Amount"): text,
                _("% of my target"): None if percent is None else round(percent),
            }
        )
    return pd.DataFrame(rows)
