"""The pandera schemas of the dish tables and of kitchen names; all cells are text."""

from __future__ import annotations

import pandera.pandas as pa

from planner.nutrition.checks.cells import ID, MAYBE_NUMBER, NUMBER, list_of, matches, text
from planner.nutrition.foods.dishes import CUISINES, DISH_KINDS, DISH_TAGS
from planner.nutrition.foods.kitchen_foods import STATES

EQUIPMENT = (
    "none", "pot", "pan", "oven", "tray", "blender", "toaster", "microwave", "rice_cooker", "grill",
    "bowl",
)  # fmt: skip
DISH_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "dishes.csv": pa.DataFrameSchema(
        {
            "dish_id": text(matches(ID), unique=True),
            "dish": text(matches(r"^[^=+\-@\t\r]"), unique=True),
            "meals": text(pa.Check.str_length(min_value=1)),
            "kind": text(pa.Check.isin(DISH_KINDS)),
            "cuisine": text(pa.Check.isin(CUISINES)),
            "servings": text(matches(r"^[1-6]$")),
            "active_minutes": text(matches(r"^\d+$")),
            "waiting_minutes": text(matches(r"^\d+$")),
            "lead_minutes": text(matches(r"^\d+$")),
            "equipment": text(list_of(EQUIPMENT)),
            "keeps_days": text(matches(r"^[0-5]$")),
            "freezes": text(pa.Check.isin(["yes", "no"])),
            "tags": text(list_of(DISH_TAGS)),
            "scales": text(list_of(("0.5", "0.75", "1", "1.25", "1.5", "2"))),
            "plain": text(pa.Check.isin(["yes", "no"])),
        },
        strict=True,
    ),
    "dish_ingredients.csv": pa.DataFrameSchema(
        {
            "dish_id": text(matches(ID)),
            "food_id": text(matches(ID)),
            "grams": text(matches(NUMBER)),
            "state": text(pa.Check.isin(["", *STATES])),
            "prep": text(),
            "used_grams": text(matches(MAYBE_NUMBER)),
        },
        strict=True,
    ),
    "dish_steps.csv": pa.DataFrameSchema(
        {
            "dish_id": text(matches(ID)),
            "step": text(matches(r"^[1-8]$")),
            "when": text(pa.Check.isin(["", "ahead"])),
            "text": text(pa.Check.str_length(min_value=10)),
        },
        strict=True,
    ),
    "dish_swaps.csv": pa.DataFrameSchema(
        {
            "dish_id": text(matches(ID)),
            "variant_id": text(matches(ID)),
            "variant": text(matches(r"^[^=+\-@\t\r]")),
            "food_id": text(matches(ID)),
            "instead_food_id": text(matches(ID)),
            "instead_grams": text(matches(NUMBER)),
            "state": text(pa.Check.isin(["", *STATES])),
            "prep": text(),
            "used_grams": text(matches(MAYBE_NUMBER), required=False),
        },
        strict=True,
    ),
    "variant_steps.csv": pa.DataFrameSchema(
        {
            "variant_id": text(matches(ID)),
            "step": text(matches(r"^[1-8]$")),
            "when": text(pa.Check.isin(["", "ahead"])),
            "text": text(pa.Check.str_length(min_value=10)),
        },
        unique=["variant_id", "step"],
        strict=True,
    ),
    "kitchen_foods.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID), unique=True),
            "name": text(pa.Check.str_length(min_value=1)),
            "plural": text(),
            "uk_name": text(),
            "uk_plural": text(),
            "state": text(pa.Check.isin(["", *STATES])),
            "piece": text(),
            "piece_plural": text(),
            "piece_grams": text(matches(MAYBE_NUMBER)),
            "source": text(),
        },
        strict=True,
    ),
    "cup_weights.csv": pa.DataFrameSchema(
        {
            "food_id": text(matches(ID), unique=True),
            "cup_grams": text(matches(NUMBER)),
            "source": text(matches(r"^sr28:\d{5}:\d+$")),
        },
        strict=True,
    ),
    "preparation_minutes.csv": pa.DataFrameSchema(
        {
            "key_column": text(pa.Check.isin(["id", "subgroup"])),
            "key": text(matches(ID)),
            "active_minutes": text(matches(r"^\d+$")),
            "waiting_minutes": text(matches(r"^\d+$")),
            "lead_minutes": text(matches(r"^\d+$")),
            "preparation": text(pa.Check.str_length(min_value=3)),
        },
        unique=["key_column", "key"],
        strict=True,
    ),
    "recipe_words.csv": pa.DataFrameSchema(
        {
            "words": text(matches(r"^[a-z0-9%,-]+( [a-z0-9%,-]+)*$")),
            "kind": text(pa.Check.isin(["other", "prep", "collective", "qualifier", "suffix"])),
            "subgroups": text(),
            "note": text(),
        },
        unique=["words", "kind"],
        strict=True,
    ),
}
